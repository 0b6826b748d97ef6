import {
  DescribeDhcpOptionsCommand,
  DescribeImagesCommand,
  DescribeInstanceAttributeCommand,
  DescribeInstancesCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcPeeringConnectionsCommand,
  DescribeVpcsCommand,
  DescribeVpnGatewaysCommand,
  EC2Client,
  type Instance as Ec2Instance,
  type NetworkInterface as Ec2NetworkInterface,
  type Vpc as Ec2Vpc,
  type Tag,
} from "@aws-sdk/client-ec2";
import { TREE_TAG } from "../front/image-builder/builds";
import type { Cloud, DhcpOptions, Instance, InstanceProfile, NetworkInterface, Vpc } from "./cloud";
import { type CloudAccess, clientSettings } from "./cloud-access";
import { toDhcpOptions, toRouteTable, toSecurityGroup } from "./read-ec2-values";
import { readInstanceProfiles } from "./read-instance-profiles";

type Ec2Part = Omit<Cloud, "hostedZones" | "fileSystems" | "loadBalancers">;

/** Everything of EC2 that a network follows from, without the account's default VPC. */
export async function readEc2(access: CloudAccess): Promise<Ec2Part> {
  const client = new EC2Client(clientSettings(access));
  try {
    const [vpcs, subnets, interfaces, instances, groups, tables, peerings, gateways, options] = await Promise.all([
      client.send(new DescribeVpcsCommand({})),
      client.send(new DescribeSubnetsCommand({})),
      client.send(new DescribeNetworkInterfacesCommand({})),
      client.send(new DescribeInstancesCommand({})),
      client.send(new DescribeSecurityGroupsCommand({})),
      client.send(new DescribeRouteTablesCommand({})),
      client.send(new DescribeVpcPeeringConnectionsCommand({})),
      client.send(new DescribeVpnGatewaysCommand({})),
      client.send(new DescribeDhcpOptionsCommand({})),
    ]);
    const ours = (vpcs.Vpcs ?? []).filter(({ IsDefault }) => !IsDefault);
    const isOurs = ({ VpcId }: { VpcId?: string | undefined }) => ours.some((vpc) => vpc.VpcId === VpcId);
    const running = (instances.Reservations ?? [])
      .flatMap(({ Instances = [] }) => Instances)
      .filter((one) => isOurs(one) && ["running", "pending"].includes(one.State?.Name ?? ""));
    const dhcpOptions = new Map((options.DhcpOptions ?? []).map((one) => [one.DhcpOptionsId, toDhcpOptions(one)]));
    const [readVpcs, readInstances] = await Promise.all([
      Promise.all(ours.map((vpc) => readVpc(client, access.region, vpc, dhcpOptions))),
      readInstancesOf(client, running, await readInstanceProfiles(access, running)),
    ]);
    const runningIds = new Set(running.map(({ InstanceId }) => InstanceId));
    return {
      vpcs: readVpcs,
      subnets: (subnets.Subnets ?? []).filter(isOurs).map((subnet) => ({
        subnetId: subnet.SubnetId ?? "",
        vpcId: subnet.VpcId ?? "",
        name: tagsOf(subnet.Tags)["Name"],
        cidrBlock: subnet.CidrBlock ?? "",
        ipv6CidrBlock: subnet.Ipv6CidrBlockAssociationSet?.[0]?.Ipv6CidrBlock,
        availabilityZone: subnet.AvailabilityZone ?? "",
      })),
      networkInterfaces: (interfaces.NetworkInterfaces ?? [])
        .filter(isOurs)
        .toSorted((left, right) => (left.Attachment?.DeviceIndex ?? 0) - (right.Attachment?.DeviceIndex ?? 0))
        .map((one) => toNetworkInterface(one, runningIds)),
      instances: readInstances,
      securityGroups: (groups.SecurityGroups ?? []).filter(isOurs).map(toSecurityGroup),
      routeTables: (tables.RouteTables ?? []).filter(isOurs).map(toRouteTable),
      peerings: (peerings.VpcPeeringConnections ?? [])
        .filter(({ Status }) => Status?.Code === "active")
        .map((one) => ({
          peeringId: one.VpcPeeringConnectionId ?? "",
          requesterVpcId: one.RequesterVpcInfo?.VpcId ?? "",
          accepterVpcId: one.AccepterVpcInfo?.VpcId ?? "",
        })),
      vpnGateways: (gateways.VpnGateways ?? []).flatMap(({ VpnGatewayId, VpcAttachments = [] }) =>
        VpcAttachments.filter(({ State }) => State !== "detached" && State !== "detaching").map(({ VpcId }) => ({
          vpnGatewayId: VpnGatewayId ?? "",
          vpcId: VpcId ?? "",
        })),
      ),
    };
  } finally {
    client.destroy();
  }
}

async function readVpc(
  client: EC2Client,
  region: string,
  vpc: Ec2Vpc,
  dhcpOptions: ReadonlyMap<string | undefined, DhcpOptions>,
): Promise<Vpc> {
  const { VpcId } = vpc;
  const [support, hostnames] = await Promise.all([
    client.send(new DescribeVpcAttributeCommand({ VpcId, Attribute: "enableDnsSupport" })),
    client.send(new DescribeVpcAttributeCommand({ VpcId, Attribute: "enableDnsHostnames" })),
  ]);
  const associated = (vpc.CidrBlockAssociationSet ?? []).filter(({ CidrBlockState }) =>
    // the emulator answers with the text of a Python value here and there
    String(CidrBlockState?.State ?? "associated").includes("associated"),
  );
  return {
    vpcId: VpcId ?? "",
    region,
    name: tagsOf(vpc.Tags)["Name"],
    cidrBlocks: [...new Set([vpc.CidrBlock, ...associated.map(({ CidrBlock }) => CidrBlock)])].flatMap(
      (one) => one ?? [],
    ),
    ipv6CidrBlocks: (vpc.Ipv6CidrBlockAssociationSet ?? []).flatMap(({ Ipv6CidrBlock }) => Ipv6CidrBlock ?? []),
    enableDnsSupport: support.EnableDnsSupport?.Value ?? true,
    enableDnsHostnames: hostnames.EnableDnsHostnames?.Value ?? false,
    dhcpOptions: dhcpOptions.get(vpc.DhcpOptionsId) ?? {
      domainNameServers: ["AmazonProvidedDNS"],
      domainName: region === "us-east-1" ? "ec2.internal" : `${region}.compute.internal`,
      ntpServers: [],
    },
  };
}

async function readInstancesOf(
  client: EC2Client,
  running: readonly Ec2Instance[],
  profiles: ReadonlyMap<string, InstanceProfile>,
): Promise<readonly Instance[]> {
  const imageIds = [...new Set(running.flatMap(({ ImageId }) => ImageId ?? []))];
  const [images, ...userData] = await Promise.all([
    imageIds.length === 0
      ? { Images: [] }
      : client.send(new DescribeImagesCommand({ Filters: [{ Name: "image-id", Values: imageIds }] })),
    ...running.map(({ InstanceId }) =>
      client.send(new DescribeInstanceAttributeCommand({ InstanceId, Attribute: "userData" })),
    ),
  ]);
  // What Image Builder has built is called after its date as well; the tree is not.
  const imageNames = new Map(
    (images.Images ?? []).map(({ ImageId, Name, Tags }) => [ImageId, tagsOf(Tags)[TREE_TAG] ?? Name]),
  );
  return running.map((instance, index) => {
    const encoded = userData[index]?.UserData?.Value;
    const options = instance.MetadataOptions;
    return {
      instanceId: instance.InstanceId ?? "",
      instanceType: instance.InstanceType ?? "",
      imageId: instance.ImageId ?? "",
      imageName: imageNames.get(instance.ImageId),
      userData: encoded === undefined ? undefined : Buffer.from(encoded, "base64").toString("utf8"),
      tags: tagsOf(instance.Tags),
      profile: profiles.get(instance.IamInstanceProfile?.Arn ?? ""),
      metadata: {
        enabled: options?.HttpEndpoint !== "disabled",
        tokensRequired: options?.HttpTokens === "required",
        tagsEnabled: options?.InstanceMetadataTags === "enabled",
      },
    };
  });
}

function toNetworkInterface(one: Ec2NetworkInterface, running: ReadonlySet<string | undefined>): NetworkInterface {
  const all = one.PrivateIpAddresses ?? [];
  const addresses = [one.PrivateIpAddress, ...all.map(({ PrivateIpAddress }) => PrivateIpAddress)];
  const instanceId = one.Attachment?.InstanceId;
  return {
    networkInterfaceId: one.NetworkInterfaceId ?? "",
    vpcId: one.VpcId ?? "",
    subnetId: one.SubnetId ?? "",
    macAddress: one.MacAddress ?? "",
    description: one.Description ?? "",
    addresses: [...new Set(addresses)].flatMap((address) => address ?? []),
    ipv6Addresses: (one.Ipv6Addresses ?? []).flatMap(({ Ipv6Address }) => Ipv6Address ?? []),
    securityGroupIds: (one.Groups ?? []).flatMap(({ GroupId }) => GroupId ?? []),
    // the emulator leaves the interface of a terminated instance attached
    instanceId: running.has(instanceId) ? instanceId : undefined,
  };
}

const tagsOf = (tags: readonly Tag[] = []): { readonly [key: string]: string } =>
  Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [Key, Value]));
