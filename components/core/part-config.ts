import type { BackendConfig } from "./backend-config";
import type {
  DhcpSettingsConfig,
  ExistingZoneConfig,
  ForwarderConfig,
  ReverseZoneConfig,
  VpcReferenceConfig,
} from "./hybrid-dns-config";
import type { PtrPolicyConfig, RecordConfig } from "./record-config";
import type { PlainValues, Values } from "./values";

/** Forwarders in one VPC. */
export interface ForwardersConfig<V extends Values = PlainValues> {
  vpcId: V["text"];
  /** @see VpcConfig.forwarders */
  forwarders: { [name: string]: ForwarderConfig<V> };
  /** What is forwarded, by zone name; all else goes to the VPC's resolver. */
  forwardZones?: { [zoneName: string]: ForwardZoneConfig<V> } | undefined;
  /** Ranges that may ask, by a name of yours, e.g. `{ headquarters: "10.0.0.0/14" }`. */
  clientCidrBlocks: { [name: string]: V["text"] };
  /** @see HybridDnsConfig.backend */
  backend?: BackendConfig<V> | undefined;
  tags?: V["textMap"] | undefined;
}

export interface ForwardZoneConfig<V extends Values = PlainValues> {
  resolvers: V["texts"];
}

/** A private hosted zone, with its associations and records. */
export interface PrivateZoneConfig<V extends Values = PlainValues> {
  zoneName: string;
  /** @see ZoneConfig.existing */
  existing?: ExistingZoneConfig<V> | undefined;
  /** VPCs that resolve it, by a name of yours. */
  vpcs: { [name: string]: VpcReferenceConfig<V> };
  /** @default - the only one of `vpcs`; must be said when there are several */
  primaryVpc?: string | undefined;
  /** @see ZoneConfig.records */
  records?: { [name: string]: RecordConfig<V> } | undefined;
  /** @see ZoneConfig.ttlSeconds */
  ttlSeconds?: number | undefined;
  /** @see ZoneConfig.protect */
  protect?: boolean | undefined;
  tags?: V["textMap"] | undefined;
}

/** Records in a zone that is there already, with the PTR records that follow; they live and die with the stack. */
export interface ZoneRecordsConfig<V extends Values = PlainValues> {
  /** The zone to write to, e.g. `cloud.acmecorp.com`. */
  zoneName: string;
  /** Zone ids by zone name, e.g. another stack's output: `zoneName` must be among them; reverse zones among them get the PTR records. */
  zoneIds: V["textMap"];
  /** @see ZoneConfig.records */
  records: { [name: string]: RecordConfig<V> };
  /** @see ZoneConfig.ttlSeconds */
  ttlSeconds?: number | undefined;
  /** @see HybridDnsConfig.ptrRecords */
  ptrRecords?: PtrPolicyConfig | undefined;
}

/** The reverse zones that cover some ranges. */
export interface ReverseZonesConfig<V extends Values = PlainValues> {
  /** e.g. `["10.20.0.0/16", "fd00:20::/48"]` */
  cidrBlocks: string[];
  /** @see HybridDnsConfig.reverseZones */
  zones?: { [zoneName: string]: ReverseZoneConfig<V> } | undefined;
  /** @see PrivateZoneConfig.vpcs */
  vpcs: { [name: string]: VpcReferenceConfig<V> };
  /** @see PrivateZoneConfig.primaryVpc */
  primaryVpc?: string | undefined;
  tags?: V["textMap"] | undefined;
}

/** What joins one VPC to a hybrid DNS that another account's stack declares. */
export interface VpcAssociationConfig<V extends Values = PlainValues> {
  vpcId: V["text"];
  /** Zones to associate, by zone name; their account has authorised the VPC. */
  zoneIds?: { [zoneName: string]: V["text"] } | undefined;
  /** Forwarders for DHCP. @default - the VPC keeps its option set */
  domainNameServers?: V["texts"] | undefined;
  /** @see VpcConfig.dhcpOptions */
  dhcpOptions?: DhcpSettingsConfig<V> | undefined;
  tags?: V["textMap"] | undefined;
}

/** The option set of one VPC. */
export interface DhcpOptionsConfig<V extends Values = PlainValues> {
  vpcId: V["text"];
  /** 1 to 4 addresses, asked in this order. */
  domainNameServers: V["texts"];
  /** @see DhcpSettingsConfig.domainName */
  domainName?: V["text"] | undefined;
  ntpServers?: V["texts"] | undefined;
  /** @see DhcpSettingsConfig.restoreDhcpOptionsId */
  restoreDhcpOptionsId?: V["text"] | undefined;
  tags?: V["textMap"] | undefined;
}
