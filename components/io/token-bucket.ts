import type { Clock } from "./clock";

/** Keeps calls to the pace that an API allows: a burst, then so much a second. */
export interface TokenBucket {
  /** Resolves when so many tokens may be spent; in the order of calls. */
  take(tokens: number): Promise<void>;
  /**
   * A call that took tokens was answered. What a full bucket gave was spent there at some moment before now, and only from then on
   * does it fill: to count from when the call was made would run ahead of the API by as long as its way took.
   */
  answered(): void;
  /** The API says that there is less than was thought. */
  drain(): void;
}

/** A bucket that begins full. More than a burst at once waits for a full bucket and leaves a debt. */
export function tokenBucket(burst: number, perSecond: number, clock: Clock): TokenBucket {
  let level = burst;
  let filledAt = clock.now();
  let queue: Promise<void> = Promise.resolve();
  /** Taken since the bucket was full, until an answer says that the API knows. */
  let unanswered: number | undefined;

  const fill = () => {
    const now = clock.now();
    level = Math.min(burst, level + ((now - filledAt) / 1000) * perSecond);
    filledAt = now;
  };
  const spend = async (tokens: number) => {
    const needed = Math.min(tokens, burst);
    for (fill(); level < needed; fill()) await clock.sleep(Math.ceil(((needed - level) / perSecond) * 1000));
    if (level === burst) unanswered = 0;
    level -= tokens;
    if (unanswered !== undefined) unanswered += tokens;
  };
  return {
    take: (tokens) => {
      queue = queue.then(() => spend(tokens));
      return queue;
    },
    answered: () => {
      if (unanswered === undefined) return;
      level = Math.min(level, burst - unanswered);
      filledAt = clock.now();
      unanswered = undefined;
    },
    drain: () => {
      fill();
      level = Math.min(level, 0);
    },
  };
}
