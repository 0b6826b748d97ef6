import { METRICS } from "../../core/forwarder-metrics";
import type { Counters } from "./counters";
import type { UpstreamState } from "./upstream-check";

/** What was measured in one minute. */
export interface Measured {
  readonly healthy: boolean;
  readonly configurationRejected: boolean;
  /** Since the minute before; absent where the service did not tell. */
  readonly counted: Counters | undefined;
  readonly upstreams: readonly UpstreamState[];
  /** Since the minute before; absent where the driver does not count. */
  readonly packetsDropped: number | undefined;
}

/** The values for CloudWatch, by the name of their metric; what was not measured is not there. */
export function metricValues(measured: Measured): ReadonlyMap<string, number> {
  const { healthy, configurationRejected, counted, upstreams, packetsDropped } = measured;
  const latencies = upstreams.flatMap(({ milliseconds }) => milliseconds ?? []);
  const latency = latencies.length === 0 ? undefined : latencies.reduce((sum, one) => sum + one, 0) / latencies.length;
  const values: readonly (readonly [string, number | undefined])[] = [
    [METRICS.healthy, Number(healthy)],
    [METRICS.configurationRejected, Number(configurationRejected)],
    [METRICS.queries, counted?.queries],
    [METRICS.cacheHits, counted?.cacheHits],
    [METRICS.serverFailures, counted?.serverFailures],
    [METRICS.refused, counted?.refused],
    [METRICS.upstreamDead, upstreams.length - latencies.length],
    [METRICS.upstreamLatency, latency === undefined ? undefined : Math.round(latency * 10) / 10],
    [METRICS.packetsDropped, packetsDropped],
  ];
  return new Map(values.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
