/** What stands in the emulated AWS, as far as a network follows from it. Plain data: it is handed from process to process. */
export interface Cloud {
  readonly vpcs: readonly Vpc[];
  readonly subnets: readonly Subnet[];
  readonly networkInterfaces: readonly NetworkInterface[];
  readonly instances: readonly Instance[];
  readonly securityGroups: readonly SecurityGroup[];
  readonly routeTables: readonly RouteTable[];
  /** Active peerings only. */
  readonly peerings: readonly Peering[];
  readonly vpnGateways: readonly VpnGateway[];
  readonly loadBalancers: readonly LoadBalancer[];
  readonly fileSystems: readonly FileSystem[];
  readonly hostedZones: readonly HostedZone[];
}

/** A VPC that somebody made: the account's default one is left out. */
export interface Vpc {
  readonly vpcId: string;
  readonly region: string;
  readonly name?: string | undefined;
  /** First is the one whose base + 2 is the resolver's address. */
  readonly cidrBlocks: readonly string[];
  readonly ipv6CidrBlocks: readonly string[];
  readonly enableDnsSupport: boolean;
  readonly enableDnsHostnames: boolean;
  readonly dhcpOptions: DhcpOptions;
}

/** A DHCP option set as AWS holds it; the default set is what a VPC has that has none. */
export interface DhcpOptions {
  /** Addresses, and `AmazonProvidedDNS` for the VPC's own resolver. */
  readonly domainNameServers: readonly string[];
  readonly domainName?: string | undefined;
  readonly ntpServers: readonly string[];
}

export interface Subnet {
  readonly subnetId: string;
  readonly vpcId: string;
  readonly name?: string | undefined;
  readonly cidrBlock: string;
  readonly ipv6CidrBlock?: string | undefined;
  readonly availabilityZone: string;
}

export interface NetworkInterface {
  readonly networkInterfaceId: string;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly macAddress: string;
  readonly description: string;
  /** Primary first. */
  readonly addresses: readonly string[];
  readonly ipv6Addresses: readonly string[];
  readonly securityGroupIds: readonly string[];
  readonly instanceId?: string | undefined;
}

/** An instance that runs, or is about to. */
export interface Instance {
  readonly instanceId: string;
  readonly instanceType: string;
  readonly imageId: string;
  readonly imageName?: string | undefined;
  readonly userData?: string | undefined;
  readonly tags: { readonly [key: string]: string };
  readonly metadata: MetadataOptions;
  /** Whose role it may act as. */
  readonly profile?: InstanceProfile | undefined;
}

export interface InstanceProfile {
  readonly arn: string;
  readonly id: string;
  /** Absent where the profile has none. */
  readonly role?: string | undefined;
}

/** How an instance's metadata may be asked. */
export interface MetadataOptions {
  readonly enabled: boolean;
  readonly tokensRequired: boolean;
  readonly tagsEnabled: boolean;
}

export interface SecurityGroup {
  readonly groupId: string;
  readonly name: string;
  readonly vpcId: string;
  readonly ingress: readonly SecurityGroupRule[];
  readonly egress: readonly SecurityGroupRule[];
}

export interface SecurityGroupRule {
  /** `tcp`, `udp`, `icmp`, `icmpv6`, a protocol's number, or `-1` for everything. */
  readonly protocol: string;
  /** Ports, or type and code of ICMP; absent or -1: all. */
  readonly fromPort?: number | undefined;
  readonly toPort?: number | undefined;
  readonly cidrBlocks: readonly string[];
  readonly ipv6CidrBlocks: readonly string[];
  readonly securityGroupIds: readonly string[];
}

export interface RouteTable {
  readonly routeTableId: string;
  readonly vpcId: string;
  /** Serves the subnets that no table names. */
  readonly main: boolean;
  readonly subnetIds: readonly string[];
  readonly routes: readonly Route[];
  readonly propagatingVpnGatewayIds: readonly string[];
}

export interface Route {
  readonly destination: string;
  readonly target:
    | { readonly kind: "peering"; readonly id: string }
    | { readonly kind: "vpn-gateway"; readonly id: string }
    | { readonly kind: "other"; readonly id: string };
}

export interface Peering {
  readonly peeringId: string;
  readonly requesterVpcId: string;
  readonly accepterVpcId: string;
}

export interface VpnGateway {
  readonly vpnGatewayId: string;
  readonly vpcId: string;
}

export interface LoadBalancer {
  readonly dnsName: string;
  readonly addresses: readonly string[];
  readonly ipv6Addresses: readonly string[];
}

export interface FileSystem {
  /** e.g. `fs-0123.efs.eu-west-1.amazonaws.com` */
  readonly dnsName: string;
  readonly mountTargets: readonly MountTarget[];
}

export interface MountTarget {
  readonly vpcId: string;
  readonly subnetId: string;
  readonly availabilityZone: string;
  readonly address: string;
}

/** A zone as the front's Route 53 holds it. */
export interface HostedZone {
  readonly id: string;
  /** Absolute, e.g. `cloud.acmecorp.com.` */
  readonly name: string;
  readonly private: boolean;
  readonly vpcs: readonly { readonly vpcId: string; readonly region: string }[];
  readonly recordSets: readonly HostedRecordSet[];
}

export interface HostedRecordSet {
  readonly name: string;
  readonly type: string;
  readonly ttl?: number | undefined;
  readonly values?: readonly string[] | undefined;
  readonly alias?: { readonly dnsName: string; readonly zoneId: string } | undefined;
  readonly setIdentifier?: string | undefined;
}
