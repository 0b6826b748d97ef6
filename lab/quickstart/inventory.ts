import {
  DescribeDhcpOptionsCommand,
  DescribeInstancesCommand,
  DescribeInternetGatewaysCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcPeeringConnectionsCommand,
  DescribeVpcsCommand,
  DescribeVpnGatewaysCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { DescribeFileSystemsCommand, EFSClient } from "@aws-sdk/client-efs";
import { DescribeLoadBalancersCommand, ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { IAMClient, ListInstanceProfilesCommand, ListRolesCommand } from "@aws-sdk/client-iam";
import { ListHostedZonesCommand, Route53Client } from "@aws-sdk/client-route-53";
import { clientSettings } from "../network/cloud-access";

/** Ids of all that the account holds and that costs or disturbs, each with its kind, e.g. `vpc vpc-0a1b`. */
export async function inventory(endpoint: string, region: string): Promise<readonly string[]> {
  const settings = clientSettings({ endpoint, region });
  const ec2 = new EC2Client(settings);
  const iam = new IAMClient(settings);
  const balancers = new ElasticLoadBalancingV2Client(settings);
  const files = new EFSClient(settings);
  const route53 = new Route53Client(settings);
  const gone = (state: string | undefined) => state === "deleted" || state === "terminated";
  try {
    const found = await Promise.all([
      ec2.send(new DescribeVpcsCommand({})).then(({ Vpcs = [] }) => Vpcs.map((it) => it.VpcId)),
      ec2.send(new DescribeSubnetsCommand({})).then(({ Subnets = [] }) => Subnets.map((it) => it.SubnetId)),
      ec2
        .send(new DescribeNetworkInterfacesCommand({}))
        .then(({ NetworkInterfaces = [] }) => NetworkInterfaces.map((it) => it.NetworkInterfaceId)),
      ec2.send(new DescribeInstancesCommand({})).then(({ Reservations = [] }) =>
        Reservations.flatMap(({ Instances = [] }) => Instances)
          .filter((it) => !gone(it.State?.Name))
          .map((it) => it.InstanceId),
      ),
      ec2
        .send(new DescribeSecurityGroupsCommand({}))
        .then(({ SecurityGroups = [] }) => SecurityGroups.map((it) => it.GroupId)),
      ec2
        .send(new DescribeDhcpOptionsCommand({}))
        .then(({ DhcpOptions = [] }) => DhcpOptions.map((it) => it.DhcpOptionsId)),
      ec2
        .send(new DescribeRouteTablesCommand({}))
        .then(({ RouteTables = [] }) => RouteTables.map((it) => it.RouteTableId)),
      ec2
        .send(new DescribeVpnGatewaysCommand({}))
        .then(({ VpnGateways = [] }) => VpnGateways.filter((it) => !gone(it.State)).map((it) => it.VpnGatewayId)),
      ec2
        .send(new DescribeVpcPeeringConnectionsCommand({}))
        .then(({ VpcPeeringConnections = [] }) =>
          VpcPeeringConnections.filter((it) => !gone(it.Status?.Code)).map((it) => it.VpcPeeringConnectionId),
        ),
      ec2
        .send(new DescribeInternetGatewaysCommand({}))
        .then(({ InternetGateways = [] }) => InternetGateways.map((it) => it.InternetGatewayId)),
      iam.send(new ListRolesCommand({})).then(({ Roles = [] }) => Roles.map((it) => `role ${it.RoleName}`)),
      iam
        .send(new ListInstanceProfilesCommand({}))
        .then(({ InstanceProfiles = [] }) =>
          InstanceProfiles.map((it) => `instance profile ${it.InstanceProfileName}`),
        ),
      balancers
        .send(new DescribeLoadBalancersCommand({}))
        .then(({ LoadBalancers = [] }) => LoadBalancers.map((it) => `load balancer ${it.LoadBalancerName}`)),
      files
        .send(new DescribeFileSystemsCommand({}))
        .then(({ FileSystems = [] }) => FileSystems.map((it) => it.FileSystemId)),
      route53
        .send(new ListHostedZonesCommand({}))
        .then(({ HostedZones = [] }) => HostedZones.map((it) => `zone ${it.Name}`)),
    ]);
    return found.flat().map(String).toSorted();
  } finally {
    for (const client of [ec2, iam, balancers, files, route53]) client.destroy();
  }
}
