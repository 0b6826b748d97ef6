import { isWithin } from "./names";
import { policyOf } from "./read-change-batch";
import type { AliasTarget, RecordSet } from "./record-set";
import type { HostedZone } from "./store";

/** What Route 53 refuses about putting a record set beside those that its name has at that moment: a CNAME stands alone. */
export function judgeCname(
  zone: HostedZone,
  { name, type }: RecordSet,
  beside: ReadonlyMap<string, RecordSet>,
): string | undefined {
  const others = [...beside.values()].filter((other) => other.type !== type);
  const permitted = `RRSet of type ${type} with DNS name ${name} is not permitted`;
  if (type === "CNAME" && name === zone.name) return `${permitted} at apex in zone ${zone.name}`;
  if (type === "CNAME" && others.length > 0) {
    return `${permitted} as it conflicts with other records with the same DNS name in zone ${zone.name}`;
  }
  return others.some((other) => other.type === "CNAME")
    ? `${permitted} because a conflicting RRSet of type CNAME with the same DNS name already exists in zone ${zone.name}`
    : undefined;
}

/** What Route 53 refuses about the record sets of one name as they would stand after a batch. */
export function judgeName(zone: HostedZone, name: string, sets: ReadonlyMap<string, RecordSet>): string[] {
  const problems: string[] = [];
  const all = [...sets.values()];
  const types = new Set(all.map(({ type }) => type));
  const apex = name === zone.name;
  if (types.has("SOA") && !apex) {
    problems.push(`RRSet of type SOA with DNS name ${name} is not permitted in zone ${zone.name}`);
  }
  if (apex) problems.push(...judgeApex(all));
  for (const recordSet of all) {
    if (recordSet.type === "CNAME" && recordSet.values.length > 1) {
      problems.push(`RRSet of type CNAME with DNS name ${name} may have one value only`);
    }
    if (recordSet.type === "SOA" && recordSet.values.length > 1) {
      problems.push("A HostedZone must contain exactly one SOA record.");
    }
  }
  for (const type of types)
    problems.push(
      ...judgeRouting(
        name,
        type,
        all.filter((each) => each.type === type),
      ),
    );
  return problems;
}

function judgeApex(all: readonly RecordSet[]): string[] {
  const problems: string[] = [];
  if (!all.some(({ type }) => type === "SOA")) problems.push("A HostedZone must contain exactly one SOA record.");
  if (!all.some(({ type }) => type === "NS")) {
    problems.push("A HostedZone must contain at least one NS record for the zone itself.");
  }
  return problems;
}

/** Record sets of one name and type are either one simple one or all of one routing policy. */
function judgeRouting(name: string, type: string, sets: readonly RecordSet[]): string[] {
  if (new Set(sets.map(({ routing }) => policyOf(routing))).size > 1) {
    return [
      `RRSet with DNS name ${name}, type ${type} cannot be created as other RRSets exist with the same name and type but another routing policy`,
    ];
  }
  const marks = sets.map(({ routing }) => routing.failover ?? routing.region).filter((mark) => mark !== undefined);
  return new Set(marks).size === marks.length
    ? []
    : [`RRSet with DNS name ${name}, type ${type} cannot be created as another RRSet exists for ${marks[0]}`];
}

/** Domains under which AWS keeps the names that an alias may point at. */
const awsDomains = ["amazonaws.com.", "amazonaws.com.cn.", "cloudfront.net.", "awsglobalaccelerator.com."];

/** What Route 53 refuses about an alias. */
export function judgeAlias(
  zone: HostedZone,
  recordSet: RecordSet,
  alias: AliasTarget,
  setsOf: (name: string) => ReadonlyMap<string, RecordSet> | undefined,
  foreignZone: (id: string) => boolean,
): string | undefined {
  const tried = `Tried to create an alias that targets ${alias.dnsName}, type ${recordSet.type} in zone ${alias.hostedZoneId}`;
  const outside = `${tried}, but the alias target name does not lie within the target zone`;
  if (alias.hostedZoneId === zone.id) {
    if (!isWithin(alias.dnsName, zone.name)) return outside;
    if (alias.dnsName === recordSet.name) return `${tried}, but an alias may not target itself`;
    const targets = [...(setsOf(alias.dnsName)?.values() ?? [])];
    return targets.some(({ type }) => type === recordSet.type) ? undefined : `${tried}, but that target was not found`;
  }
  if (foreignZone(alias.hostedZoneId)) {
    return `${tried}, but the target of an alias must be in the same hosted zone or a name of an AWS resource`;
  }
  if (!/^Z[A-Z0-9]{1,31}$/.test(alias.hostedZoneId)) return `${tried}, but there is no such zone`;
  if (!awsDomains.some((domain) => isWithin(alias.dnsName, domain))) return outside;
  if (!["A", "AAAA", "HTTPS", "SVCB"].includes(recordSet.type)) {
    return `${tried}, but records of type ${recordSet.type} do not exist there`;
  }
  return undefined;
}
