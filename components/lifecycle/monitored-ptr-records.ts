import { recordSetKey } from "../core/resource-record";
import { applyOwnedRecords, findConflicts } from "./owned-records";
import { type PtrRecordsInputs, type PtrRecordsState, stateOf, zonesOf } from "./ptr-records-properties";
import { zoneWorks } from "./zone-record-sets";
import type { ZoneStore } from "./zone-store";

/**
 * What is written of records that a monitor keeps: almost nothing, so that never two write one record.
 *
 * | before | what is written |
 * |---|---|
 * | nothing, or records of ours alone | what is not there yet is created; nothing is changed or deleted, whoever made it |
 * | kept by a monitor already | nothing |
 * | any, in a zone that is not ours any more | what is still as planned is deleted: no monitor knows that zone any more |
 *
 * The state says what is planned, so that a preview shows each record that a program adds, changes or takes out, and a
 * deletion at the end, after the monitor's, leaves zones without records of ours.
 */
export async function writeMonitored(
  store: ZoneStore,
  news: PtrRecordsInputs,
  olds: PtrRecordsState | undefined,
): Promise<PtrRecordsState> {
  const planned = zonesOf(news);
  const zoneIds = new Set(Object.values(news.zoneIds));
  const left = (olds ? zonesOf(olds) : []).filter(({ zoneId }) => !zoneIds.has(zoneId));
  await applyOwnedRecords(store, zoneWorks(left, [], []), new Set());
  if (olds?.monitored !== true) await createMissing(store, planned);
  return stateOf(news, planned);
}

async function createMissing(store: ZoneStore, planned: ReturnType<typeof zonesOf>): Promise<void> {
  const nobody = new Set<string>();
  const conflicts = await findConflicts(store, zoneWorks([], planned, []), nobody);
  const taken = new Set(conflicts.map(({ desired }) => recordSetKey(desired)));
  const missing = planned.map((zone) => ({
    ...zone,
    recordSets: zone.recordSets.filter((set) => !taken.has(recordSetKey(set))),
  }));
  // Who comes in between is left alone as well.
  await applyOwnedRecords(store, zoneWorks([], missing, []), nobody);
}
