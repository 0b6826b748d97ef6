/** What a DNS service counted since it was started, and how full its cache is. */
export interface Counters {
  readonly queries: number;
  readonly cacheHits: number;
  readonly serverFailures: number;
  readonly refused: number;
  readonly cacheBytes: number;
}

/** What was counted since the earlier look; a service that was started again began anew. */
export function countedSince(earlier: Counters | undefined, now: Counters): Counters {
  if (earlier === undefined) return now;
  const since = (name: "queries" | "cacheHits" | "serverFailures" | "refused") =>
    now.queries < earlier.queries ? now[name] : Math.max(0, now[name] - earlier[name]);
  return {
    queries: since("queries"),
    cacheHits: since("cacheHits"),
    serverFailures: since("serverFailures"),
    refused: since("refused"),
    cacheBytes: now.cacheBytes,
  };
}
