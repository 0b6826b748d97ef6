import { type DesiredState, type ForwarderReport, SILENT_AFTER_SECONDS } from "../../core/forwarder-contract";

/** What the others last said, by key of their slot. */
export type SlotReports = { readonly [slot: string]: ForwarderReport | undefined };

/** @param now - milliseconds of the time of day */
export function isFresh(report: ForwarderReport | undefined, now: number): report is ForwarderReport {
  return report !== undefined && now - Date.parse(report.reportedAt) <= SILENT_AFTER_SECONDS * 1_000;
}

/** Those whose turn comes first; `undefined` for a slot that is not among them. */
export function slotsBefore(desired: DesiredState, slot: string): readonly string[] | undefined {
  const keys = desired.slots.map(({ key }) => key);
  const own = keys.indexOf(slot);
  return own < 0 ? undefined : keys.slice(0, own);
}
