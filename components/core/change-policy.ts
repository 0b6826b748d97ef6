import type { DomainName } from "./domain-name";
import { type RecordSet, recordSetKey, sameRecordSet, sameValues } from "./resource-record";
import { inChangeOrder, type RecordSetChange } from "./zone-diff";

/** What is known about record sets in one zone. Nothing here depends on order. */
export interface RecordHoldings {
  /** What stands in the zone, at all names of `recorded` and `desired`, of any type. */
  readonly current: Iterable<RecordSet>;
  /** What our state says that we wrote. */
  readonly recorded: Iterable<RecordSet>;
  readonly desired: Iterable<RecordSet>;
  /** Keys of record sets that are taken over, whoever made them. @see recordSetKey */
  readonly adopted: ReadonlySet<string>;
}

/** A record set that stands where one of ours should, and that is not ours to change. */
export interface RecordConflict {
  readonly found: RecordSet;
  readonly desired: RecordSet;
}

export interface OwnedChanges {
  readonly changes: readonly RecordSetChange[];
  readonly conflicts: readonly RecordConflict[];
  /** Sets that we wrote and that somebody changed since: no longer ours, so they stay although they are not desired. */
  readonly left: readonly RecordSet[];
}

/**
 * What may be changed of what should be. Ours is what the state says that we wrote, as long as its values are the same.
 *
 * | desired | recorded | current | what happens |
 * |---|---|---|---|
 * | set | any | – | create |
 * | set | any | the same | nothing: a lost answer or a dead run wrote it already |
 * | set | its values | other TTL or values than desired | update |
 * | set | other or – | other | conflict; update when adopted |
 * | set | any | alias, weighted … | conflict, also when adopted |
 * | CNAME | any | another type, that is not deleted | conflict, also when adopted |
 * | another type | any | CNAME, that is not deleted | conflict, also when adopted |
 * | – | its values | set | delete |
 * | – | other | set | left |
 * | – | any | – | nothing |
 */
export function decideOwnedChanges({ current, recorded, desired, adopted }: RecordHoldings): OwnedChanges {
  const standing = new Map<DomainName, RecordSet[]>();
  for (const set of current) standing.set(set.name, [...(standing.get(set.name) ?? []), set]);
  const wanted = new Map(Array.from(desired, (set) => [recordSetKey(set), set]));
  const ours = new Map(Array.from(recorded, (set) => [recordSetKey(set), set]));
  const changes: RecordSetChange[] = [];
  const conflicts: RecordConflict[] = [];
  const left: RecordSet[] = [];
  const isDeleted = (set: RecordSet) => !wanted.has(recordSetKey(set)) && isSame(set, ours.get(recordSetKey(set)));
  for (const [key, after] of wanted) {
    const atName = standing.get(after.name) ?? [];
    const obstacle = atName.find((set) =>
      sameType(set, after) ? set.routing : isApart(set, after) && !isDeleted(set),
    );
    const there = obstacle ?? atName.find((set) => sameType(set, after));
    if (!there) changes.push({ after });
    else if (sameRecordSet(there, after) && !obstacle) continue;
    else if (!obstacle && (adopted.has(key) || isSame(there, ours.get(key)))) changes.push({ before: there, after });
    else conflicts.push({ found: there, desired: after });
  }
  for (const [key, written] of ours) {
    if (wanted.has(key)) continue;
    const there = standing.get(written.name)?.find((set) => sameType(set, written));
    if (isSame(written, there)) changes.push({ before: there });
    else if (there) left.push(there);
  }
  return { changes: inChangeOrder(changes), conflicts, left };
}

function sameType(left: RecordSet, right: RecordSet): boolean {
  return left.type === right.type;
}

/** Whether two types cannot stand at one name. */
function isApart(left: RecordSet, right: RecordSet): boolean {
  return left.type === "CNAME" || right.type === "CNAME";
}

function isSame(left: RecordSet, right: RecordSet | undefined): boolean {
  return right !== undefined && sameValues(left, right);
}
