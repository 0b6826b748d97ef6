import { type Batch, batchChanges } from "../core/change-batch";
import { decideOwnedChanges, type RecordConflict } from "../core/change-policy";
import type { DomainName } from "../core/domain-name";
import { faultError } from "../core/parsed";
import { type RecordSet, recordSetKey, sameRecordSet } from "../core/resource-record";
import { changedSet, type RecordSetChange } from "../core/zone-diff";
import { forEachAtOnce } from "./at-once";
import type { OnProgress } from "./sync-progress";
import { isStoreFault, type ZoneStore } from "./zone-store";

/** The record sets of ours that a zone holds and should hold, by their keys. @see recordSetKey */
export interface ZoneWork {
  readonly zoneName: string;
  readonly zoneId: string;
  /** What is ours: at first what the state says, then kept up to date with every batch. */
  readonly owned: Map<string, RecordSet>;
  readonly desired: ReadonlyMap<string, RecordSet>;
  /** Where nobody knows what stands: the answer to a batch was lost. They are read even when nothing changes. */
  readonly uncertain: Set<string>;
  /** Whether anything was, or may have been, written to it. */
  written: boolean;
}

/** A conflict, and what we wrote there once. */
export interface ZoneConflict extends RecordConflict {
  readonly recorded?: RecordSet | undefined;
}

export interface ZonesOutcome {
  /** Sets that somebody changed since we wrote them, and that stay although they are not desired. */
  readonly left: readonly RecordSet[];
  /** All conflicts; when there are any, nothing was written. */
  readonly conflicts: readonly ZoneConflict[];
}

/** Zones are independent of each other; each takes one change at a time. */
const ZONES_AT_ONCE = 4;
/** How often a zone that changes under our hands is read. */
const MOST_READINGS = 4;

/**
 * Makes zones hold what is desired of ours and nothing else of ours.
 *
 * All zones are read before anything is written, so that conflicts are known all at once. A batch that is refused means
 * that the zone is not as it was read: an answer was lost, or somebody else wrote. Then it is read again, and what remains is
 * decided anew; so the next run finishes what a run that died between any two calls has begun. Zones that are to hold
 * nothing come first: a zone that takes their place has the same name.
 *
 * @param adopted - keys of record sets that are taken over, whoever made them
 * @param onProgress - told after each batch
 */
export async function applyOwnedRecords(
  store: ZoneStore,
  zones: readonly ZoneWork[],
  adopted: ReadonlySet<string>,
  onProgress: OnProgress = () => {},
): Promise<ZonesOutcome> {
  const plans: { work: ZoneWork; changes: readonly RecordSetChange[] }[] = [];
  const conflicts: ZoneConflict[] = [];
  const left: RecordSet[] = [];
  const decide = async (work: ZoneWork) => {
    const decided = await decideZone(store, work, adopted);
    conflicts.push(...decided.conflicts);
    left.push(...decided.left);
    return decided.changes;
  };
  await forEachAtOnce(ZONES_AT_ONCE, zones, async (work) => {
    plans.push({ work, changes: await decide(work) });
  });
  if (conflicts.length > 0) return { left, conflicts };

  const open = new Map(plans.map(({ work, changes }) => [work, changes.length]));
  let done = 0;
  const report = (work: ZoneWork, recordSets: number) => {
    done += recordSets;
    open.set(work, Math.max(0, open.get(work)! - recordSets));
    onProgress({ phase: "writing", done, total: [...open.values()].reduce((sum, each) => sum + each, done) });
  };
  const write = async ({ work, changes }: { work: ZoneWork; changes: readonly RecordSetChange[] }) => {
    let remaining = changes;
    for (let reading = 2; ; reading++) {
      open.set(work, remaining.length);
      const refusal = await writeZone(store, work, remaining, (recordSets) => report(work, recordSets));
      if (!refusal) return;
      if (reading > MOST_READINGS) throw refusal;
      remaining = await decide(work);
      if (conflicts.length > 0) return;
    }
  };
  const emptied = plans.filter(({ work }) => work.desired.size === 0);
  await forEachAtOnce(ZONES_AT_ONCE, emptied, write);
  await forEachAtOnce(
    ZONES_AT_ONCE,
    plans.filter((plan) => !emptied.includes(plan)),
    write,
  );
  return { left, conflicts };
}

/** The conflicts that {@link applyOwnedRecords} would find now. Reads what it would read, and writes nothing. */
export async function findConflicts(
  store: ZoneStore,
  zones: readonly ZoneWork[],
  adopted: ReadonlySet<string>,
): Promise<readonly ZoneConflict[]> {
  const conflicts: ZoneConflict[] = [];
  await forEachAtOnce(ZONES_AT_ONCE, zones, async (work) => {
    conflicts.push(...(await decideZone(store, work, adopted)).conflicts);
  });
  return conflicts;
}

/** What has to be written to a zone, as it stands now. What needs no writing is noted as ours, or as no longer ours. */
async function decideZone(store: ZoneStore, work: ZoneWork, adopted: ReadonlySet<string>) {
  const { owned, desired, uncertain } = work;
  const keys = [...new Set([...owned.keys(), ...desired.keys()])].filter((key) => {
    const [ours, wanted] = [owned.get(key), desired.get(key)];
    return uncertain.has(key) || !(ours && wanted && sameRecordSet(ours, wanted));
  });
  const concerned = (sets: ReadonlyMap<string, RecordSet>) => keys.flatMap((key) => sets.get(key) ?? []);
  const recorded = concerned(owned);
  const wanted = concerned(desired);
  const names = new Set([...recorded, ...wanted].map(({ name }) => name));
  const current = names.size === 0 ? [] : await readZone(store, work, [...names]);
  const { changes, conflicts, left } = decideOwnedChanges({ current, recorded, desired: wanted, adopted });
  const recordedConflicts = conflicts.map((each) => ({ ...each, recorded: owned.get(recordSetKey(each.desired)) }));

  const standing = new Set(Array.from(current, recordSetKey));
  const unsettled = new Set(
    [...changes.map(changedSet), ...conflicts.map((each) => each.desired)].map((set) => recordSetKey(set)),
  );
  for (const key of keys) {
    const right = desired.get(key);
    if (right && !unsettled.has(key)) owned.set(key, right);
    else if (!unsettled.has(key) || !standing.has(key)) owned.delete(key);
  }
  uncertain.clear();
  return { changes, conflicts: recordedConflicts, left };
}

/** Writes the batches one after the other; gives the refusal of the first that the zone does not take. */
async function writeZone(
  store: ZoneStore,
  work: ZoneWork,
  changes: readonly RecordSetChange[],
  onWritten: (recordSets: number) => void,
): Promise<Error | undefined> {
  for (const batch of batchChanges(changes)) {
    try {
      await store.changeRecordSets(work.zoneId, batch);
    } catch (error) {
      if (isStoreFault(error, "BATCH_REFUSED")) return error;
      if (isStoreFault(error, "ANSWER_LOST")) {
        noteUncertain(work, batch);
        work.written = true;
      }
      if (!isStoreFault(error, "ZONE_GONE")) throw error;
      if (work.desired.size > 0) throw zoneGone(work);
      work.owned.clear();
      return undefined;
    }
    work.written = true;
    for (const { action, recordSet } of batch) {
      if (action === "DELETE") work.owned.delete(recordSetKey(recordSet));
      else work.owned.set(recordSetKey(recordSet), recordSet);
    }
    onWritten(new Set(batch.map(({ recordSet }) => recordSetKey(recordSet))).size);
  }
  return undefined;
}

/** What may have been created counts as ours from now on, so that a later deletion finds it. */
function noteUncertain({ owned, uncertain }: ZoneWork, batch: Batch): void {
  for (const { action, recordSet } of batch) {
    const key = recordSetKey(recordSet);
    if (action === "CREATE" && !owned.has(key)) owned.set(key, recordSet);
    uncertain.add(key);
  }
}

/** A zone that is gone holds nothing; that is only wrong where something should be in it. */
async function readZone(store: ZoneStore, work: ZoneWork, names: readonly DomainName[]): Promise<readonly RecordSet[]> {
  try {
    return await store.listRecordSets(work.zoneId, names);
  } catch (error) {
    if (!isStoreFault(error, "ZONE_GONE")) throw error;
    if (work.desired.size > 0) throw zoneGone(work);
    return [];
  }
}

function zoneGone({ zoneName, zoneId }: ZoneWork): Error {
  const message = `${zoneName}: there is no hosted zone ${zoneId}; if it was deleted by hand, refresh the state that it is in (\`pulumi refresh\`, \`terraform apply\`), so that it is made again`;
  return faultError({ code: "ZONE_GONE", message });
}
