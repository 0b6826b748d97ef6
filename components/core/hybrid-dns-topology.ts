import type { ForwarderImageConfig } from "./forwarder-image-config";
import type {
  DhcpOptionsConfig,
  ForwardersConfig,
  PrivateZoneConfig,
  ReverseZonesConfig,
  VpcAssociationConfig,
} from "./part-config";
import type { PlannedAlias, PlannedRecord } from "./part-plan";
import type { PlannedPart } from "./planned-part";
import type { AddressRecordConfig, MonitoredConfig, PtrPolicyConfig } from "./record-config";
import type { ReverseMonitorConfig } from "./reverse-monitor-config";
import type { PlainValues, Values } from "./values";

/**
 * What is to be made, in our words: the parts, each described by its own public arguments, so that a part inside
 * `HybridDns` and a part alone go the same way. Values of content and references pass through untouched.
 */
export interface Topology<V extends Values = PlainValues> {
  /** One for each provider of VPCs with forwarders, which is an account and region; none where the image is there already. */
  readonly images: readonly (PlannedPart<ForwarderImageConfig<V>> & PlannedInVpc<V>)[];
  /** One for each VPC with forwarders, by key of the VPC. */
  readonly forwarders: readonly PlannedForwardersPart<V>[];
  /** By zone name. */
  readonly privateZones: readonly PlannedPart<PrivateZoneConfig<V>>[];
  /** Absent where no range has a reverse zone. */
  readonly reverseZones?: PlannedPart<ReverseZonesConfig<V>> | undefined;
  /** Absent where there is no reverse zone, or `ptrRecords.enabled` is false. */
  readonly ptrRecords?: PlannedPtrRecords<V> | undefined;
  /** Absent without `ptrRecords.monitor`. Ids of its zones are what all private and reverse zones give. */
  readonly reverseMonitor?: PlannedPart<Omit<ReverseMonitorConfig<V>, "zoneIds">> | undefined;
  /** One for each VPC that gets an option set, by key of the VPC. */
  readonly dhcpOptions: readonly PlannedDhcpOptions<V>[];
  /** One for each VPC that is left to its own account's stack, by key of the VPC: what that has to be told. */
  readonly associations: readonly PlannedVpcAssociation<V>[];
  /** By key of the site. */
  readonly sites: readonly PlannedSite[];
  /** All records of `privateZones`, one for each name and type. */
  readonly records: readonly PlannedRecord<V>[];
  /** All aliases of `privateZones`, one for each name and type. */
  readonly aliases: readonly PlannedAlias<V>[];
}

/** What stands in a VPC is made with the VPC's provider. */
export interface PlannedInVpc<V extends Values = PlainValues> {
  /** Absent: the component's own. */
  readonly provider?: V["provider"] | undefined;
}

/** The forwarders of one VPC. */
export interface PlannedForwardersPart<V extends Values = PlainValues>
  extends PlannedPart<ForwardersConfig<V>>,
    PlannedInVpc<V> {
  /** Key of the image in `images` that they run from; absent where it is there already. */
  readonly image?: string | undefined;
}

/** The PTR records; ids of their zones are what the private and reverse zones give. */
export interface PlannedPtrRecords<V extends Values = PlainValues> {
  readonly logicalName: string;
  readonly addressRecords: readonly AddressRecordConfig<V>[];
  readonly policy: PtrPolicyConfig & MonitoredConfig;
}

/** The option set of a VPC whose hosts ask the forwarders of `forwardersOf`, VPCs in order of preference. */
export interface PlannedDhcpOptions<V extends Values = PlainValues> extends PlannedInVpc<V> {
  readonly key: string;
  readonly logicalName: string;
  readonly forwardersOf: readonly string[];
  readonly config: Omit<DhcpOptionsConfig<V>, "domainNameServers">;
}

/** What joins a VPC that is left to its own account's stack: the arguments of a `VpcAssociation` there. */
export interface PlannedVpcAssociation<V extends Values = PlainValues> {
  readonly key: string;
  /** Names of the zones that it was authorised for, as in `zoneIds`, sorted. */
  readonly zones: readonly string[];
  /** VPCs whose forwarders its hosts ask, in order of preference; none: it keeps its option set. */
  readonly forwardersOf: readonly string[];
  readonly config: Omit<VpcAssociationConfig<V>, "zoneIds" | "domainNameServers">;
}

/** What a site has to be told. Names are absolute, lower-case, sorted. */
export interface PlannedSite {
  readonly key: string;
  /** VPCs whose forwarders it asks, in order of preference. */
  readonly forwardersOf: readonly string[];
  /** Zones that it sends there: private, reverse, and what the VPC's resolver knows inside its domains. */
  readonly zones: readonly PlannedSiteZone[];
}

export interface PlannedSiteZone {
  /** e.g. `cloud.acmecorp.com.` */
  readonly name: string;
  /** The zone of the site that must delegate it, e.g. `acmecorp.com.`, where the site answers its parent. */
  readonly parent?: string | undefined;
}
