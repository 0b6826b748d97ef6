import type { DomainName } from "../domain-name";
import type {
  AllocatedCidrBlockConfig,
  ForwarderConfig,
  HybridDnsConfig,
  ReverseZoneConfig,
  SiteConfig,
  VpcConfig,
  ZoneConfig,
} from "../hybrid-dns-config";
import type { IpAddress, IpNetwork } from "../ip-network";
import type { PlainValues, Values } from "../values";

/** A description with its names, networks and addresses read once; everything in key order. */
export interface Description<V extends Values = PlainValues> {
  /** Of the component. */
  readonly name: string;
  readonly config: HybridDnsConfig<V>;
  readonly vpcs: readonly DescribedVpc<V>[];
  readonly sites: readonly DescribedSite<V>[];
  readonly privateZones: readonly DescribedZone<ZoneConfig<V>>[];
  /** Those that the description names. */
  readonly reverseZones: readonly DescribedReverseZone<V>[];
  readonly vpcResolverZones: readonly WrittenName[];
  readonly partition: string;
  /** The VPC that new zones are made with, said or the only one with forwarders. */
  readonly primaryVpc?: string | undefined;
}

export interface DescribedVpc<V extends Values = PlainValues> {
  readonly key: string;
  readonly path: string;
  readonly config: VpcConfig<V>;
  readonly ranges: readonly WrittenNetwork[];
  readonly allocated: readonly AllocatedRange<V>[];
  readonly forwarders: readonly DescribedForwarder<V>[];
  readonly reverseLookup: boolean;
  /** Whether it gets an option set. */
  readonly dhcp: boolean;
  /** VPCs whose forwarders its hosts ask, in order of preference. */
  readonly asks: readonly string[];
}

export interface AllocatedRange<V extends Values = PlainValues> {
  readonly key: string;
  readonly path: string;
  readonly config: AllocatedCidrBlockConfig<V>;
  /** Where it is known now. */
  readonly network?: IpNetwork | undefined;
  readonly within?: IpNetwork | undefined;
}

export interface DescribedForwarder<V extends Values = PlainValues> {
  readonly key: string;
  readonly path: string;
  readonly config: ForwarderConfig<V>;
  readonly address?: IpAddress | undefined;
  readonly subnet?: IpNetwork | undefined;
}

export interface DescribedSite<V extends Values = PlainValues> {
  readonly key: string;
  readonly path: string;
  readonly config: SiteConfig<V>;
  readonly zones: readonly WrittenName[];
  readonly ranges: readonly WrittenNetwork[];
  readonly reverseLookup: boolean;
  /** Those of its resolvers that are known now. */
  readonly resolvers: readonly WrittenAddress[];
  /** VPCs whose forwarders it asks, in order of preference. */
  readonly asks: readonly string[];
}

export interface DescribedZone<Config> {
  readonly key: string;
  readonly path: string;
  readonly name: DomainName;
  readonly config: Config;
}

export interface DescribedReverseZone<V extends Values = PlainValues> extends DescribedZone<ReverseZoneConfig<V>> {
  readonly network: IpNetwork;
}

export interface WrittenName {
  readonly path: string;
  readonly name: DomainName;
}

export interface WrittenNetwork {
  readonly path: string;
  readonly network: IpNetwork;
}

export interface WrittenAddress {
  readonly path: string;
  readonly address: IpAddress;
}
