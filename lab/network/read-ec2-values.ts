import type {
  DhcpOptions as Ec2DhcpOptions,
  Route as Ec2Route,
  RouteTable as Ec2RouteTable,
  SecurityGroup as Ec2SecurityGroup,
  IpPermission,
} from "@aws-sdk/client-ec2";
import type { DhcpOptions, Route, RouteTable, SecurityGroup, SecurityGroupRule } from "./cloud";

export function toDhcpOptions({ DhcpConfigurations = [] }: Ec2DhcpOptions): DhcpOptions {
  const values = (key: string) =>
    DhcpConfigurations.filter(({ Key }) => Key === key).flatMap(({ Values = [] }) =>
      Values.flatMap(({ Value }) => Value ?? []),
    );
  return {
    domainNameServers: values("domain-name-servers"),
    domainName: values("domain-name")[0],
    ntpServers: values("ntp-servers"),
  };
}

export function toSecurityGroup(group: Ec2SecurityGroup): SecurityGroup {
  return {
    groupId: group.GroupId ?? "",
    name: group.GroupName ?? "",
    vpcId: group.VpcId ?? "",
    ingress: (group.IpPermissions ?? []).map(toRule),
    egress: (group.IpPermissionsEgress ?? []).map(toRule),
  };
}

function toRule(permission: IpPermission): SecurityGroupRule {
  return {
    protocol: permission.IpProtocol ?? "-1",
    fromPort: permission.FromPort,
    toPort: permission.ToPort,
    cidrBlocks: (permission.IpRanges ?? []).flatMap(({ CidrIp }) => CidrIp ?? []),
    ipv6CidrBlocks: (permission.Ipv6Ranges ?? []).flatMap(({ CidrIpv6 }) => CidrIpv6 ?? []),
    securityGroupIds: (permission.UserIdGroupPairs ?? []).flatMap(({ GroupId }) => GroupId ?? []),
  };
}

export function toRouteTable(table: Ec2RouteTable): RouteTable {
  const associations = table.Associations ?? [];
  return {
    routeTableId: table.RouteTableId ?? "",
    vpcId: table.VpcId ?? "",
    main: associations.some(({ Main }) => Main),
    subnetIds: associations.flatMap(({ SubnetId }) => SubnetId ?? []),
    routes: (table.Routes ?? []).flatMap(toRoute),
    propagatingVpnGatewayIds: (table.PropagatingVgws ?? []).flatMap(({ GatewayId }) => GatewayId ?? []),
  };
}

function toRoute(route: Ec2Route): Route[] {
  const destination = route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock;
  if (destination === undefined) return [];
  if (route.VpcPeeringConnectionId !== undefined)
    return [{ destination, target: { kind: "peering", id: route.VpcPeeringConnectionId } }];
  const id = route.GatewayId ?? route.TransitGatewayId ?? route.NatGatewayId ?? "";
  // "local" is every route table's own; the router knows its subnets
  if (id === "local") return [];
  return [{ destination, target: { kind: id.startsWith("vgw-") ? "vpn-gateway" : "other", id } }];
}
