import { backendOf, DEFAULT_INSTANCE_TYPE } from "./backend";
import { placeOfDescribed } from "./checks/zones-check";
import { withoutFinalDot } from "./domain-name";
import type { HybridDnsConfig, SiteConfig, VpcConfig, ZoneConfig } from "./hybrid-dns-config";
import { DEFAULT_TTL_SECONDS } from "./parts/record-plan";
import type { DescribedSite, DescribedVpc, DescribedZone, Description } from "./reading/description";
import type { RecordConfig } from "./record-config";
import { ownText, type Values } from "./values";

/** The description with every default in it; names of zones in lower case without final dot. */
export function fillDefaults<V extends Values>(description: Description<V>): HybridDnsConfig<V> {
  const { config, vpcs, sites, privateZones, reverseZones, vpcResolverZones, partition, primaryVpc } = description;
  const { software, config: backend } = backendOf(config.backend);
  return {
    ...config,
    vpcs: mapOf(vpcs, ({ key }) => key, filledVpc),
    primaryVpc,
    sites: mapOf(sites, ({ key }) => key, filledSite),
    privateZones: mapOf(privateZones, zoneName, (zone) => filledZone(zone, description)),
    reverseZones: mapOf(reverseZones, zoneName, (zone) => ({
      ...zone.config,
      vpcs: [...placeOfDescribed(zone, description).vpcs],
      protect: zone.config.protect ?? false,
    })),
    ptrRecords: { ...config.ptrRecords, enabled: config.ptrRecords?.enabled ?? true },
    backend: { [software]: { ...backend, instanceType: backend.instanceType ?? ownText<V>(DEFAULT_INSTANCE_TYPE) } },
    vpcResolverZones: vpcResolverZones.map(({ name }) => withoutFinalDot(name)),
    partition,
    clientCidrBlocks: config.clientCidrBlocks ?? {},
  };
}

function filledVpc<V extends Values>({ config, reverseLookup, asks, dhcp }: DescribedVpc<V>): VpcConfig<V> {
  return {
    ...config,
    cidrBlocks: config.cidrBlocks ?? [],
    allocatedCidrBlocks: config.allocatedCidrBlocks ?? {},
    forwarders: Object.fromEntries(
      Object.entries(config.forwarders ?? {}).map(([key, forwarder]) => [
        key,
        { ...forwarder, assignIpv6Address: forwarder.assignIpv6Address ?? false },
      ]),
    ),
    useForwardersOf: [...asks],
    reverseLookup,
    dhcpOptions: { ...config.dhcpOptions, enabled: dhcp },
  };
}

function filledSite<V extends Values>({ config, zones, reverseLookup, asks }: DescribedSite<V>): SiteConfig<V> {
  return {
    ...config,
    zones: zones.map(({ name }) => withoutFinalDot(name)),
    cidrBlocks: config.cidrBlocks ?? [],
    reverseLookup,
    useForwardersOf: [...asks],
  };
}

function filledZone<V extends Values>(zone: DescribedZone<ZoneConfig<V>>, description: Description<V>): ZoneConfig<V> {
  const { config } = zone;
  const ttlSeconds = config.ttlSeconds ?? DEFAULT_TTL_SECONDS;
  const filledRecord = (record: RecordConfig<V>): RecordConfig<V> => ({
    ...record,
    ...(record.alias && { alias: filledAlias(record.alias) }),
    ttlSeconds: record.ttlSeconds ?? ttlSeconds,
    ptr: record.ptr ?? true,
  });
  return {
    ...config,
    vpcs: [...placeOfDescribed(zone, description).vpcs],
    records: mapOf(
      Object.entries(config.records ?? {}),
      ([name]) => name,
      ([, record]) => filledRecord(record),
    ),
    ttlSeconds,
    protect: config.protect ?? false,
  };
}

function filledAlias<V extends Values>(alias: NonNullable<RecordConfig<V>["alias"]>) {
  return { ...alias, ipv6: alias.ipv6 ?? false, evaluateTargetHealth: alias.evaluateTargetHealth ?? false };
}

function zoneName(zone: { readonly name: DescribedZone<unknown>["name"] }): string {
  return withoutFinalDot(zone.name);
}

function mapOf<T, U>(entries: readonly T[], key: (entry: T) => string, value: (entry: T) => U): { [key: string]: U } {
  return Object.fromEntries(entries.map((entry) => [key(entry), value(entry)]));
}
