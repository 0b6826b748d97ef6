import type { Clock } from "../../components/io/clock";

/** Time that passes only by sleeping: nobody waits, and what was slept is known exactly. */
export interface VirtualClock extends Clock {
  /** All sleeps, in milliseconds. */
  readonly slept: number[];
}

export function virtualClock(): VirtualClock {
  let now = 0;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
      now += milliseconds;
    },
    random: () => 0.5,
  };
}
