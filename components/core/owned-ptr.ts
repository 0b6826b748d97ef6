import { type DomainName, longestMatch } from "./domain-name";
import { addressLength } from "./ip-network";
import type { RecordSet } from "./resource-record";
import { networkOfReverseZone } from "./reverse-zone";
import { nameOfRoute53 } from "./route53-name";

/** Whose names are ours, where no state says what was written. */
export interface NameOwnership {
  /** Zones whose names are ours, each with all that is in it. */
  readonly zones: readonly DomainName[];
  /** Zones within those that are not, also not what is in them: nobody knows what they hold. */
  readonly unknownZones: readonly DomainName[];
  /** Single names that are ours besides. */
  readonly names: ReadonlySet<DomainName>;
  isExcluded(name: DomainName): boolean;
}

/**
 * Whether a record set of a reverse zone is ours by what it says: a plain PTR at the name of an address whose targets are all
 * ours. So no record has to be marked, and what DNS-SD or somebody else keeps in the zone is never touched.
 */
export function ownedPtrRule({ zones, unknownZones, names, isExcluded }: NameOwnership): (set: RecordSet) => boolean {
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
  return (set) => isPlainPtr(set) && set.values.length > 0 && set.values.every(isOurs);
}

/** Whether a record set is a PTR of one address, and nothing more than that. */
export function isPlainPtr({ type, routing, name }: RecordSet): boolean {
  if (type !== "PTR" || routing !== undefined) return false;
  const network = networkOfReverseZone(name);
  return network !== undefined && network.prefixLength === addressLength(network.family);
}
