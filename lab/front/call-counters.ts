/** Counts calls by `service.Action`, so that a test can say what something asked for and how often. */
export interface CallCounters {
  add(service: string, action: string): void;
  counts(): Readonly<Record<string, number>>;
  reset(): void;
}

export function callCounters(): CallCounters {
  const counts = new Map<string, number>();
  return {
    add: (service, action) => {
      const key = `${service}.${action}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    },
    counts: () => Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))),
    reset: () => counts.clear(),
  };
}
