import { type ForwarderReport, REPORT_SECONDS, reportKey } from "../core/forwarder-contract";
import { MOST_OBJECT_BYTES, readForwarderReport } from "../core/forwarder-objects";
import type { Bucket } from "./bucket";
import { saysMore } from "./decisions/report";
import type { SlotReports } from "./decisions/slot-reports";

/** What the other slots last said; one that cannot be read said nothing. */
export function reportsIn(bucket: Bucket) {
  return async (slots: readonly string[]): Promise<SlotReports> => {
    const read = async (slot: string) => {
      const fetched = await bucket.get(reportKey(slot), MOST_OBJECT_BYTES);
      return [slot, fetched.kind === "content" ? readable(fetched.text) : undefined] as const;
    };
    return Object.fromEntries(await Promise.all(slots.map(read)));
  };
}

function readable(text: string): ForwarderReport | undefined {
  try {
    return readForwarderReport(text);
  } catch {
    return undefined;
  }
}

/** Says what this forwarder is when that has changed, and each minute. Call `look` often. */
export function reporting(bucket: Bucket, compose: () => Promise<ForwarderReport>, monotonic: () => number) {
  const put = (report: ForwarderReport) =>
    bucket.put(reportKey(report.slot), `${JSON.stringify(report, undefined, 2)}\n`);
  let last: { readonly report: ForwarderReport; readonly at: number } | undefined;
  return {
    async say(more: Partial<ForwarderReport>): Promise<void> {
      await put({ ...(await compose()), ...more });
    },
    async look(): Promise<void> {
      const report = await compose();
      const at = monotonic();
      if (last !== undefined && at - last.at < REPORT_SECONDS * 1_000 && !saysMore(report, last.report)) return;
      await put(report);
      last = { report, at };
    },
  };
}
