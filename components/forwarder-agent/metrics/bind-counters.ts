import type { Counters } from "./counters";

/** Reads what BIND's statistics channel says at `/json/v1/server`. @throws {Error} for other things */
export function bindCounters(text: string): Counters {
  const server = JSON.parse(text) as unknown;
  const value = (...path: readonly string[]) => {
    const found = path.reduce<unknown>((part, key) => (isMap(part) ? part[key] : undefined), server);
    return typeof found === "number" && Number.isFinite(found) ? found : 0;
  };
  const cache = (name: string) => value("views", "_default", "resolver", "cachestats", name);
  return {
    queries: value("opcodes", "QUERY"),
    cacheHits: cache("QueryHits"),
    serverFailures: value("nsstats", "QrySERVFAIL"),
    refused: value("rcodes", "REFUSED"),
    cacheBytes: cache("TreeMemInUse") + cache("HeapMemInUse"),
  };
}

const isMap = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === "object" && value !== null;
