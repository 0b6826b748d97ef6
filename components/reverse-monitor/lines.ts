import { MONITOR_DIMENSION, MONITOR_METRICS, MONITOR_NAMESPACE } from "../core/reverse-monitor-contract";
import type { RunOutcome } from "./run";

/** A line of the log: one object. */
export type Line = { readonly [name: string]: unknown };

/** More names in one line help nobody. */
const MOST_NAMES = 50;

/**
 * What is said of a run: for whoever reads the log, and in the embedded metric format for CloudWatch, which takes the metrics
 * out of it by itself.
 *
 * @param milliseconds - since 1970, and how long the run took
 */
export function runLine(
  monitor: string,
  outcome: RunOutcome,
  messages: number,
  { at, took }: { readonly at: number; readonly took: number },
): Line {
  const { created, changed, deleted, unchanged, conflicts, skipped, undone } = outcome;
  const failed = undone.length > 0 ? 1 : 0;
  return {
    ...metrics(monitor, at, {
      [MONITOR_METRICS.succeeded]: [1 - failed, "Count"],
      [MONITOR_METRICS.failed]: [failed, "Count"],
      [MONITOR_METRICS.created]: [created, "Count"],
      [MONITOR_METRICS.changed]: [changed, "Count"],
      [MONITOR_METRICS.deleted]: [deleted, "Count"],
      [MONITOR_METRICS.conflicts]: [conflicts.length, "Count"],
      [MONITOR_METRICS.duration]: [took, "Milliseconds"],
    }),
    event: "run",
    messages,
    unchanged,
    skipped,
    ...(conflicts.length > 0 && { conflicts: conflicts.slice(0, MOST_NAMES) }),
    ...(undone.length > 0 && { undone: undone.slice(0, MOST_NAMES) }),
  };
}

/** What is said of a run that broke off before it knew anything. */
export function brokenLine(monitor: string, error: unknown, at: number): Line {
  const { name, message, code } = error as Error & { code?: unknown };
  return {
    ...metrics(monitor, at, {
      [MONITOR_METRICS.succeeded]: [0, "Count"],
      [MONITOR_METRICS.failed]: [1, "Count"],
    }),
    event: "broken-off",
    error: name,
    ...(typeof code === "string" && { code }),
    message,
  };
}

type Measured = { readonly [metric: string]: readonly [value: number, unit: "Count" | "Milliseconds"] };

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
function metrics(monitor: string, at: number, measured: Measured): Line {
  const entries = Object.entries(measured);
  return {
    _aws: {
      Timestamp: at,
      CloudWatchMetrics: [
        {
          Namespace: MONITOR_NAMESPACE,
          Dimensions: [[MONITOR_DIMENSION]],
          Metrics: entries.map(([Name, [, Unit]]) => ({ Name, Unit })),
        },
      ],
    },
    [MONITOR_DIMENSION]: monitor,
    ...Object.fromEntries(entries.map(([metric, [value]]) => [metric, value])),
  };
}
