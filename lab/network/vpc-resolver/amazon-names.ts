import { parseDomainName } from "../../../components/core/domain-name";
import { formatAddress, networkContains, parseAddress, parseNetwork } from "../../../components/core/ip-network";
import { networkOfReverseZone, reverseZonesOf } from "../../../components/core/reverse-zone";
import type { Cloud, HostedRecordSet, Vpc } from "../cloud";
import { isWithin, type OwnerName, ownerName } from "./owner-name";

const ttlSeconds = 60;

/** Names that a VPC's resolver answers without any zone: those of instances, both ways. */
export interface AutodefinedZone {
  readonly name: OwnerName;
  readonly answer: (name: OwnerName, type: string) => readonly HostedRecordSet[] | undefined;
}

/** RFC 1918's reverse names never leave a VPC whose hosts have names. */
const privateReverseZones = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16"].flatMap((network) =>
  reverseZonesOf(parseNetwork(network).value!).map(ownerName),
);

/**
 * The zones that AWS defines by itself for a VPC with DNS host names: `ip-10-20-1-10.REGION.compute.internal`, the
 * reverse names of its own and its peers' ranges, and empty ones for the rest of the private ranges.
 */
export function autodefinedZones(vpc: Vpc, peers: readonly Vpc[]): readonly AutodefinedZone[] {
  if (!vpc.enableDnsHostnames) return [];
  const hostDomain = vpc.region === "us-east-1" ? "ec2.internal" : `${vpc.region}.compute.internal`;
  const ranges = [vpc, ...peers].flatMap((one) =>
    one.cidrBlocks.flatMap((cidrBlock) => parseNetwork(cidrBlock).value ?? []),
  );
  const isOurs = (address: string) => {
    const parsed = parseAddress(address).value;
    return parsed !== undefined && ranges.some((range) => networkContains(range, parsed));
  };
  const forward: AutodefinedZone = {
    name: hostDomain,
    answer: (name, type) => {
      const address = /^ip-(\d+)-(\d+)-(\d+)-(\d+)$/
        .exec(name.slice(0, -hostDomain.length - 1))
        ?.slice(1)
        .join(".");
      if (name === hostDomain) return [];
      if (address === undefined || !isOurs(address)) return undefined;
      return type === "A" || type === "ANY" ? [{ name, type: "A", ttl: ttlSeconds, values: [address] }] : [];
    },
  };
  const reverse = (name: OwnerName): AutodefinedZone => ({
    name,
    answer: (question, type) => {
      const parsed = parseDomainName(question).value;
      const network = parsed && networkOfReverseZone(parsed);
      if (network === undefined) return undefined;
      if (network.prefixLength < 32) return [];
      const address = formatAddress(network);
      if (!isOurs(address)) return undefined;
      const target = `ip-${address.replaceAll(".", "-")}.${hostDomain}`;
      return type === "PTR" || type === "ANY"
        ? [{ name: question, type: "PTR", ttl: ttlSeconds, values: [target] }]
        : [];
    },
  });
  const own = ranges.flatMap((range) => reverseZonesOf(range).map(ownerName));
  return [forward, ...[...new Set([...own, ...privateReverseZones])].map(reverse)];
}

/**
 * What AWS's own public names give: load balancers to everybody, file systems only inside a VPC that has a mount
 * target, of which everybody is told the one in his own availability zone.
 *
 * @returns `undefined` for a name that is none of them
 */
export function amazonName(
  cloud: Cloud,
  vpcId: string | undefined,
  name: OwnerName,
  type: string,
  asker?: string,
): readonly HostedRecordSet[] | undefined {
  const balancer = loadBalancerAddresses(cloud, name);
  if (balancer !== undefined) return addressSets(name, type, balancer.addresses, balancer.ipv6Addresses);
  for (const { dnsName, mountTargets } of cloud.fileSystems) {
    if (!isWithin(name, ownerName(dnsName))) continue;
    const ours = mountTargets.filter((target) => target.vpcId === vpcId);
    const zone = name === ownerName(dnsName) ? undefined : name.slice(0, -dnsName.length - 1);
    const addresses = ours.filter((target) => zone === undefined || target.availabilityZone === zone);
    const near = availabilityZoneOf(cloud, vpcId, asker);
    const target = addresses.find(({ availabilityZone }) => availabilityZone === near) ?? addresses[0];
    return target === undefined ? undefined : addressSets(name, type, [target.address], []);
  }
  return undefined;
}

/** Where somebody stands who asks from an address. */
function availabilityZoneOf(cloud: Cloud, vpcId: string | undefined, address: string | undefined): string | undefined {
  const asker = address === undefined ? undefined : parseAddress(address).value;
  return cloud.subnets.find((subnet) => {
    const range = parseNetwork(subnet.cidrBlock).value;
    return subnet.vpcId === vpcId && range !== undefined && asker !== undefined && networkContains(range, asker);
  })?.availabilityZone;
}

/** The addresses behind a load balancer's name, with or without `dualstack.` before it. */
export function loadBalancerAddresses(cloud: Cloud, name: OwnerName) {
  const bare = name.replace(/^dualstack[.]/, "");
  return cloud.loadBalancers.find(({ dnsName }) => ownerName(dnsName) === bare);
}

/** Record sets of the asked type for a host with these addresses. */
export function addressSets(
  name: OwnerName,
  type: string,
  addresses: readonly string[],
  ipv6Addresses: readonly string[],
): readonly HostedRecordSet[] {
  const sets = [
    { name, type: "A", ttl: ttlSeconds, values: addresses },
    { name, type: "AAAA", ttl: ttlSeconds, values: ipv6Addresses },
  ];
  return sets.filter((set) => set.values.length > 0 && (type === "ANY" || type === set.type));
}
