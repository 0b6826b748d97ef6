import {
  DescribeDhcpOptionsCommand,
  DescribeInternetGatewaysCommand,
  DescribeRouteTablesCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcPeeringConnectionsCommand,
  DescribeVpcsCommand,
  DescribeVpnGatewaysCommand,
} from "@aws-sdk/client-ec2";
import { type ResourceCase, tagsOf, type World } from "./resource-case";

const tags = { Name: "a", team: "net" };
const otherTags = { Name: "b", owner: "dns" };

async function findVpc(id: string, { ec2 }: World) {
  const found = (await ec2.send(new DescribeVpcsCommand({ VpcIds: [id] }))).Vpcs?.[0];
  const attribute = async (Attribute: "enableDnsHostnames" | "enableDnsSupport") =>
    await ec2.send(new DescribeVpcAttributeCommand({ VpcId: id, Attribute }));
  return {
    cidr: found?.CidrBlock,
    ipv6: (found?.Ipv6CidrBlockAssociationSet ?? []).length > 0,
    hostnames: (await attribute("enableDnsHostnames")).EnableDnsHostnames?.Value,
    support: (await attribute("enableDnsSupport")).EnableDnsSupport?.Value,
    tags: tagsOf(found?.Tags),
  };
}

async function findRoutes(id: string, { ec2 }: World) {
  const answer = await ec2.send(new DescribeRouteTablesCommand({ RouteTableIds: [id] }));
  return (answer.RouteTables?.[0]?.Routes ?? [])
    .filter(({ GatewayId }) => GatewayId !== "local")
    .map((route) => `${route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock} ${route.GatewayId}`)
    .sort();
}

async function findAssociated(subnetId: string, { ec2 }: World) {
  const Filters = [{ Name: "association.subnet-id", Values: [subnetId] }];
  return (await ec2.send(new DescribeRouteTablesCommand({ Filters }))).RouteTables?.map(
    ({ RouteTableId }) => RouteTableId,
  );
}

export const networkCases: readonly ResourceCase[] = [
  {
    type: "aws:ec2/vpc:Vpc",
    given: () => ({ cidrBlock: "10.90.0.0/16", enableDnsHostnames: true, assignGeneratedIpv6CidrBlock: true, tags }),
    described: ({ id }, world) => findVpc(id, world),
    expected: () => ({ cidr: "10.90.0.0/16", ipv6: true, hostnames: true, support: true, tags }),
    outputs: ["arn", "defaultNetworkAclId", "defaultSecurityGroupId", "mainRouteTableId", "ownerId", "ipv6CidrBlock"],
    inPlace: {
      change: () => ({ enableDnsHostnames: false, enableDnsSupport: false, tags: otherTags }),
      changed: ["enableDnsHostnames", "enableDnsSupport", "tags"],
      expected: () => ({ cidr: "10.90.0.0/16", ipv6: true, hostnames: false, support: false, tags: otherTags }),
    },
    replacing: { change: () => ({ cidrBlock: "10.91.0.0/16" }), names: ["cidrBlock"] },
  },
  {
    type: "aws:ec2/subnet:Subnet",
    given: ({ vpcId }) => ({
      vpcId,
      cidrBlock: "10.80.90.0/24",
      availabilityZone: "eu-central-1b",
      mapPublicIpOnLaunch: true,
      tags,
    }),
    async described({ id }, { ec2 }) {
      const found = (await ec2.send(new DescribeSubnetsCommand({ SubnetIds: [id] }))).Subnets?.[0];
      const { VpcId: vpcId, CidrBlock: cidr, AvailabilityZone: zone, MapPublicIpOnLaunch: isPublic } = found ?? {};
      return { vpcId, cidr, zone, isPublic, tags: tagsOf(found?.Tags) };
    },
    expected: ({ vpcId }) => ({ vpcId, cidr: "10.80.90.0/24", zone: "eu-central-1b", isPublic: true, tags }),
    outputs: ["arn", "availabilityZoneId", "ownerId"],
    inPlace: {
      change: () => ({ mapPublicIpOnLaunch: false, tags: otherTags }),
      changed: ["mapPublicIpOnLaunch", "tags"],
      expected: ({ vpcId }) => ({
        vpcId,
        cidr: "10.80.90.0/24",
        zone: "eu-central-1b",
        isPublic: false,
        tags: otherTags,
      }),
    },
    replacing: {
      change: () => ({ cidrBlock: "10.80.91.0/24", availabilityZone: "eu-central-1a" }),
      names: ["availabilityZone", "cidrBlock"],
    },
  },
  {
    type: "aws:ec2/internetGateway:InternetGateway",
    given: ({ otherVpcId }) => ({ vpcId: otherVpcId, tags }),
    async described({ id }, { ec2 }) {
      const answer = await ec2.send(new DescribeInternetGatewaysCommand({ InternetGatewayIds: [id] }));
      const found = answer.InternetGateways?.[0];
      return { vpcs: found?.Attachments?.map(({ VpcId }) => VpcId), tags: tagsOf(found?.Tags) };
    },
    expected: ({ otherVpcId }) => ({ vpcs: [otherVpcId], tags }),
    outputs: ["arn", "ownerId"],
    inPlace: {
      change: () => ({ tags: otherTags }),
      changed: ["tags"],
      expected: ({ otherVpcId }) => ({ vpcs: [otherVpcId], tags: otherTags }),
    },
  },
  {
    type: "aws:ec2/routeTable:RouteTable",
    given: ({ vpcId, internetGatewayId }) => ({
      vpcId,
      routes: [
        { cidrBlock: "0.0.0.0/0", gatewayId: internetGatewayId },
        { cidrBlock: "10.1.0.0/16", gatewayId: internetGatewayId },
      ],
      tags,
    }),
    described: ({ id }, world) => findRoutes(id, world),
    expected: ({ internetGatewayId }) => [`0.0.0.0/0 ${internetGatewayId}`, `10.1.0.0/16 ${internetGatewayId}`],
    outputs: ["arn", "ownerId"],
    inPlace: {
      change: ({ internetGatewayId }) => ({
        routes: [
          { cidrBlock: "10.2.0.0/16", gatewayId: internetGatewayId },
          { cidrBlock: "0.0.0.0/0", gatewayId: internetGatewayId },
        ],
      }),
      changed: ["routes"],
      expected: ({ internetGatewayId }) => [`0.0.0.0/0 ${internetGatewayId}`, `10.2.0.0/16 ${internetGatewayId}`],
    },
    replacing: { change: ({ otherVpcId }) => ({ vpcId: otherVpcId }), names: ["vpcId"] },
  },
  {
    type: "aws:ec2/route:Route",
    given: ({ routeTableId, internetGatewayId }) => ({
      routeTableId,
      destinationCidrBlock: "10.8.0.0/16",
      gatewayId: internetGatewayId,
    }),
    described: (_resource, world) => findRoutes(world.routeTableId, world),
    expected: ({ internetGatewayId }) => [`10.8.0.0/16 ${internetGatewayId}`],
    outputs: ["origin", "state"],
    inPlace: {
      change: ({ vpnGatewayId }) => ({ gatewayId: vpnGatewayId }),
      changed: ["gatewayId"],
      expected: ({ vpnGatewayId }) => [`10.8.0.0/16 ${vpnGatewayId}`],
    },
    replacing: {
      change: () => ({ destinationCidrBlock: "10.9.0.0/16" }),
      names: ["destinationCidrBlock"],
      deleteBeforeReplace: true,
    },
  },
  {
    type: "aws:ec2/routeTableAssociation:RouteTableAssociation",
    given: ({ routeTableId, subnetA }) => ({ routeTableId, subnetId: subnetA }),
    described: (_resource, world) => findAssociated(world.subnetA, world),
    expected: ({ routeTableId }) => [routeTableId],
    inPlace: {
      change: ({ otherRouteTableId }) => ({ routeTableId: otherRouteTableId }),
      changed: ["routeTableId"],
      expected: ({ otherRouteTableId }) => [otherRouteTableId],
    },
    replacing: { change: ({ subnetB }) => ({ subnetId: subnetB }), names: ["subnetId"], deleteBeforeReplace: true },
  },
  {
    type: "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
    given: ({ vpcId, otherVpcId }) => ({ vpcId, peerVpcId: otherVpcId, autoAccept: true, tags }),
    async described({ id }, { ec2 }) {
      const answer = await ec2.send(new DescribeVpcPeeringConnectionsCommand({ VpcPeeringConnectionIds: [id] }));
      const found = answer.VpcPeeringConnections?.[0];
      return {
        from: found?.RequesterVpcInfo?.VpcId,
        to: found?.AccepterVpcInfo?.VpcId,
        status: found?.Status?.Code,
        tags: tagsOf(found?.Tags),
      };
    },
    expected: ({ vpcId, otherVpcId }) => ({ from: vpcId, to: otherVpcId, status: "active", tags }),
    outputs: ["acceptStatus", "peerOwnerId"],
    inPlace: {
      change: () => ({ tags: otherTags }),
      changed: ["tags"],
      expected: ({ vpcId, otherVpcId }) => ({ from: vpcId, to: otherVpcId, status: "active", tags: otherTags }),
    },
    replacing: { change: ({ vpcId }) => ({ peerVpcId: vpcId }), names: ["peerVpcId"] },
  },
  {
    type: "aws:ec2/vpnGateway:VpnGateway",
    given: ({ otherVpcId }) => ({ vpcId: otherVpcId, amazonSideAsn: "64600", tags }),
    async described({ id }, { ec2 }) {
      const found = (await ec2.send(new DescribeVpnGatewaysCommand({ VpnGatewayIds: [id] }))).VpnGateways?.[0];
      return {
        vpcs: found?.VpcAttachments?.filter(({ State }) => State === "attached").map(({ VpcId }) => VpcId),
        asn: found?.AmazonSideAsn,
        tags: tagsOf(found?.Tags),
      };
    },
    expected: ({ otherVpcId }) => ({ vpcs: [otherVpcId], asn: 64600, tags }),
    outputs: ["arn"],
    inPlace: {
      change: () => ({ tags: otherTags }),
      changed: ["tags"],
      expected: ({ otherVpcId }) => ({ vpcs: [otherVpcId], asn: 64600, tags: otherTags }),
    },
    replacing: { change: () => ({ amazonSideAsn: "64700" }), names: ["amazonSideAsn"] },
  },
  {
    type: "aws:ec2/vpnGatewayAttachment:VpnGatewayAttachment",
    given: ({ vpcId, vpnGatewayId }) => ({ vpcId, vpnGatewayId }),
    async described(_resource, { ec2, vpnGatewayId }) {
      const answer = await ec2.send(new DescribeVpnGatewaysCommand({ VpnGatewayIds: [vpnGatewayId] }));
      const attachments = answer.VpnGateways?.[0]?.VpcAttachments ?? [];
      return attachments.filter(({ State }) => State === "attached").map(({ VpcId }) => VpcId);
    },
    expected: ({ vpcId }) => [vpcId],
    replacing: { change: ({ otherVpcId }) => ({ vpcId: otherVpcId }), names: ["vpcId"], deleteBeforeReplace: true },
  },
  {
    type: "aws:ec2/vpcDhcpOptions:VpcDhcpOptions",
    given: () => ({ domainName: "acmecorp.com", domainNameServers: ["10.80.1.53", "10.80.2.53"], tags }),
    async described({ id }, { ec2 }) {
      const answer = await ec2.send(new DescribeDhcpOptionsCommand({ DhcpOptionsIds: [id] }));
      const found = answer.DhcpOptions?.[0];
      const options = found?.DhcpConfigurations?.map(({ Key, Values }) => [Key, Values?.map(({ Value }) => Value)]);
      return { ...Object.fromEntries(options ?? []), tags: tagsOf(found?.Tags) };
    },
    expected: () => ({ "domain-name": ["acmecorp.com"], "domain-name-servers": ["10.80.1.53", "10.80.2.53"], tags }),
    outputs: ["arn", "ownerId"],
    inPlace: {
      change: () => ({ tags: otherTags }),
      changed: ["tags"],
      expected: () => ({
        "domain-name": ["acmecorp.com"],
        "domain-name-servers": ["10.80.1.53", "10.80.2.53"],
        tags: otherTags,
      }),
    },
    // The order of the servers is what a resolver goes by.
    replacing: { change: () => ({ domainNameServers: ["10.80.2.53", "10.80.1.53"] }), names: ["domainNameServers"] },
  },
  {
    type: "aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation",
    given: ({ vpcId, dhcpOptionsId }) => ({ vpcId, dhcpOptionsId }),
    async described(_resource, { ec2, vpcId }) {
      return (await ec2.send(new DescribeVpcsCommand({ VpcIds: [vpcId] }))).Vpcs?.[0]?.DhcpOptionsId;
    },
    expected: ({ dhcpOptionsId }) => dhcpOptionsId,
    inPlace: {
      change: ({ otherDhcpOptionsId }) => ({ dhcpOptionsId: otherDhcpOptionsId }),
      changed: ["dhcpOptionsId"],
      expected: ({ otherDhcpOptionsId }) => otherDhcpOptionsId,
    },
    replacing: { change: ({ otherVpcId }) => ({ vpcId: otherVpcId }), names: ["vpcId"] },
  },
];
