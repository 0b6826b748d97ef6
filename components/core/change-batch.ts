import { faultError } from "./parsed";
import type { RecordSet } from "./resource-record";
import { packVectors } from "./vector-packing";
import { changedSet, inChangeOrder, type RecordSetChange } from "./zone-diff";

/** One line of a ChangeResourceRecordSets call. */
export interface BatchLine {
  readonly action: "CREATE" | "DELETE" | "UPSERT";
  readonly recordSet: RecordSet;
}

/** The lines of one call. */
export type Batch = readonly BatchLine[];

/** How much one call may hold, or some lines take. */
export interface BatchSize {
  /** ResourceRecord elements; an UPSERT's count twice. */
  readonly records: number;
  /** Characters in their values; an UPSERT's count twice. */
  readonly characters: number;
}

export const BATCH_LIMIT: BatchSize = { records: 1000, characters: 32000 };

/**
 * The fewest calls that make some changes, each within Route 53's limits, in an order that may be followed.
 *
 * What is new is a CREATE, one change token; an UPSERT would cost two. An update is DELETE and CREATE in one call, two
 * tokens like an UPSERT, and refused as a whole when somebody changed the record since it was read; only where UPSERTs
 * save a call they are taken. What changes at one name is never in two calls, unless no call could hold it: then
 * deletions go first.
 *
 * @throws an Error with `code` TOO_MANY_VALUES when one record set is more than a call may hold
 */
export function batchChanges(changes: Iterable<RecordSetChange>): readonly Batch[] {
  const ordered = inChangeOrder(changes);
  const comparing = batchesOf(ordered, comparingLines);
  const smallest = batchesOf(ordered, smallestLines);
  return smallest.length < comparing.length ? smallest : comparing;
}

/** What some lines take of the limits. */
export function batchSize(lines: Batch): BatchSize {
  let records = 0;
  let characters = 0;
  for (const { action, recordSet } of lines) {
    const times = action === "UPSERT" ? 2 : 1;
    records += times * recordSet.values.length;
    for (const value of recordSet.values) characters += times * value.length;
  }
  return { records, characters };
}

type WriteChange = (change: RecordSetChange) => Batch;

const comparingLines: WriteChange = ({ before, after }) => [
  ...(before ? [{ action: "DELETE", recordSet: before } as const] : []),
  ...(after ? [{ action: "CREATE", recordSet: after } as const] : []),
];

const smallestLines: WriteChange = (change) => {
  const comparing = comparingLines(change);
  if (!change.before || !change.after) return comparing;
  const upsert: Batch = [{ action: "UPSERT", recordSet: change.after }];
  return share(batchSize(upsert)) < share(batchSize(comparing)) ? upsert : comparing;
};

function batchesOf(ordered: readonly RecordSetChange[], write: WriteChange): readonly Batch[] {
  const first: Batch[] = [];
  const then: Batch[] = [];
  for (const changes of byName(ordered)) {
    const together = changes.flatMap(write);
    if (fits(together)) then.push(together);
    else for (const change of changes) divide(change, first, then);
  }
  return [...pack(first), ...pack(then)];
}

/** The lines of a change that has no room beside what else changes at its name, or none in one call at all. */
function divide(change: RecordSetChange, first: Batch[], then: Batch[]): void {
  const smallest = smallestLines(change);
  if (fits(smallest)) {
    (change.after ? then : first).push(smallest);
    return;
  }
  for (const line of comparingLines(change)) {
    if (!fits([line])) throw tooLarge(changedSet(change));
    (line.action === "DELETE" ? first : then).push([line]);
  }
}

function pack(items: readonly Batch[]): readonly Batch[] {
  const sizes = items.map((lines) => Object.values(batchSize(lines)));
  const bins = packVectors(sizes, Object.values(BATCH_LIMIT));
  return bins.map((indexes) => indexes.flatMap((index) => items[index]!));
}

function byName(ordered: readonly RecordSetChange[]): RecordSetChange[][] {
  const groups: RecordSetChange[][] = [];
  for (const change of ordered) {
    const last = groups.at(-1);
    if (last && changedSet(last[0]!).name === changedSet(change).name) last.push(change);
    else groups.push([change]);
  }
  return groups;
}

function fits(lines: Batch): boolean {
  return share(batchSize(lines)) <= 1;
}

/** The part of a call that something takes; more than 1 is too much. */
function share({ records, characters }: BatchSize): number {
  return Math.max(records / BATCH_LIMIT.records, characters / BATCH_LIMIT.characters);
}

function tooLarge({ name, type, values }: RecordSet): Error {
  const { records, characters } = batchSize([{ action: "CREATE", recordSet: { name, type, ttlSeconds: 0, values } }]);
  return faultError({
    code: "TOO_MANY_VALUES",
    message: `${name} ${type} has ${records} values of ${characters} characters, a call of Route 53 takes ${BATCH_LIMIT.records} of ${BATCH_LIMIT.characters}; give it fewer`,
  });
}
