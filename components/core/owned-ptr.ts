import { addressOfPtrName } from "./classless-zone";
import { type DomainName, longestMatch, parentOf } from "./domain-name";
import { compareAddresses } from "./ip-network";
import type { RecordSet } from "./resource-record";
import { nameOfRoute53 } from "./route53-name";

/** Whose names are ours, where no state says what was written. */
export interface NameOwnership {
  /** Zones whose names are ours, each with all that is in it. */
  readonly zones: readonly DomainName[];
  /** Zones within those that are not, also not what is in them: nobody knows what they hold. */
  readonly unknownZones: readonly DomainName[];
  /** Single names that are ours besides. */
  readonly names: ReadonlySet<DomainName>;
  /** Reverse zones of ours: a CNAME to the same address in one of them is ours. */
  readonly reverseZones: ReadonlySet<DomainName>;
  isExcluded(name: DomainName): boolean;
}

/**
 * Whether a record set of a reverse zone is ours by what it says: a plain PTR at the name of an address whose targets are all
 * ours, or a CNAME from there into a classless zone of ours. So no record has to be marked, and what DNS-SD or somebody else
 * keeps in the zone is never touched.
 */
export function ownedPtrRule({
  zones,
  unknownZones,
  names,
  reverseZones,
  isExcluded,
}: NameOwnership): (set: RecordSet) => boolean {
  const owned = new Set(zones);
  const answering = new Set([...zones, ...unknownZones]);
  for (const zone of unknownZones) owned.delete(zone);
  const isOurs = (value: string) => {
    const target = nameOfRoute53(value);
    if (isExcluded(target)) return false;
    if (names.has(target)) return true;
    const zone = longestMatch(target, answering);
    return zone !== undefined && owned.has(zone);
  };
  const leadsToOurs = ({ type, routing, name, values }: RecordSet) => {
    if (type !== "CNAME" || routing !== undefined || values.length !== 1) return false;
    const target = nameOfRoute53(values[0]!);
    const [from, to] = [addressOfPtrName(name), addressOfPtrName(target)];
    return from && to && target !== name && compareAddresses(from, to) === 0 && reverseZones.has(parentOf(target)!);
  };
  return (set) => (isPlainPtr(set) ? set.values.length > 0 && set.values.every(isOurs) : leadsToOurs(set) === true);
}

/** Whether a record set is a PTR of one address, and nothing more than that. */
export function isPlainPtr({ type, routing, name }: RecordSet): boolean {
  return type === "PTR" && routing === undefined && addressOfPtrName(name) !== undefined;
}
