import type { Clock } from "./clock";

/** Keeps calls to the pace that an API allows: a burst, then so much a second. */
export interface TokenBucket {
  /** Resolves when so many tokens may be spent; in the order of calls. */
  take(tokens: number): Promise<void>;
  /** The API says that there is less than was thought. */
  drain(): void;
}

/** A bucket that begins full. More than a burst at once waits for a full bucket and leaves a debt. */
export function tokenBucket(burst: number, perSecond: number, clock: Clock): TokenBucket {
  let level = burst;
  let filledAt = clock.now();
  let queue: Promise<void> = Promise.resolve();

  const fill = () => {
    const now = clock.now();
    level = Math.min(burst, level + ((now - filledAt) / 1000) * perSecond);
    filledAt = now;
  };
  const spend = async (tokens: number) => {
    const needed = Math.min(tokens, burst);
    for (fill(); level < needed; fill()) await clock.sleep(Math.ceil(((needed - level) / perSecond) * 1000));
    level -= tokens;
  };
  return {
    take: (tokens) => {
      queue = queue.then(() => spend(tokens));
      return queue;
    },
    drain: () => {
      fill();
      level = Math.min(level, 0);
    },
  };
}
