import { type DesiredState, type ForwarderReport, SILENT_AFTER_SECONDS } from "./forwarder-contract";

/** How one slot stands against what it should be. */
export interface SlotStatus {
  /** e.g. `a` */
  readonly slot: string;
  readonly address: string;
  readonly state: SlotState;
  /** What to know besides the state, e.g. why a configuration was refused; empty where all is well. */
  readonly detail: string;
  /** Absent where the slot never reported. */
  readonly report?: ForwarderReport | undefined;
  /** Since its last report. */
  readonly silentSeconds?: number | undefined;
}

/**
 * - `ok`: runs what it should, and answers.
 * - `unhealthy`: does not answer its own questions; restarts itself, and is replaced when that does not help.
 * - `rejected`: refused the configuration, and runs the one before it.
 * - `updating`: runs an older configuration, or makes way for a newer image, or is told another software.
 * - `silent`: has not reported for three minutes.
 * - `unreported`: never reported.
 */
export type SlotState = "ok" | "unhealthy" | "rejected" | "updating" | "silent" | "unreported";

/**
 * The forwarders of one VPC, in order of their turn.
 *
 * @param reports - by key of the slot; those of slots that are gone are not looked at
 * @param secondsSince - how long ago a time of a report is
 */
export function forwarderStatus(
  desired: DesiredState,
  reports: { readonly [slot: string]: ForwarderReport | undefined },
  secondsSince: (time: string) => number,
): readonly SlotStatus[] {
  return desired.slots.map(({ key, address }) => {
    const report = Object.hasOwn(reports, key) ? reports[key] : undefined;
    if (report === undefined)
      return { slot: key, address, state: "unreported", detail: "no report in the bucket: it never reached it" };
    const silentSeconds = Math.max(0, Math.round(secondsSince(report.reportedAt)));
    return { slot: key, address, report, silentSeconds, ...judge(desired, report, silentSeconds) };
  });
}

function judge(
  desired: DesiredState,
  report: ForwarderReport,
  silentSeconds: number,
): Pick<SlotStatus, "state" | "detail"> {
  const { sha256 } = desired.configuration;
  if (silentSeconds > SILENT_AFTER_SECONDS)
    return {
      state: "silent",
      detail: `the last report is ${silentSeconds} s old: it is gone, or cannot reach the bucket`,
    };
  if (!report.healthy) return { state: "unhealthy", detail: `${report.software} does not answer on the host itself` };
  if (report.rejected?.sha256 === sha256)
    return { state: "rejected", detail: `configuration ${shortHash(sha256)} refused: ${report.rejected.reason}` };
  if (report.software !== desired.software)
    return { state: "updating", detail: `runs ${report.software}, should run ${desired.software}` };
  if (report.configuration !== sha256)
    return {
      state: "updating",
      detail: `runs configuration ${shortHash(report.configuration)}, should run ${shortHash(sha256)}`,
    };
  if (desired.imageId !== undefined && report.imageId !== desired.imageId)
    return {
      state: "updating",
      detail: `runs image ${report.imageId}, makes way for ${desired.imageId} when its turn comes`,
    };
  return { state: "ok", detail: "" };
}

/** As people compare hashes, e.g. `3f9a1c0b77e2`. */
export const shortHash = (sha256: string): string => sha256.slice(0, 12);
