import {
  AcceptVpcPeeringConnectionCommand,
  AssociateDhcpOptionsCommand,
  AssociateRouteTableCommand,
  AttachVpnGatewayCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateDhcpOptionsCommand,
  CreateNetworkInterfaceCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcPeeringConnectionCommand,
  CreateVpnGatewayCommand,
  DescribeNetworkInterfacesCommand,
  EC2Client,
  type IpPermission,
  ModifyVpcAttributeCommand,
  RegisterImageCommand,
  RunInstancesCommand,
} from "@aws-sdk/client-ec2";
import { CreateFileSystemCommand, CreateMountTargetCommand, EFSClient } from "@aws-sdk/client-efs";
import { CreateLoadBalancerCommand, ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import {
  AssociateVPCWithHostedZoneCommand,
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  type ResourceRecordSet,
  Route53Client,
} from "@aws-sdk/client-route-53";
import { renderSiteConfiguration } from "../../../components/core/site-configuration";
import { forwarderImageName } from "../../../components/io/forwarder-image";
import { labHostImageName } from "../../../lab/root-file-system";

export const region = "eu-west-1";
export const forwarders = { a: "10.20.1.53", b: "10.20.2.53" } as const;

const name = (type: "vpc" | "instance" | "subnet", value: string) => [
  { ResourceType: type, Tags: [{ Key: "Name", Value: value }] },
];

/** Clients of the emulator, and what the tests need of the ids that were made. */
export interface CloudFixture {
  readonly ec2: EC2Client;
  readonly route53: Route53Client;
  readonly hubVpcId: string;
  readonly zoneId: string;
  readonly loadBalancerName: string;
  readonly fileSystemName: string;
  change(action: "CREATE" | "DELETE" | "UPSERT", recordSets: readonly ResourceRecordSet[]): Promise<void>;
  end(): void;
}

/** A hub with two forwarders, a spoke beside it, a VPN to the site, made by plain AWS calls as any program would. */
export async function makeCloud(
  endpoint: string,
  forwarderConfiguration: (address: string) => string,
): Promise<CloudFixture> {
  const settings = { endpoint, region, credentials: { accessKeyId: "test", secretAccessKey: "test" } };
  const ec2 = new EC2Client(settings);
  const route53 = new Route53Client(settings);
  const efs = new EFSClient(settings);
  const balancing = new ElasticLoadBalancingV2Client(settings);
  const images = await Promise.all(
    [forwarderImageName(), labHostImageName()].map(async (image) => {
      const { ImageId } = await ec2.send(new RegisterImageCommand({ Name: image }));
      return ImageId ?? "";
    }),
  );
  const [forwarderImage = "", hostImage = ""] = images;

  const makeVpc = async (vpcName: string, cidrBlock: string, subnets: { [zone: string]: string }) => {
    const { Vpc } = await ec2.send(
      new CreateVpcCommand({ CidrBlock: cidrBlock, TagSpecifications: name("vpc", vpcName) }),
    );
    const VpcId = Vpc?.VpcId ?? "";
    await ec2.send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames: { Value: true } }));
    const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId }));
    const ids: { [zone: string]: string } = {};
    for (const [zone, CidrBlock] of Object.entries(subnets)) {
      const request = { VpcId, CidrBlock, AvailabilityZone: `${region}${zone}` };
      const SubnetId = (await ec2.send(new CreateSubnetCommand(request))).Subnet?.SubnetId ?? "";
      await ec2.send(new AssociateRouteTableCommand({ SubnetId, RouteTableId: RouteTable?.RouteTableId }));
      ids[zone] = SubnetId;
    }
    return { vpcId: VpcId, subnets: ids, routeTableId: RouteTable?.RouteTableId ?? "" };
  };
  const hub = await makeVpc("hub", "10.20.0.0/16", { a: "10.20.1.0/24", b: "10.20.2.0/24" });
  const spoke = await makeVpc("spoke", "10.21.0.0/16", { a: "10.21.1.0/24", b: "10.21.2.0/24" });

  const { VpcPeeringConnection } = await ec2.send(
    new CreateVpcPeeringConnectionCommand({ VpcId: hub.vpcId, PeerVpcId: spoke.vpcId }),
  );
  const VpcPeeringConnectionId = VpcPeeringConnection?.VpcPeeringConnectionId;
  await ec2.send(new AcceptVpcPeeringConnectionCommand({ VpcPeeringConnectionId }));
  const { VpnGateway } = await ec2.send(new CreateVpnGatewayCommand({ Type: "ipsec.1" }));
  const GatewayId = VpnGateway?.VpnGatewayId;
  await ec2.send(new AttachVpnGatewayCommand({ VpnGatewayId: GatewayId, VpcId: hub.vpcId }));
  for (const route of [
    { RouteTableId: hub.routeTableId, DestinationCidrBlock: "10.21.0.0/16", VpcPeeringConnectionId },
    { RouteTableId: spoke.routeTableId, DestinationCidrBlock: "10.20.0.0/16", VpcPeeringConnectionId },
    { RouteTableId: hub.routeTableId, DestinationCidrBlock: "10.0.0.0/14", GatewayId },
    { RouteTableId: hub.routeTableId, DestinationCidrBlock: "192.168.0.0/16", GatewayId },
  ])
    await ec2.send(new CreateRouteCommand(route));

  const makeGroup = async (vpcId: string, groupName: string, permissions: IpPermission[]) => {
    const request = { VpcId: vpcId, GroupName: groupName, Description: groupName };
    const GroupId = (await ec2.send(new CreateSecurityGroupCommand(request))).GroupId ?? "";
    await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: permissions }));
    return GroupId;
  };
  const dns = ["udp", "tcp"].map((IpProtocol) => ({
    IpProtocol,
    FromPort: 53,
    ToPort: 53,
    IpRanges: ["10.0.0.0/14", "10.20.0.0/16", "10.21.0.0/16"].map((CidrIp) => ({ CidrIp })),
  }));
  const ping = [{ IpProtocol: "icmp", FromPort: -1, ToPort: -1, IpRanges: [{ CidrIp: "10.0.0.0/8" }] }];
  const forwarderGroup = await makeGroup(hub.vpcId, "forwarders", dns);
  const hubGroup = await makeGroup(hub.vpcId, "hub-hosts", ping);
  const spokeGroup = await makeGroup(spoke.vpcId, "spoke-hosts", ping);

  const run = async (
    host: string,
    subnetId: string,
    address: string,
    group: string,
    image: string,
    script?: string,
  ) => {
    const { NetworkInterface } = await ec2.send(
      new CreateNetworkInterfaceCommand({ SubnetId: subnetId, PrivateIpAddress: address, Groups: [group] }),
    );
    await ec2.send(
      new RunInstancesCommand({
        ImageId: image,
        MinCount: 1,
        MaxCount: 1,
        InstanceType: "t3.micro",
        NetworkInterfaces: [{ DeviceIndex: 0, NetworkInterfaceId: NetworkInterface?.NetworkInterfaceId }],
        MetadataOptions: { HttpTokens: "required" },
        TagSpecifications: name("instance", host),
        ...(script === undefined ? {} : { UserData: Buffer.from(script).toString("base64") }),
      }),
    );
  };
  for (const [zone, address] of Object.entries(forwarders))
    await run(
      `acme-hub-${zone}`,
      hub.subnets[zone] ?? "",
      address,
      forwarderGroup,
      forwarderImage,
      `#!/bin/sh\nexec /usr/lib/hybrid-dns/configure <<'EOF'\n${forwarderConfiguration(address)}EOF\n`,
    );
  await run("app1", hub.subnets["a"] ?? "", "10.20.1.10", hubGroup, hostImage);
  await run("app2", spoke.subnets["a"] ?? "", "10.21.1.10", spokeGroup, hostImage);

  for (const vpcId of [hub.vpcId, spoke.vpcId]) {
    const { DhcpOptions } = await ec2.send(
      new CreateDhcpOptionsCommand({
        DhcpConfigurations: [
          { Key: "domain-name-servers", Values: Object.values(forwarders) },
          { Key: "domain-name", Values: ["cloud.acmecorp.com"] },
        ],
      }),
    );
    await ec2.send(new AssociateDhcpOptionsCommand({ VpcId: vpcId, DhcpOptionsId: DhcpOptions?.DhcpOptionsId }));
  }

  const { LoadBalancers = [] } = await balancing.send(
    new CreateLoadBalancerCommand({ Name: "web", Scheme: "internal", Subnets: Object.values(hub.subnets) }),
  );
  const [balancer] = LoadBalancers;
  const loadBalancerName = balancer?.DNSName ?? "";
  const description = `ELB ${balancer?.LoadBalancerArn?.split(":loadbalancer/")[1]}`;
  const { NetworkInterfaces = [] } = await ec2.send(new DescribeNetworkInterfacesCommand({}));
  if (!NetworkInterfaces.some((one) => one.Description === description))
    for (const [index, SubnetId] of Object.values(hub.subnets).entries())
      await ec2.send(
        new CreateNetworkInterfaceCommand({
          SubnetId,
          Description: description,
          PrivateIpAddress: `10.20.${index + 1}.80`,
        }),
      );
  const { FileSystemId } = await efs.send(new CreateFileSystemCommand({ CreationToken: "data" }));
  await efs.send(new CreateMountTargetCommand({ FileSystemId, SubnetId: hub.subnets["a"], IpAddress: "10.20.1.90" }));

  const makeZone = async (zone: string) => {
    const request = { Name: zone, CallerReference: zone, VPC: { VPCId: hub.vpcId, VPCRegion: region } as const };
    const { HostedZone } = await route53.send(new CreateHostedZoneCommand(request));
    const HostedZoneId = HostedZone?.Id ?? "";
    await route53.send(
      new AssociateVPCWithHostedZoneCommand({ HostedZoneId, VPC: { VPCId: spoke.vpcId, VPCRegion: region } }),
    );
    return HostedZoneId;
  };
  const changeIn = async (
    zoneId: string,
    action: "CREATE" | "DELETE" | "UPSERT",
    sets: readonly ResourceRecordSet[],
  ) => {
    const Changes = sets.map((ResourceRecordSet) => ({ Action: action, ResourceRecordSet }));
    await route53.send(new ChangeResourceRecordSetsCommand({ HostedZoneId: zoneId, ChangeBatch: { Changes } }));
  };
  const zoneId = await makeZone("cloud.acmecorp.com");
  const reverseZoneId = await makeZone("20.10.in-addr.arpa");
  const record = (Name: string, Type: "A" | "CNAME" | "PTR" | "TXT", ...values: string[]): ResourceRecordSet => ({
    Name,
    Type,
    TTL: 60,
    ResourceRecords: values.map((Value) => ({ Value })),
  });
  await changeIn(zoneId, "CREATE", [
    record("app1.cloud.acmecorp.com", "A", "10.20.1.10"),
    record("database.cloud.acmecorp.com", "CNAME", "db1.acmecorp.com"),
    record(
      "big.cloud.acmecorp.com",
      "TXT",
      ...["a", "b", "c"].map((letter) => `"${letter.repeat(250)}" `.repeat(8).trim()),
    ),
    {
      Name: "web.cloud.acmecorp.com",
      Type: "A",
      AliasTarget: {
        DNSName: loadBalancerName,
        HostedZoneId: balancer?.CanonicalHostedZoneId ?? "",
        EvaluateTargetHealth: false,
      },
    },
  ]);
  await changeIn(reverseZoneId, "CREATE", [record("10.1.20.10.in-addr.arpa", "PTR", "app1.cloud.acmecorp.com")]);
  return {
    ec2,
    route53,
    hubVpcId: hub.vpcId,
    zoneId,
    loadBalancerName,
    fileSystemName: `${FileSystemId}.efs.${region}.amazonaws.com`,
    change: (action, sets) => changeIn(zoneId, action, sets),
    end: () => {
      for (const client of [ec2, route53, efs, balancing]) client.destroy();
    },
  };
}

/** What a stack would render for a forwarder at this address. */
export const unboundConfiguration = (address: string): string => `server:
    interface: ${address}
    interface: 127.0.0.1
    chroot: ""
    directory: "/etc/unbound"
    pidfile: "/run/unbound.pid"
    module-config: "iterator"
    access-control: 0.0.0.0/0 refuse
    access-control: 127.0.0.0/8 allow
    access-control: 10.0.0.0/14 allow
    access-control: 10.20.0.0/16 allow
    access-control: 10.21.0.0/16 allow
    local-zone: "10.in-addr.arpa." nodefault
forward-zone:
    name: "acmecorp.com."
    forward-addr: 10.1.0.53
    forward-addr: 10.2.0.53
forward-zone:
    name: "1.10.in-addr.arpa."
    forward-addr: 10.1.0.53
    forward-addr: 10.2.0.53
forward-zone:
    name: "cloud.acmecorp.com."
    forward-addr: 169.254.169.253
forward-zone:
    name: "."
    forward-addr: 169.254.169.253
`;

/** What a stack would give the site. */
export const siteConfiguration = renderSiteConfiguration(
  {
    key: "headquarters",
    forwardersOf: ["hub"],
    zones: [{ name: "20.10.in-addr.arpa." }, { name: "cloud.acmecorp.com.", parent: "acmecorp.com." }],
  },
  Object.values(forwarders),
);
