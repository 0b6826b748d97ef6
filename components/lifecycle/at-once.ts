/** Zones are independent of each other; each takes one change at a time. */
export const ZONES_AT_ONCE = 4;

/** Runs a task for each item, a few at a time, and waits for all also when one fails; then rejects with the first failure. */
export async function forEachAtOnce<T>(
  most: number,
  items: readonly T[],
  task: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const failures: unknown[] = [];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      await task(item).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, worker));
  if (failures.length > 0) throw failures[0];
}
