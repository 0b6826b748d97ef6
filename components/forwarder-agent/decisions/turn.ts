import type { DesiredState } from "../../core/forwarder-contract";
import { isFresh, type SlotReports, slotsBefore } from "./slot-reports";

/**
 * Why this forwarder does not take the wanted configuration yet; `undefined` when it is its turn.
 *
 * One slot after the other, so that what the first one refuses reaches no other. A slot that is gone or silent is not
 * waited for.
 *
 * @param now - milliseconds of the time of day
 */
export function whyNotItsTurn(
  desired: DesiredState,
  slot: string,
  reports: SlotReports,
  now: number,
): string | undefined {
  const { sha256 } = desired.configuration;
  for (const before of slotsBefore(desired, slot) ?? []) {
    const report = reports[before];
    if (!isFresh(report, now) || report.software !== desired.software) continue;
    if (report.rejected?.sha256 === sha256) return `slot ${before} refused it: ${report.rejected.reason}`;
    if (report.configuration !== sha256) return `slot ${before} goes first`;
  }
  return undefined;
}
