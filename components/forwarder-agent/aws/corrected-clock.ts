/** The time of day, put right by what servers say where the machine's own clock is far off. */
export interface CorrectedClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Takes note of what a server said that the time is. */
  seen(milliseconds: number): void;
}

/** Below this the own clock is the better one: answers take time, and have whole seconds. */
const TRUSTED_MILLISECONDS = 60_000;

export function correctedClock(own: () => number = Date.now): CorrectedClock {
  let offset = 0;
  return {
    now: () => own() + offset,
    seen(milliseconds) {
      const difference = milliseconds - own();
      offset = Math.abs(difference) < TRUSTED_MILLISECONDS ? 0 : difference;
    },
  };
}
