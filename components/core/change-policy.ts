import type { DomainName } from "./domain-name";
import { type RecordSet, sameRecordSet, sameValues } from "./resource-record";
import { inChangeOrder, type RecordSetChange } from "./zone-diff";

/** What is known about the record sets of one type in one zone. Nothing here depends on order. */
export interface RecordHoldings {
  /** What stands in the zone, at all names of `recorded` and `desired`, of any type. */
  readonly current: Iterable<RecordSet>;
  /** What our state says that we wrote. */
  readonly recorded: Iterable<RecordSet>;
  readonly desired: Iterable<RecordSet>;
  /** Names whose record sets are taken over, whoever made them. */
  readonly adopted: ReadonlySet<DomainName>;
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
 * | set | any | CNAME, alias, weighted … | conflict, also when adopted |
 * | – | its values | set | delete |
 * | – | other | set | left |
 * | – | any | – | nothing |
 */
export function decideOwnedChanges({ current, recorded, desired, adopted }: RecordHoldings): OwnedChanges {
  const standing = new Map<DomainName, RecordSet[]>();
  for (const set of current) standing.set(set.name, [...(standing.get(set.name) ?? []), set]);
  const wanted = new Map(Array.from(desired, (set) => [set.name, set]));
  const ours = new Map(Array.from(recorded, (set) => [set.name, set]));
  const changes: RecordSetChange[] = [];
  const conflicts: RecordConflict[] = [];
  const left: RecordSet[] = [];
  for (const [name, after] of wanted) {
    const obstacle = standing.get(name)?.find((set) => set.type === "CNAME" || (sameType(set, after) && set.routing));
    const there = obstacle ?? standing.get(name)?.find((set) => sameType(set, after));
    if (!there) changes.push({ after });
    else if (sameRecordSet(there, after)) continue;
    else if (!obstacle && (adopted.has(name) || isSame(there, ours.get(name)))) changes.push({ before: there, after });
    else conflicts.push({ found: there, desired: after });
  }
  for (const [name, written] of ours) {
    if (wanted.has(name)) continue;
    const there = standing.get(name)?.find((set) => sameType(set, written));
    if (isSame(written, there)) changes.push({ before: there });
    else if (there) left.push(there);
  }
  return { changes: inChangeOrder(changes), conflicts, left };
}

function sameType(left: RecordSet, right: RecordSet): boolean {
  return left.type === right.type;
}

function isSame(left: RecordSet, right: RecordSet | undefined): boolean {
  return right !== undefined && sameValues(left, right);
}
