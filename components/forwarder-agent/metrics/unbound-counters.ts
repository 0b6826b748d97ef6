import type { Counters } from "./counters";

/**
 * Reads what `unbound-control stats_noreset` prints.
 *
 * Answers are counted by rcode only where `extended-statistics` is on; what the access control refuses is in another counter.
 */
export function unboundCounters(text: string): Counters {
  const values = new Map([...text.matchAll(/^([\w.-]+)=(.*)$/gm)].map(([, name, value]) => [name, value]));
  const value = (name: string) => {
    const number = Number(values.get(name) ?? 0);
    return Number.isFinite(number) ? number : 0;
  };
  return {
    queries: value("total.num.queries"),
    cacheHits: value("total.num.cachehits"),
    serverFailures: value("num.answer.rcode.SERVFAIL"),
    refused: value("num.answer.rcode.REFUSED") + value("unwanted.queries"),
    cacheBytes: value("mem.cache.rrset") + value("mem.cache.message"),
  };
}
