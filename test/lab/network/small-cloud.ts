import type { Cloud, HostedRecordSet, HostedZone } from "../../../lab/network/cloud";

export const nothing: Cloud = {
  vpcs: [],
  subnets: [],
  networkInterfaces: [],
  instances: [],
  securityGroups: [],
  routeTables: [],
  peerings: [],
  vpnGateways: [],
  loadBalancers: [],
  fileSystems: [],
  hostedZones: [],
};

export const vpc = (
  vpcId: string,
  cidrBlock: string,
  more: Partial<Cloud["vpcs"][number]> = {},
): Cloud["vpcs"][number] => ({
  vpcId,
  region: "eu-west-1",
  name: vpcId,
  cidrBlocks: [cidrBlock],
  ipv6CidrBlocks: [],
  enableDnsSupport: true,
  enableDnsHostnames: true,
  dhcpOptions: { domainNameServers: ["AmazonProvidedDNS"], domainName: "eu-west-1.compute.internal", ntpServers: [] },
  ...more,
});

export const subnet = (subnetId: string, vpcId: string, cidrBlock: string): Cloud["subnets"][number] => ({
  subnetId,
  vpcId,
  cidrBlock,
  availabilityZone: `eu-west-1${subnetId.at(-1)}`,
});

export const networkInterface = (
  id: string,
  subnetId: string,
  vpcId: string,
  address: string,
  more: Partial<Cloud["networkInterfaces"][number]> = {},
): Cloud["networkInterfaces"][number] => ({
  networkInterfaceId: id,
  vpcId,
  subnetId,
  macAddress: "02:00:00:00:00:01",
  description: "",
  addresses: [address],
  ipv6Addresses: [],
  securityGroupIds: [],
  ...more,
});

export const set = (name: string, type: string, ...values: string[]): HostedRecordSet => ({
  name,
  type,
  ttl: 300,
  values,
});

/** A private zone as Route 53 makes it, with its own SOA and NS. */
export const zone = (name: string, vpcIds: readonly string[], recordSets: readonly HostedRecordSet[]): HostedZone => ({
  id: `Z-${name}`,
  name: `${name}.`,
  private: true,
  vpcs: vpcIds.map((vpcId) => ({ vpcId, region: "eu-west-1" })),
  recordSets: [
    { name: `${name}.`, type: "NS", ttl: 172_800, values: ["ns-0.awsdns-00.com."] },
    {
      ...set(`${name}.`, "SOA", "ns-0.awsdns-00.com. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400"),
      ttl: 900,
    },
    ...recordSets,
  ],
});

export const internet: HostedZone = {
  id: "internet",
  name: ".",
  private: false,
  vpcs: [],
  recordSets: [
    set(".", "SOA", "a.root-servers.net. nstld.verisign-grs.com. 1 1800 900 604800 60"),
    set("www.example.com", "A", "192.0.2.80"),
  ],
};
