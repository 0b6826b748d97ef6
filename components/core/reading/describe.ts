import { describeForwarders } from "../checks/forwarder-check";
import { readReverseZones } from "../checks/reverse-zone-check";
import { type DomainName, parseDomainName } from "../domain-name";
import type {
  AllocatedCidrBlockConfig,
  HybridDnsConfig,
  SiteConfig,
  VpcConfig,
  ZoneConfig,
} from "../hybrid-dns-config";
import type { ValueReader, Values } from "../values";
import { argument, compareText, entriesInOrder } from "./argument-path";
import type { AllocatedRange, DescribedSite, DescribedVpc, Description } from "./description";
import {
  type Report,
  readKnownAddresses,
  readNetwork,
  readNetworks,
  readVpcKeys,
  readZoneKeys,
  readZoneName,
  unknownVpc,
} from "./written-values";

/** Reads all names, networks, addresses and references of a description, and decides who asks whose forwarders. */
export function describe<V extends Values>(
  name: string,
  config: HybridDnsConfig<V>,
  reader: ValueReader<V>,
  report: Report,
): Description<V> {
  const vpcs = entriesInOrder(config.vpcs);
  const keys = vpcs.map(([key]) => key);
  const withForwarders = vpcs.filter(([, { forwarders }]) => entriesInOrder(forwarders).length > 0).map(([key]) => key);
  const primaryVpc = readPrimary(config.primaryVpc, keys, withForwarders, report);
  return {
    name,
    config,
    vpcs: vpcs.map(([key, vpc]) => describeVpc(key, vpc, keys, withForwarders, reader, report)),
    sites: entriesInOrder(config.sites).map(([key, site]) =>
      describeSite(key, site, keys, primaryFirst(withForwarders, primaryVpc), reader, report),
    ),
    privateZones: readZoneKeys<ZoneConfig<V>>(entriesInOrder(config.privateZones), "privateZones", report),
    reverseZones: readReverseZones(entriesInOrder(config.reverseZones), "reverseZones", report),
    vpcResolverZones: readClaims(
      config.vpcResolverZones,
      "vpcResolverZones",
      "the VPC's resolver answers what is nobody's anyway; leave it out",
      report,
    ),
    partition: config.partition ?? "aws",
    primaryVpc,
  };
}

function readPrimary(
  said: string | undefined,
  vpcs: readonly string[],
  withForwarders: readonly string[],
  report: Report,
): string | undefined {
  if (said === undefined) return withForwarders.length === 1 ? withForwarders[0] : undefined;
  if (vpcs.includes(said)) return said;
  report({ ...unknownVpc(said, "primaryVpc", vpcs), unreadable: true });
  return undefined;
}

function primaryFirst(keys: readonly string[], primaryVpc: string | undefined): readonly string[] {
  return [...keys].sort(
    (left, right) => Number(right === primaryVpc) - Number(left === primaryVpc) || compareText(left, right),
  );
}

function describeVpc<V extends Values>(
  key: string,
  config: VpcConfig<V>,
  vpcs: readonly string[],
  withForwarders: readonly string[],
  reader: ValueReader<V>,
  report: Report,
): DescribedVpc<V> {
  const path = argument("vpcs", key);
  const own = withForwarders.includes(key) ? [key] : withForwarders;
  return {
    key,
    path,
    config,
    ranges: readNetworks(config.cidrBlocks, argument(path, "cidrBlocks"), report),
    allocated: entriesInOrder(config.allocatedCidrBlocks).map(([name, allocated]) =>
      readAllocated(name, allocated, argument(path, "allocatedCidrBlocks"), reader, report),
    ),
    forwarders: describeForwarders(config.forwarders, argument(path, "forwarders"), report),
    reverseLookup: config.reverseLookup ?? true,
    dhcp: (config.dhcpOptions?.enabled ?? true) && withForwarders.length > 0,
    // Where several have forwarders none is taken: it must be said.
    asks: config.useForwardersOf
      ? readVpcKeys(config.useForwardersOf, argument(path, "useForwardersOf"), vpcs, report)
      : own.length === 1
        ? own
        : [],
  };
}

function readAllocated<V extends Values>(
  key: string,
  config: AllocatedCidrBlockConfig<V>,
  parent: string,
  reader: ValueReader<V>,
  report: Report,
): AllocatedRange<V> {
  const path = argument(parent, key);
  const text = config.cidrBlock === undefined ? undefined : reader.text(config.cidrBlock);
  return {
    key,
    path,
    config,
    network: text === undefined ? undefined : readNetwork(text, argument(path, "cidrBlock"), report),
    within: config.within === undefined ? undefined : readNetwork(config.within, argument(path, "within"), report),
  };
}

function describeSite<V extends Values>(
  key: string,
  config: SiteConfig<V>,
  vpcs: readonly string[],
  withForwarders: readonly string[],
  reader: ValueReader<V>,
  report: Report,
): DescribedSite<V> {
  const path = argument("sites", key);
  const rootFix = `for the internet say \`internetVia: ${JSON.stringify(key)}\``;
  return {
    key,
    path,
    config,
    zones: readClaims(config.zones, argument(path, "zones"), rootFix, report),
    ranges: readNetworks(config.cidrBlocks, argument(path, "cidrBlocks"), report),
    reverseLookup: config.reverseLookup ?? true,
    resolvers: readKnownAddresses(config.resolvers, argument(path, "resolvers"), reader, report),
    asks: config.useForwardersOf
      ? readVpcKeys(config.useForwardersOf, argument(path, "useForwardersOf"), vpcs, report)
      : withForwarders,
  };
}

/** Domains that somebody answers; the root has an argument of its own. */
function readClaims(
  texts: readonly (string | undefined)[] | undefined,
  path: string,
  rootFix: string,
  report: Report,
): readonly { readonly path: string; readonly name: DomainName }[] {
  return (texts ?? []).flatMap((text, index) => {
    if (text === undefined) return [];
    const zonePath = `${path}[${index}]`;
    if (parseDomainName(text).value === ".") {
      report({ code: "ROOT_AS_ZONE", path: zonePath, message: `"." is the root: ${rootFix}`, unreadable: true });
      return [];
    }
    const name = readZoneName(text, zonePath, report);
    return name ? [{ path: zonePath, name }] : [];
  });
}
