import type { BackendConfig } from "./backend-config";
import type { PtrSettingsConfig, RecordConfig } from "./record-config";
import type { PlainValues, Values } from "./values";

/** The hybrid DNS of an enterprise. Route 53 zones belong to the account of the component. */
export interface HybridDnsConfig<V extends Values = PlainValues> {
  /** VPCs whose hosts ask and whose hosts are asked for, by a name of yours, e.g. `hub`. */
  vpcs: { [name: string]: VpcConfig<V> };
  /**
   * The VPC that new zones are created with; every other association is a resource of its own.
   *
   * @default - the only VPC with `forwarders`; must be said where there is not exactly one, and is never changed afterwards
   */
  primaryVpc?: string | undefined;
  /** Places with a DNS of their own: data centres, offices, other clouds, another HybridDns. By a name of yours, e.g. `headquarters`. */
  sites?: { [name: string]: SiteConfig<V> } | undefined;
  /** Private hosted zones, by zone name, e.g. `cloud.acmecorp.com`. */
  privateZones?: { [zoneName: string]: ZoneConfig<V> } | undefined;
  /**
   * Reverse zones that exist, are wider than needed, or are associated otherwise than by default, by zone name,
   * e.g. `20.10.in-addr.arpa`. A zone named here serves every range inside it.
   *
   * @default - for each range of `vpcs` that no zone here covers, the fewest zones that cover it, whatever the other ranges
   */
  reverseZones?: { [zoneName: string]: ReverseZoneConfig<V> } | undefined;
  /** How PTR records follow from the addresses in `privateZones`. @default - one for each address and name */
  ptrRecords?: PtrSettingsConfig | undefined;
  /** Who forwards: exactly one block. @default - `{ unbound: {} }` */
  backend?: BackendConfig<V> | undefined;
  /**
   * Site whose resolvers resolve internet names. AWS's own names still go to the VPC's resolver.
   *
   * @default - the VPC's resolver resolves them
   */
  internetVia?: string | undefined;
  /** Further domains that the VPC's resolver answers, e.g. another team's private zone inside a site's domain. */
  vpcResolverZones?: string[] | undefined;
  /** `aws`, `aws-cn` or `aws-us-gov`; decides which names are AWS's own. @default aws */
  partition?: string | undefined;
  /** Ranges that may ask besides those of `vpcs` and `sites`, by a name of yours, e.g. `{ vpn: "10.99.0.0/16" }`. */
  clientCidrBlocks?: { [name: string]: V["text"] } | undefined;
  /**
   * A provider for us-east-1, for `ptrRecords.monitor` in a stack of another region; only front ends have providers.
   *
   * @see ReverseMonitorConfig.eventsProvider
   */
  eventsProvider?: V["provider"] | undefined;
  /** Tags for everything that takes tags; `Name` is set for you. */
  tags?: V["textMap"] | undefined;
}

/** A VPC, and on which side of an account border it is. */
export interface VpcReferenceConfig<V extends Values = PlainValues> {
  vpcId: V["text"];
  /** @default - the region of the VPC's `provider`, else the component's own */
  region?: V["text"] | undefined;
  /**
   * Account that owns the VPC, when it is not the account of the zones: it is authorised for the zones. Beside a `provider`
   * its half is made too; without one it is left to a `VpcAssociation` in its own stack.
   *
   * @default - the account of the zones
   */
  accountId?: string | undefined;
  /** Makes what lives in this VPC's account and region; only front ends have providers. @default - the component's own provider */
  provider?: V["provider"] | undefined;
}

/** A VPC: its ranges get reverse zones, its hosts get resolvers by DHCP, the zones are associated with it. */
export interface VpcConfig<V extends Values = PlainValues> extends VpcReferenceConfig<V> {
  /** Ranges, e.g. `["10.20.0.0/16"]`; plain text, because reverse zones follow from them. */
  cidrBlocks?: string[] | undefined;
  /** Ranges that AWS allocates (IPAM, Amazon-provided IPv6) and that are unknown before the first `up`, by a name of yours. */
  allocatedCidrBlocks?: { [name: string]: AllocatedCidrBlockConfig<V> } | undefined;
  /** Forwarders that stand in this VPC, by a name of yours, e.g. the zone's letter. Two or more, in different zones. */
  forwarders?: { [name: string]: ForwarderConfig<V> } | undefined;
  /**
   * VPCs whose forwarders its hosts ask, in order of preference; at most 4 addresses in all.
   *
   * @default - this VPC if it has forwarders, else the only VPC that has; must be said when several have
   */
  useForwardersOf?: string[] | undefined;
  /** Whether reverse zones for its ranges are kept in Route 53; if not, the site whose ranges contain them is asked. @default true */
  reverseLookup?: boolean | undefined;
  /** What DHCP tells its hosts besides the forwarders. */
  dhcpOptions?: DhcpSettingsConfig<V> | undefined;
  /** The VPC's attribute, for checking: without it neither forwarders nor private zones work. @default - taken as true */
  enableDnsSupport?: V["flag"] | undefined;
  /** The VPC's attribute, for checking: private zones need it. @default - taken as true */
  enableDnsHostnames?: V["flag"] | undefined;
}

/** A range that AWS allocates. Its hosts may ask; once you know it for good, write it in `cidrBlocks`. */
export interface AllocatedCidrBlockConfig<V extends Values = PlainValues> {
  cidrBlock: V["text"];
  /** What it is allocated from, e.g. the IPAM pool `10.32.0.0/16`: reverse zones cover that. @default - no reverse zones */
  within?: string | undefined;
}

/** Where one forwarder stands. */
export interface ForwarderConfig<V extends Values = PlainValues> {
  subnetId: V["text"];
  /** The subnet's range, for checking `address`. @default - checked against the VPC's ranges */
  subnetCidrBlock?: string | undefined;
  /** e.g. `10.20.1.53`. @default - AWS picks one, and the forwarder keeps it as long as it is declared */
  address?: string | undefined;
  /** Whether AWS gives it an IPv6 address too. @default false */
  assignIpv6Address?: boolean | undefined;
}

/** What DHCP tells the hosts of a VPC. */
export interface DhcpSettingsConfig<V extends Values = PlainValues> {
  /** Whether the VPC gets an option set at all; `false` for a VPC that is not moved yet. @default true */
  enabled?: boolean | undefined;
  /** Domain appended to short names. @default - none */
  domainName?: V["text"] | undefined;
  ntpServers?: V["texts"] | undefined;
  /** Option set that the VPC gets back on destroy. @default - AWS's default set */
  restoreDhcpOptionsId?: V["text"] | undefined;
}

/** A place with a DNS of its own. */
export interface SiteConfig<V extends Values = PlainValues> {
  /** Domains that its resolvers answer, with all that is below them and not claimed more closely, e.g. `["acmecorp.com"]`. */
  zones?: string[] | undefined;
  /** Its ranges: they may ask, and reverse questions about them go there. VPCs and other sites may lie inside. */
  cidrBlocks?: string[] | undefined;
  /** Its DNS servers, in any order, e.g. `["10.1.0.53", "10.2.0.53"]`. Needed as soon as anything is forwarded there. */
  resolvers?: V["texts"] | undefined;
  /** Whether reverse questions about its ranges go there. @default true */
  reverseLookup?: boolean | undefined;
  /** VPCs whose forwarders it is told to ask, in order of preference. @default - all that have forwarders, `primaryVpc` first */
  useForwardersOf?: string[] | undefined;
}

/** A private hosted zone. */
export interface ZoneConfig<V extends Values = PlainValues> {
  /** Use a zone that is there already; it is neither changed nor destroyed, its other records are left alone. @default - a new zone */
  existing?: ExistingZoneConfig<V> | undefined;
  /** VPCs that resolve it. @default - all */
  vpcs?: string[] | undefined;
  /** Records by name relative to the zone: `app1`, `*.apps`, `@` for the zone's own name. */
  records?: { [name: string]: RecordConfig<V> } | undefined;
  /** TTL of records that state none. @default 300 */
  ttlSeconds?: number | undefined;
  /** Whether deleting the zone is refused. @default false */
  protect?: boolean | undefined;
}

/** A zone that is there already. */
export interface ExistingZoneConfig<V extends Values = PlainValues> {
  zoneId: V["text"];
  /** Those of `vpcs` that it is associated with already; the others are associated by this stack. */
  associatedVpcs: string[];
}

/** A reverse zone. */
export interface ReverseZoneConfig<V extends Values = PlainValues> {
  /** @see ZoneConfig.existing */
  existing?: ExistingZoneConfig<V> | undefined;
  /** @see ZoneConfig.vpcs */
  vpcs?: string[] | undefined;
  /** @see ZoneConfig.protect */
  protect?: boolean | undefined;
}
