import { METRIC_DIMENSIONS, METRIC_NAMESPACE, METRIC_SECONDS, METRICS } from "./forwarder-metrics";
import type { PlannedAlarm, PlannedMetricQuery } from "./part-plan";

type Metric = (typeof METRICS)[keyof typeof METRICS];

/**
 * What wakes somebody: a slot that nobody holds, no forwarder left, a configuration that is refused, servers on premises
 * that do not answer, and questions that the VPC drops.
 *
 * @param forwarders - logical name of the component, e.g. `acme-hub`
 * @param slots - keys, e.g. `a`
 */
export function forwarderAlarms(forwarders: string, slots: readonly string[]): readonly PlannedAlarm[] {
  const worst = (metric: Metric): readonly PlannedMetricQuery[] => overSlots(forwarders, slots, metric);
  return [
    ...slots.map(
      (slot): PlannedAlarm => ({
        logicalName: `${forwarders}-${slot}-without-holder`,
        key: `${slot}-without-holder`,
        description: `No healthy forwarder at ${forwarders}-${slot} for five minutes: it is not replaced, or not by one that answers.`,
        ...BELOW_ONE,
        evaluationPeriods: 5,
        queries: [
          { id: "healthy", label: slot, returnData: true, metric: metricOf(forwarders, slot, METRICS.healthy) },
        ],
      }),
    ),
    {
      logicalName: `${forwarders}-none-healthy`,
      key: "none-healthy",
      description: `No forwarder of ${forwarders} is healthy: nothing is resolved through them.`,
      ...BELOW_ONE,
      evaluationPeriods: 2,
      queries: worst(METRICS.healthy),
    },
    {
      logicalName: `${forwarders}-configuration-rejected`,
      key: "configuration-rejected",
      description: `A forwarder of ${forwarders} refuses the newest configuration and runs the one before it; \`hybrid-dns status\` says why.`,
      ...ABOVE_NONE,
      evaluationPeriods: 2,
      queries: worst(METRICS.configurationRejected),
    },
    {
      logicalName: `${forwarders}-upstream-dead`,
      key: "upstream-dead",
      description: `Servers that ${forwarders} forwards to do not answer: look at the site and at the way there.`,
      ...ABOVE_NONE,
      evaluationPeriods: 3,
      queries: worst(METRICS.upstreamDead),
    },
    {
      logicalName: `${forwarders}-packets-dropped`,
      key: "packets-dropped",
      description: `The VPC drops questions of ${forwarders}: its resolver takes 1,024 packets a second from an interface. Add forwarders.`,
      ...ABOVE_NONE,
      evaluationPeriods: 3,
      queries: worst(METRICS.packetsDropped),
    },
  ];
}

/** Nobody there says nothing, and that is the alarm. */
const BELOW_ONE = { comparisonOperator: "LessThanThreshold", threshold: 1, treatMissingData: "breaching" } as const;
const ABOVE_NONE = {
  comparisonOperator: "GreaterThanThreshold",
  threshold: 0,
  treatMissingData: "notBreaching",
} as const;

/** The highest value of all slots; one that says nothing counts as 0. */
function overSlots(forwarders: string, slots: readonly string[], metric: Metric): readonly PlannedMetricQuery[] {
  const measured = slots.map(
    (slot, index): PlannedMetricQuery => ({
      id: `slot${index + 1}`,
      label: slot,
      returnData: false,
      metric: metricOf(forwarders, slot, metric),
    }),
  );
  const filled = measured.map(({ id }) => `FILL(${id}, 0)`).join(", ");
  return [{ id: "highest", label: metric, returnData: true, expression: `MAX([${filled}])` }, ...measured];
}

function metricOf(forwarders: string, slot: string, metricName: Metric): NonNullable<PlannedMetricQuery["metric"]> {
  return {
    namespace: METRIC_NAMESPACE,
    metricName,
    period: METRIC_SECONDS,
    stat: "Maximum",
    dimensions: { [METRIC_DIMENSIONS.forwarders]: forwarders, [METRIC_DIMENSIONS.slot]: slot },
  };
}
