// What forwarders tell CloudWatch, and what alarms and the dashboard read. Every metric has both dimensions.

export const METRIC_NAMESPACE = "HybridDNS";

/** Of the `Forwarders` component, e.g. `acme-hub`, and of the slot, e.g. `a`. */
export const METRIC_DIMENSIONS = { forwarders: "Forwarders", slot: "Slot" } as const;

/** One value a minute from each forwarder; counts are those since the value before. */
export const METRICS = {
  /** 1 where it answers its own questions, else 0. */
  healthy: "Healthy",
  queries: "Queries",
  cacheHits: "CacheHits",
  /** Answers with SERVFAIL, and with REFUSED. */
  serverFailures: "ServerFailures",
  refused: "Refused",
  /** 1 as long as the newest configuration is refused, else 0. */
  configurationRejected: "ConfigurationRejected",
  /** How many of the servers that are forwarded to do not answer. */
  upstreamDead: "UpstreamDead",
  /** Milliseconds, on average. */
  upstreamLatency: "UpstreamLatency",
  /** Packets that the VPC dropped because the interface sent its resolver too many. */
  packetsDropped: "PacketsDropped",
} as const;

export const METRIC_SECONDS = 60;
