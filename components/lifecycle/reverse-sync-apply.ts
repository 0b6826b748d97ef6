import { type Batch, batchChanges } from "../core/change-batch";
import { parseDomainName } from "../core/domain-name";
import { valueOrThrow } from "../core/parsed";
import { recordSetKey } from "../core/resource-record";
import { decideReverseZone } from "../core/reverse-sync";
import { networkOfReverseZone } from "../core/reverse-zone";
import { refusalText } from "../core/sync-guards";
import { changedSet, type RecordSetChange } from "../core/zone-diff";
import { forEachAtOnce, ZONES_AT_ONCE } from "./at-once";
import { type PlannedReverseZone, type ReverseSyncPlan, type SyncRun, unknownZonesOf } from "./reverse-sync";
import { isStoreFault, type ZoneStore } from "./zone-store";

/** What became of a plan. */
export interface ReverseSyncOutcome {
  /** One for each zone of the plan, in its order. */
  readonly zones: readonly ReverseZoneOutcome[];
}

export interface ReverseZoneOutcome {
  readonly zoneName: string;
  readonly zoneId: string;
  /** Changes that the zone holds now. */
  readonly written: readonly RecordSetChange[];
  /** Changes that are still to be made. */
  readonly left: readonly RecordSetChange[];
  /** As they are now: what was seen while writing is among them. */
  readonly conflicts: PlannedReverseZone["conflicts"];
  /** Why something is left; absent when nothing is. */
  readonly stop?: SyncStop | undefined;
}

/**
 * `guarded`: the guards refuse it. `gone`: there is no such zone. `changing`: others change it faster than it can be read.
 * `stopped`: by the caller's signal. `failed`: as the message says.
 */
export interface SyncStop {
  readonly reason: "guarded" | "gone" | "changing" | "stopped" | "failed";
  readonly message: string;
}

/** How often a zone that changes under our hands is decided on, the plan's own decision among them. */
const MOST_DECISIONS = 4;

/**
 * Writes a plan in the fewest batches, zones beside each other, one batch at a time in each.
 *
 * A batch says what it expects to find, and is refused as a whole where that is not so, or where an earlier try of it was
 * taken and its answer lost: then the zone is read and decided on again. A zone that stops does not stop the others. What
 * is left, also by a process that dies between any two calls, the next plan has again.
 */
export async function applyReverseSync(
  store: ZoneStore,
  plan: ReverseSyncPlan,
  run: SyncRun = {},
): Promise<ReverseSyncOutcome> {
  const writers = plan.zones.map((zone) => zoneWriter(store, plan, zone));
  const report = () => {
    const done = writers.reduce((sum, { written }) => sum + written.size, 0);
    const left = writers.reduce((sum, writer) => sum + (writer.goesOn() ? writer.left.size : 0), 0);
    run.onProgress?.({ phase: "writing", done, total: done + left });
  };
  report();
  // Classless zones first: then a CNAME never leads to what is not there yet.
  const write = (some: typeof writers) =>
    forEachAtOnce(ZONES_AT_ONCE, some, (writer) => writer.write(run.signal, report));
  await write(writers.filter(({ classless }) => classless));
  await write(writers.filter(({ classless }) => !classless));
  return { zones: writers.map((writer) => writer.outcome()) };
}

type Changes = Map<string, RecordSetChange>;

/** Writes one zone, and keeps the account of it. */
function zoneWriter(store: ZoneStore, plan: ReverseSyncPlan, zone: PlannedReverseZone) {
  const { zoneName, zoneId, desired } = zone;
  const unknownZones = unknownZonesOf(plan);
  const written: Changes = new Map();
  const left: Changes = byKey(zone.changes);
  let { conflicts, refusals } = zone;
  let stop: SyncStop | undefined;

  const take = (batch: Batch) => {
    for (const { action, recordSet } of batch) {
      const key = recordSetKey(recordSet);
      const change = left.get(key);
      // Of an update that two calls make, the first one is not all.
      if (!change || (action === "DELETE" && change.after)) continue;
      written.set(key, change);
      left.delete(key);
    }
  };
  /** Reads and decides again; what a batch without an answer was to change and is no longer to be changed is written. */
  const decide = async (batch: Batch) => {
    const decision = decideReverseZone(plan.settings, await store.listRecordSets(zoneId), desired, unknownZones);
    ({ conflicts, refusals } = decision);
    const now = byKey(decision.changes);
    const contested = new Set(conflicts.map((each) => recordSetKey(each.desired)));
    take(batch.filter(({ recordSet }) => ![now, contested].some((keys) => keys.has(recordSetKey(recordSet)))));
    left.clear();
    for (const [key, change] of now) left.set(key, change);
  };
  const writeAll = async (signal: AbortSignal | undefined, report: () => void): Promise<SyncStop | undefined> => {
    for (let decisions = 1; ; decisions++) {
      if (refusals.length > 0) return { reason: "guarded", message: refusals.map(refusalText).join("; ") };
      const refused = await writeBatches(signal, report);
      if (!refused) return undefined;
      if (decisions === MOST_DECISIONS) return { reason: "changing", message: refused.error.message };
      await decide(refused.batch);
      report();
    }
  };
  const writeBatches = async (signal: AbortSignal | undefined, report: () => void) => {
    for (const batch of batchChanges(left.values())) {
      if (signal?.aborted) throw stopped();
      try {
        await store.changeRecordSets(zoneId, batch);
      } catch (error) {
        if (isStoreFault(error, "BATCH_REFUSED") || isStoreFault(error, "ANSWER_LOST")) return { error, batch };
        throw error;
      }
      take(batch);
      report();
    }
    return undefined;
  };

  return {
    classless: !isOctetZone(zoneName),
    written: written as ReadonlyMap<string, RecordSetChange>,
    left: left as ReadonlyMap<string, RecordSetChange>,
    /** Whether what is left is still to be written by this run. */
    goesOn: () => stop === undefined && refusals.length === 0,
    write: async (signal: AbortSignal | undefined, report: () => void) => {
      stop = await writeAll(signal, report).catch(stopOf);
    },
    outcome: (): ReverseZoneOutcome => ({
      zoneName,
      zoneId,
      written: [...written.values()],
      left: [...left.values()],
      conflicts,
      ...(stop && { stop }),
    }),
  };
}

function isOctetZone(zoneName: string): boolean {
  return networkOfReverseZone(valueOrThrow(parseDomainName(zoneName))) !== undefined;
}

function byKey(changes: readonly RecordSetChange[]): Changes {
  return new Map(changes.map((change) => [recordSetKey(changedSet(change)), change]));
}

const STOPPED = "it was stopped";

function stopped(): Error {
  return Object.assign(new Error(STOPPED), { code: "STOPPED" });
}

function stopOf(error: unknown): SyncStop {
  const { message, code } = error as Error & { code?: unknown };
  if (code === "STOPPED") return { reason: "stopped", message };
  return { reason: isStoreFault(error, "ZONE_GONE") ? "gone" : "failed", message };
}
