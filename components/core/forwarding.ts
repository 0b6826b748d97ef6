import { awsZones } from "./aws-names";
import { compareDomainNames, type DomainName, longestMatch } from "./domain-name";
import {
  addressLength,
  compareAddresses,
  type IpAddress,
  type IpNetwork,
  networksOverlap,
  networkWithin,
} from "./ip-network";
import type { DescribedVpc, Description, WrittenNetwork } from "./reading/description";
import { reverseCover } from "./reverse-cover";
import { networkOfReverseZone, reverseZonesOf } from "./reverse-zone";
import type { Values } from "./values";

/** Where questions about a zone, and all below it that no other rule has more closely, go. */
export interface ForwardingRule {
  readonly zone: DomainName;
  /** A site's resolvers; absent: the VPC's resolver. */
  readonly site?: string | undefined;
}

/**
 * The rules of every forwarder, in DNS order, one for each zone:
 *
 * | zone | goes to |
 * |---|---|
 * | zones of a site, reverse zones of its ranges | the site |
 * | private zones, reverse zones in Route 53, `vpcResolverZones`, AWS's names | the VPC's resolver |
 * | reverse zones of VPCs that are kept nowhere | the VPC's resolver, which makes answers up |
 * | `.` | the VPC's resolver, or the site of `internetVia` |
 *
 * All are there, also those that repeat what the root says: Unbound's built-in reverse zones are opened for each, and
 * a rule that comes and goes with another one would make two changes of one. Where two want a zone, Route 53 wins.
 */
export function forwardingRules<V extends Values>(description: Description<V>): readonly ForwardingRule[] {
  const { sites, privateZones, vpcResolverZones, partition, config } = description;
  const rules = new Map<DomainName, string | undefined>();
  const kept = new Set(keptReverseZones(description));
  for (const { zone, site } of siteReverseZones(description)) rules.set(zone, site);
  for (const { key, zones } of sites) for (const { name } of zones) rules.set(name, key);
  for (const zone of autodefinedReverseZones(description)) {
    if (longestMatch(zone, rules.keys()) === undefined) rules.set(zone, undefined);
  }
  for (const zone of [...privateZones, ...vpcResolverZones]) rules.set(zone.name, undefined);
  for (const zone of [...kept, ...awsZones(partition)]) rules.set(zone, undefined);
  rules.set("." as DomainName, config.internetVia);
  return [...rules]
    .map(([zone, site]) => ({ zone, site }))
    .sort((left, right) => compareDomainNames(left.zone, right.zone));
}

/** The rule that a question follows. */
export function ruleFor(name: DomainName, rules: readonly ForwardingRule[]): ForwardingRule | undefined {
  const zone = longestMatch(
    name,
    rules.map((rule) => rule.zone),
  );
  return rules.find((rule) => rule.zone === zone);
}

/** Ranges whose reverse zones are kept in Route 53. */
export function rangesWithReverse<V extends Values>(vpcs: readonly DescribedVpc<V>[]): readonly WrittenNetwork[] {
  return vpcs
    .filter(({ reverseLookup }) => reverseLookup)
    .flatMap(({ ranges, allocated }) => [
      ...ranges,
      ...allocated.flatMap(({ path, within }) => (within ? [{ path: `${path}.within`, network: within }] : [])),
    ]);
}

/** Reverse zones that are kept in Route 53, in address order. */
export function keptReverseZones<V extends Values>({ vpcs, reverseZones }: Description<V>): readonly DomainName[] {
  return reverseCover(
    rangesWithReverse(vpcs).map(({ network }) => network),
    reverseZones.map(({ name }) => name),
  );
}

/** Reverse zones of the sites' ranges; where ranges of two sites share one, the larger range has it, then the first key. */
export function siteReverseZones<V extends Values>({
  sites,
}: Pick<Description<V>, "sites">): readonly {
  readonly zone: DomainName;
  readonly site: string;
  readonly range: WrittenNetwork;
}[] {
  const claims = sites
    .filter(({ reverseLookup }) => reverseLookup)
    .flatMap(({ key, ranges }) => ranges.map((range) => ({ site: key, range })))
    .sort((left, right) => left.range.network.prefixLength - right.range.network.prefixLength);
  const found = new Map<DomainName, { zone: DomainName; site: string; range: WrittenNetwork }>();
  for (const claim of claims) {
    for (const zone of reverseZonesOf(claim.range.network)) {
      if (!found.has(zone)) found.set(zone, { zone, ...claim });
    }
  }
  return [...found.values()];
}

/** Reverse zones of VPCs without `reverseLookup`. */
function autodefinedReverseZones<V extends Values>({ vpcs }: Description<V>): readonly DomainName[] {
  return vpcs
    .filter(({ reverseLookup }) => !reverseLookup)
    .flatMap(({ ranges }) => ranges.flatMap(({ network }) => reverseZonesOf(network)));
}

/** A site that is asked at the address of a forwarder: the question comes back for ever. */
export interface ForwardingLoop {
  /** Of the resolver's address. */
  readonly path: string;
  readonly address: IpAddress;
  /** Of the forwarder. */
  readonly forwarder: string;
  /** e.g. `["europe", "hub", "europe"]` */
  readonly way: readonly string[];
}

export function forwardingLoops<V extends Values>({ vpcs, sites }: Description<V>): readonly ForwardingLoop[] {
  const forwarders = vpcs.flatMap((vpc) => vpc.forwarders.map((forwarder) => ({ vpc: vpc.key, ...forwarder })));
  return sites.flatMap((site) =>
    site.resolvers.flatMap(({ path, address }) =>
      forwarders
        .filter((forwarder) => forwarder.address && compareAddresses(forwarder.address, address) === 0)
        .map((forwarder) => ({
          path,
          address,
          forwarder: forwarder.path,
          way: [site.key, forwarder.vpc, site.key],
        })),
    ),
  );
}

/** Addresses of a site that a reverse zone in Route 53 answers for. */
export interface MaskedRange {
  readonly zone: DomainName;
  readonly site: string;
  /** What of the site's range the zone covers. */
  readonly network: IpNetwork;
  /** Whether the forwarders too ask Route 53; else only where the VPC's own resolver is asked. */
  readonly everywhere: boolean;
}

/** A VPC inside a site's range is normal; a zone that covers more than VPCs is worth a word. */
export function maskedRanges<V extends Values>(description: Description<V>): readonly MaskedRange[] {
  const { sites, vpcs } = description;
  const ofVpcs = vpcs.flatMap(({ ranges, allocated }) => [
    ...ranges.map(({ network }) => network),
    ...allocated.flatMap(({ within }) => within ?? []),
  ]);
  const zones = keptReverseZones(description).flatMap((zone) => {
    const network = networkOfReverseZone(zone);
    return network ? [{ zone, network }] : [];
  });
  const kept = new Set(zones.map(({ zone }) => zone));
  return sites.flatMap((site) =>
    site.ranges.flatMap((range) =>
      zones
        .filter(({ network }) => networksOverlap(range.network, network))
        .filter(({ network }) => networkWithin(range.network, network) || !isFilled(network, ofVpcs))
        .map(({ zone, network }) => ({
          zone,
          site: site.key,
          network: networkWithin(range.network, network) ? range.network : network,
          everywhere: !site.reverseLookup || reverseZonesOf(range.network).some((own) => kept.has(own)),
        })),
    ),
  );
}

/** Whether some ranges leave no address of a network over; they do not overlap, or one is in the other. */
function isFilled(network: IpNetwork, ranges: readonly IpNetwork[]): boolean {
  if (ranges.some((range) => networkWithin(network, range))) return true;
  const inside = ranges.filter((range) => networkWithin(range, network));
  const outermost = inside.filter((range) => !inside.some((other) => other !== range && networkWithin(range, other)));
  const sizes = outermost.map(({ family, prefixLength }) => 1n << BigInt(addressLength(family) - prefixLength));
  const filled = sizes.reduce((sum, size) => sum + size, 0n);
  return filled === 1n << BigInt(addressLength(network.family) - network.prefixLength);
}
