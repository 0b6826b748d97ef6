import type { ForwarderReport } from "../../core/forwarder-contract";

/** Whether a report says something that the last one did not, beside the time. */
export function saysMore(report: ForwarderReport, last: ForwarderReport | undefined): boolean {
  if (last === undefined) return true;
  const said = ({ reportedAt: _, ...rest }: ForwarderReport) => JSON.stringify(rest);
  return said(report) !== said(last);
}
