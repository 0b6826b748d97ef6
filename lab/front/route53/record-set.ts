import { orderKey } from "./names";

/** Where an alias points: a name of AWS in one of AWS's zones, or a record set of the same hosted zone. */
export interface AliasTarget {
  readonly hostedZoneId: string;
  readonly dnsName: string;
  readonly evaluateTargetHealth: boolean;
}

/** What tells record sets of one name and type apart, besides the set identifier. */
export interface RoutingPolicy {
  readonly weight?: number;
  readonly region?: string;
  readonly failover?: string;
  readonly multiValueAnswer?: boolean;
  readonly geoLocation?: Readonly<Record<string, string>>;
  readonly healthCheckId?: string;
}

/** One record set; `name` is canonical (see names.ts), values are as the caller wrote them. */
export interface RecordSet {
  readonly name: string;
  readonly type: string;
  readonly ttl?: number;
  readonly values: readonly string[];
  readonly alias?: AliasTarget;
  readonly setIdentifier?: string;
  readonly routing: RoutingPolicy;
}

/** The types that Route 53 knows. */
export const recordTypes: ReadonlySet<string> = new Set(
  "A AAAA CAA CNAME DS HTTPS MX NAPTR NS PTR SOA SPF SRV SSHFP SVCB TLSA TXT".split(" "),
);

/** Key of a record set among those of its name. */
export function keyWithinName(recordSet: Pick<RecordSet, "type" | "setIdentifier">): string {
  return `${recordSet.type} ${recordSet.setIdentifier ?? ""}`;
}

/** Compares in the order of ListResourceRecordSets: name by reversed labels, type, set identifier. */
export function compareInListOrder(
  a: Pick<RecordSet, "name" | "type" | "setIdentifier">,
  b: Pick<RecordSet, "name" | "type" | "setIdentifier">,
): number {
  return (
    compareText(orderKey(a.name), orderKey(b.name)) ||
    compareText(a.type, b.type) ||
    compareText(a.setIdentifier ?? "", b.setIdentifier ?? "")
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
