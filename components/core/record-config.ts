import type { PlainValues, Values } from "./values";

/** All records of one name. Names in values are absolute. `cname` stands alone; `alias` excludes `a`. */
export interface RecordConfig<V extends Values = PlainValues> {
  /** IPv4 addresses. */
  a?: V["texts"] | undefined;
  /** IPv6 addresses. */
  aaaa?: V["texts"] | undefined;
  /** e.g. `www.acmecorp.com` */
  cname?: V["text"] | undefined;
  /** Unquoted texts of any length. */
  txt?: V["texts"] | undefined;
  mx?: MxConfig<V>[] | undefined;
  srv?: SrvConfig<V>[] | undefined;
  /** A load balancer, or whatever else in AWS has a `dnsName` and a `zoneId`; the resource itself fits. */
  alias?: AliasTargetConfig<V> | undefined;
  /** @default - the zone's */
  ttlSeconds?: number | undefined;
  /** Whether its addresses get PTR records. @default true */
  ptr?: boolean | undefined;
}

export interface MxConfig<V extends Values = PlainValues> {
  preference: number;
  exchange: V["text"];
}

export interface SrvConfig<V extends Values = PlainValues> {
  priority: number;
  weight: number;
  port: number;
  target: V["text"];
}

export interface AliasTargetConfig<V extends Values = PlainValues> {
  dnsName: V["text"];
  /** The target's hosted zone, not the record's. */
  zoneId: V["text"];
  /** Whether AAAA is an alias too. @default false */
  ipv6?: boolean | undefined;
  /** @default false */
  evaluateTargetHealth?: boolean | undefined;
}

/** A name with its addresses. */
export interface AddressRecordConfig<V extends Values = PlainValues> {
  /** e.g. `app1.cloud.acmecorp.com` */
  name: V["text"];
  addresses: V["texts"];
  /** @default 300 */
  ttlSeconds?: number | undefined;
}

/** Which PTR records are made. Addresses outside the reverse zones get none, with a notice. */
export interface PtrPolicyConfig {
  /** @default true */
  enabled?: boolean | undefined;
  /** One TTL for all. @default - the smallest of the address records' */
  ttlSeconds?: number | undefined;
  /** Names that get none, `*` for any labels, e.g. `["*.kube.cloud.acmecorp.com"]`. */
  exclude?: string[] | undefined;
  /** Names that come first where several share an address, `*` for any labels. */
  prefer?: string[] | undefined;
  /** At most so many names for an address. @default - all */
  maximumNames?: number | undefined;
  /** Addresses whose PTR records, made by others, are taken over. @default - none: a conflict is shown, nothing overwritten */
  adopt?: string[] | undefined;
}

/** Who writes PTR records that a stack plans. */
export interface MonitoredConfig {
  /**
   * Whether a `ReverseMonitor` writes these records. Then they are planned and shown as ever, but the stack writes only what
   * is missing at first, and at the end deletes what is left of them: let the monitor depend on them, so that it goes before.
   *
   * @default false
   */
  monitored?: boolean | undefined;
}

/** Which PTR records of a hybrid DNS are made, and by whom. */
export interface PtrSettingsConfig extends PtrPolicyConfig {
  /** Whether a function also follows the records that others make in `privateZones`. @default false */
  monitor?: boolean | undefined;
}
