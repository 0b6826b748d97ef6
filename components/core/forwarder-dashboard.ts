import { METRIC_DIMENSIONS, METRIC_NAMESPACE, METRIC_SECONDS, METRICS } from "./forwarder-metrics";

const WIDTH = 8;
const HEIGHT = 6;
const PER_ROW = 3;

/** Pictures by their title; those with several metrics show them beside each other. */
const WIDGETS = [
  ["Healthy", "Minimum", [METRICS.healthy]],
  ["Questions a minute, and those answered from the cache", "Sum", [METRICS.queries, METRICS.cacheHits]],
  ["SERVFAIL and REFUSED a minute", "Sum", [METRICS.serverFailures, METRICS.refused]],
  ["Servers that do not answer", "Maximum", [METRICS.upstreamDead]],
  ["Milliseconds until servers answer", "Average", [METRICS.upstreamLatency]],
  [
    "Packets dropped by the VPC, configuration refused",
    "Maximum",
    [METRICS.packetsDropped, METRICS.configurationRejected],
  ],
] as const;

/**
 * What CloudWatch shows of the forwarders of one VPC, a line for each slot.
 *
 * @param forwarders - logical name of the component, e.g. `acme-hub`
 * @param slots - keys, e.g. `a`
 */
export function renderForwarderDashboard(forwarders: string, slots: readonly string[], region: string): string {
  const widgets = WIDGETS.map(([title, stat, metrics], index) => ({
    type: "metric",
    x: (index % PER_ROW) * WIDTH,
    y: Math.floor(index / PER_ROW) * HEIGHT,
    width: WIDTH,
    height: HEIGHT,
    properties: {
      title,
      view: "timeSeries",
      region,
      stat,
      period: METRIC_SECONDS,
      yAxis: { left: { min: 0 } },
      metrics: metrics.flatMap((metric) =>
        slots.map((slot) => [
          METRIC_NAMESPACE,
          metric,
          METRIC_DIMENSIONS.forwarders,
          forwarders,
          METRIC_DIMENSIONS.slot,
          slot,
          { label: `${slot} ${metric}` },
        ]),
      ),
    },
  }));
  return JSON.stringify({ widgets });
}

/** Of CloudWatch, which takes letters, digits, `-` and `_`. */
export function dashboardName(forwarders: string): string {
  return forwarders.replaceAll(".", "-");
}
