import { VPC_RESOLVER } from "./aws-names";
import { isLeftToItsStack } from "./checks/account-check";
import { namesHiddenEverywhere } from "./checks/hidden-record-check";
import { allReverseZones, placeOfDescribed } from "./checks/zones-check";
import { type DomainName, longestMatch, withoutFinalDot } from "./domain-name";
import { clientRanges } from "./forwarder-clients";
import { planForwarderImages } from "./forwarder-images";
import { forwardingRules, keptReverseZones, rangesWithReverse, siteReverseZones } from "./forwarding";
import type { VpcReferenceConfig, ZoneConfig } from "./hybrid-dns-config";
import type { PlannedDhcpOptions, PlannedSite, PlannedVpcAssociation, Topology } from "./hybrid-dns-topology";
import { formatNetwork } from "./ip-network";
import type { ForwardersConfig, ForwardZoneConfig, PrivateZoneConfig, ReverseZonesConfig } from "./part-config";
import { type PlannedRecords, planRecords } from "./parts/record-plan";
import type { PlannedPart } from "./planned-part";
import { compareText, entriesInOrder } from "./reading/argument-path";
import type { DescribedVpc, DescribedZone, Description } from "./reading/description";
import type { ResolvedConfig } from "./resolve-config";
import { monitorPart } from "./reverse-monitor-part";
import { ownText, ownTexts, type ValueReader, type Values } from "./values";

/** What is to be made, under which logical names; does not depend on the order of the description. */
export function planTopology<V extends Values>({ description, reader }: ResolvedConfig<V>): Topology<V> {
  const { name, config, vpcs, privateZones } = description;
  const zones = privateZones.map((zone) => planPrivate(zone, description));
  const hidden = privateZones.map((zone) => namesHiddenEverywhere(zone, description));
  const records = zones.map(({ logicalName, config: zone }, index) =>
    recordsOf(logicalName, zone, privateZones[index]!.name, reader),
  );
  const reverse = planReverse(description);
  const { monitor = false, ...policy } = config.ptrRecords ?? {};
  const ptr = reverse === undefined || policy.enabled === false ? undefined : policy;
  const images = planForwarderImages(description);
  return {
    images,
    forwarders: vpcs
      .filter(({ forwarders }) => forwarders.length > 0)
      .map((vpc) => ({
        key: vpc.key,
        logicalName: `${name}-${vpc.key}`,
        config: forwardersOf(vpc, description),
        image: images.find(({ provider }) => provider === vpc.config.provider)?.key,
        provider: vpc.config.provider,
      })),
    privateZones: zones,
    reverseZones: reverse,
    ptrRecords: ptr && {
      logicalName: name,
      addressRecords: records.flatMap(({ addressRecords }, index) =>
        addressRecords.filter(({ name: host }) => !hidden[index]!.has(`${host}.` as DomainName)),
      ),
      // One pen: what a monitor keeps, the stack plans and shows, and does not write.
      policy: monitor ? { ...ptr, monitored: true } : ptr,
    },
    reverseMonitor: ptr && monitor ? monitorPart(description) : undefined,
    dhcpOptions: vpcs
      .filter(({ dhcp, config: vpc }) => dhcp && !isLeftToItsStack(vpc))
      .map((vpc) => planDhcp(vpc, description)),
    associations: vpcs
      .filter(({ config: vpc }) => isLeftToItsStack(vpc))
      .map((vpc) => planAssociation(vpc, description)),
    sites: planSites(description),
    records: records.flatMap((planned) => planned.records),
    aliases: records.flatMap((planned) => planned.aliases),
  };
}

function forwardersOf<V extends Values>(vpc: DescribedVpc<V>, description: Description<V>): ForwardersConfig<V> {
  const { config } = description;
  return {
    vpcId: vpc.config.vpcId,
    forwarders: Object.fromEntries(entriesInOrder(vpc.config.forwarders)),
    forwardZones: forwardZones(description),
    clientCidrBlocks: Object.fromEntries(clientRanges(description).map(({ key, cidrBlock }) => [key, cidrBlock])),
    backend: config.backend ?? { unbound: {} },
    tags: config.tags,
  };
}

function forwardZones<V extends Values>(description: Description<V>): { [zoneName: string]: ForwardZoneConfig<V> } {
  const resolvers = new Map(description.sites.map(({ key, config }) => [key, config.resolvers]));
  const vpcResolver = ownTexts<V>([ownText<V>(VPC_RESOLVER)]);
  return Object.fromEntries(
    forwardingRules(description).map(({ zone, site }) => [
      withoutFinalDot(zone),
      { resolvers: site === undefined ? vpcResolver : resolvers.get(site) },
    ]),
  );
}

function planPrivate<V extends Values>(
  zone: DescribedZone<ZoneConfig<V>>,
  description: Description<V>,
): PlannedPart<PrivateZoneConfig<V>> {
  const key = withoutFinalDot(zone.name);
  const place = placeOfDescribed(zone, description);
  const { existing, records, ttlSeconds, protect } = zone.config;
  return {
    key,
    logicalName: `${description.name}-${key}`,
    config: {
      zoneName: key,
      existing,
      vpcs: references(description, place.vpcs),
      primaryVpc: place.primaryVpc,
      records: records && Object.fromEntries(entriesInOrder(records)),
      ttlSeconds,
      protect,
      tags: description.config.tags,
    },
  };
}

function recordsOf<V extends Values>(
  logicalName: string,
  { records, ttlSeconds }: PrivateZoneConfig<V>,
  zone: DomainName,
  reader: ValueReader<V>,
): PlannedRecords<V> {
  return planRecords({ logicalName, zone, records, ttlSeconds, path: "records" }, reader);
}

function planReverse<V extends Values>(description: Description<V>): PlannedPart<ReverseZonesConfig<V>> | undefined {
  const { name, config, vpcs, reverseZones, primaryVpc } = description;
  const ranges = rangesWithReverse(vpcs).map(({ network }) => formatNetwork(network));
  if (ranges.length === 0) return undefined;
  return {
    key: name,
    logicalName: name,
    config: {
      cidrBlocks: [...new Set(ranges)].sort(),
      zones: Object.fromEntries(reverseZones.map((zone) => [withoutFinalDot(zone.name), zone.config])),
      vpcs: references(
        description,
        vpcs.map(({ key }) => key),
      ),
      primaryVpc,
      tags: config.tags,
    },
  };
}

function references<V extends Values>(
  { vpcs }: Description<V>,
  keys: readonly string[],
): { [name: string]: VpcReferenceConfig<V> } {
  return Object.fromEntries(
    vpcs
      .filter(({ key }) => keys.includes(key))
      .map(({ key, config: { vpcId, region, accountId, provider } }) => [
        key,
        {
          vpcId,
          ...(region !== undefined && { region }),
          ...(accountId !== undefined && { accountId }),
          ...(provider !== undefined && { provider }),
        },
      ]),
  );
}

function planDhcp<V extends Values>(
  { key, config, asks }: DescribedVpc<V>,
  { name, config: { tags } }: Description<V>,
): PlannedDhcpOptions<V> {
  const { domainName, ntpServers, restoreDhcpOptionsId } = config.dhcpOptions ?? {};
  return {
    key,
    logicalName: `${name}-${key}`,
    forwardersOf: asks,
    config: { vpcId: config.vpcId, domainName, ntpServers, restoreDhcpOptionsId, tags },
    provider: config.provider,
  };
}

/** The zones that authorised a VPC, and the forwarders that DHCP is to tell its hosts. */
function planAssociation<V extends Values>(
  { key, config: { vpcId, dhcpOptions }, asks, dhcp }: DescribedVpc<V>,
  description: Description<V>,
): PlannedVpcAssociation<V> {
  const zones = [...description.privateZones, ...allReverseZones(description)].filter((zone) => {
    const place = placeOfDescribed(zone, description);
    return place.vpcs.includes(key) && !place.associated.includes(key);
  });
  return {
    key,
    zones: zones.map(({ name }) => withoutFinalDot(name)).sort(compareText),
    forwardersOf: dhcp ? asks : [],
    config: { vpcId, dhcpOptions: dhcp ? dhcpOptions : undefined, tags: description.config.tags },
  };
}

/** What only AWS knows, for each site, with the zone of the site that hides it unless that delegates it. */
function planSites<V extends Values>(description: Description<V>): readonly PlannedSite[] {
  const { sites, privateZones, vpcResolverZones } = description;
  const names = [...privateZones, ...vpcResolverZones].map(({ name }) => name);
  const known = [...new Set([...names, ...keptReverseZones(description)])].sort();
  const reverse = siteReverseZones(description);
  return sites.map(({ key, zones, asks }) => {
    const own = [
      ...zones.map(({ name }) => name),
      ...reverse.filter(({ site }) => site === key).map(({ zone }) => zone),
    ];
    return {
      key,
      forwardersOf: asks,
      zones: known.map((name) => ({
        name,
        parent: longestMatch(
          name,
          own.filter((zone) => zone !== name),
        ),
      })),
    };
  });
}
