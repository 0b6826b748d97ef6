import type { PlannedAlarm, PlannedMetricQuery } from "./part-plan";
import { MONITOR_DIMENSION, MONITOR_METRICS, MONITOR_NAMESPACE } from "./reverse-monitor-contract";

/** What alarms look at. */
export interface MonitoredNames {
  /** Logical name of the component. */
  readonly logicalName: string;
  readonly functionName: string;
  readonly queueName: string;
  readonly deadLetterQueueName: string;
  readonly scheduleMinutes: number;
}

const MINUTE = 60;

/** An event that waits longer is not answered. */
const LONGEST_WAIT_SECONDS = 45 * MINUTE;

/** What wakes somebody: runs that fail, or leave something undone, events that nobody answers, and silence. */
export function reverseMonitorAlarms(names: MonitoredNames): readonly PlannedAlarm[] {
  const { logicalName, functionName, queueName, deadLetterQueueName } = names;
  const alarm = (key: string, rest: Omit<PlannedAlarm, "logicalName" | "key">): PlannedAlarm => ({
    logicalName: `${logicalName}-${key}`,
    key,
    ...rest,
  });
  const own = (metricName: string, period: number) =>
    query({
      namespace: MONITOR_NAMESPACE,
      metricName,
      period,
      stat: "Sum",
      dimensions: { [MONITOR_DIMENSION]: logicalName },
    });
  const ofQueue = (metricName: string, queue: string) =>
    query({
      namespace: "AWS/SQS",
      metricName,
      period: 5 * MINUTE,
      stat: "Maximum",
      dimensions: { QueueName: queue },
    });
  return [
    alarm("errors", {
      description: `The function of ${logicalName} broke off: its log says why. What it was told is tried again.`,
      ...above(0),
      queries: query({
        namespace: "AWS/Lambda",
        metricName: "Errors",
        period: 5 * MINUTE,
        stat: "Sum",
        dimensions: { FunctionName: functionName },
      }),
    }),
    alarm("undone", {
      description: `A run of ${logicalName} left PTR records as they are: a zone could not be read or written, or a guard refused so many changes at once. Its log names each.`,
      ...above(0),
      queries: own(MONITOR_METRICS.failed, 5 * MINUTE),
    }),
    alarm("dead-letters", {
      description: `Events of ${logicalName} were given up after several tries, and are in its queue of dead letters; the schedule goes on.`,
      ...above(0),
      queries: ofQueue("ApproximateNumberOfMessagesVisible", deadLetterQueueName),
    }),
    alarm("late", {
      description: `Events wait for ${logicalName} for more than ${LONGEST_WAIT_SECONDS / MINUTE} minutes: it does not run, or not to an end.`,
      ...above(LONGEST_WAIT_SECONDS),
      queries: ofQueue("ApproximateAgeOfOldestMessage", queueName),
    }),
    alarm("silent", {
      description: `No run of ${logicalName} has succeeded for as long as four should have: PTR records are no longer followed.`,
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      // Nobody there says nothing, and that is the alarm.
      treatMissingData: "breaching",
      evaluationPeriods: 2,
      queries: own(MONITOR_METRICS.succeeded, 2 * names.scheduleMinutes * MINUTE),
    }),
  ];
}

function query(metric: NonNullable<PlannedMetricQuery["metric"]>): readonly PlannedMetricQuery[] {
  return [{ id: "measured", label: metric.metricName, returnData: true, metric }];
}

function above(threshold: number) {
  return {
    comparisonOperator: "GreaterThanThreshold",
    threshold,
    treatMissingData: "notBreaching",
    evaluationPeriods: 1,
  } as const;
}
