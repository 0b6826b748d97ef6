import { setTimeout } from "node:timers/promises";
import { pauseAfter } from "./decisions/pause";
import { type Log, reasonOf } from "./log";

/**
 * Does something again and again until the signal; after failures in a row it waits longer.
 *
 * The first failure of a row is told, and its end.
 */
export async function repeat(
  what: string,
  milliseconds: number,
  task: () => Promise<void>,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    try {
      await task();
      if (failures > 0) log.info(`${what} works again`, { failures });
      failures = 0;
    } catch (error) {
      if (failures === 0) log.warning(`${what} fails`, { reason: reasonOf(error) });
      failures++;
    }
    await setTimeout(pauseAfter(failures, milliseconds), undefined, { signal }).catch(() => undefined);
  }
}
