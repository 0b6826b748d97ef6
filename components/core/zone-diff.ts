import { inDnsOrder } from "./domain-name";
import { compareText } from "./reading/argument-path";
import { type RecordSet, recordSetKey, sameRecordSet } from "./resource-record";

/** What makes one record set of a zone as it should be; an update has both sides. */
export interface RecordSetChange {
  readonly before?: RecordSet | undefined;
  readonly after?: RecordSet | undefined;
}

/**
 * What has to change in a zone, one entry a record set, in DNS order; at one name deletions come first, so that a CNAME
 * gives way to an address.
 *
 * | current | desired | entry |
 * |---|---|---|
 * | – | set | after |
 * | set | – | before |
 * | set | same values and TTL | none |
 * | set | other | before and after |
 *
 * Neither order nor duplicates of the inputs matter. Sets with routing must not be among them.
 */
export function diffZone(current: Iterable<RecordSet>, desired: Iterable<RecordSet>): readonly RecordSetChange[] {
  const before = new Map(Array.from(current, (set) => [recordSetKey(set), set]));
  const changes: RecordSetChange[] = [];
  for (const [key, after] of new Map(Array.from(desired, (set) => [recordSetKey(set), set]))) {
    const there = before.get(key);
    before.delete(key);
    if (!there) changes.push({ after });
    else if (!sameRecordSet(there, after)) changes.push({ before: there, after });
  }
  for (const set of before.values()) changes.push({ before: set });
  return inChangeOrder(changes);
}

/** The set that a change is about. */
export function changedSet(change: RecordSetChange): RecordSet {
  return (change.after ?? change.before)!;
}

/** A copy sorted by name in DNS order, at one name deletions first, then by type. */
export function inChangeOrder(changes: Iterable<RecordSetChange>): RecordSetChange[] {
  const ranked = Array.from(changes).sort((left, right) => compareText(rankAtName(left), rankAtName(right)));
  return inDnsOrder(ranked, (change) => changedSet(change).name);
}

function rankAtName(change: RecordSetChange): string {
  return `${change.after ? 1 : 0} ${changedSet(change).type}`;
}
