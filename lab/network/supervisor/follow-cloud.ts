import { setTimeout } from "node:timers/promises";

export interface FollowOptions {
  /** A number that differs when the cloud does; `undefined` where the front has none. */
  readonly generation: () => Promise<number | undefined>;
  /** Makes the network what the cloud is now. */
  readonly apply: () => Promise<void>;
  readonly log: (line: string) => void;
  readonly pollMilliseconds?: number | undefined;
  /** Changes that follow each other without a pause are not waited for longer than this. */
  readonly patienceMilliseconds?: number | undefined;
}

/**
 * Follows the cloud by itself: what changes it asks nobody to.
 *
 * A program makes many calls in a row, so a change is taken when two looks in a row see the same, or patience is over.
 * What fails is tried again at the next look.
 */
export function followCloud(options: FollowOptions) {
  const { generation, apply, log, pollMilliseconds = 250, patienceMilliseconds = 2_000 } = options;
  let applied: number | undefined;
  let ended = false;
  let complaint = "";

  /** Reads the cloud and applies it now. */
  async function refresh(): Promise<void> {
    const seen = await generation();
    await apply();
    applied = seen;
  }

  async function watch(): Promise<void> {
    let previous = applied;
    let changedAt = Date.now();
    while (!ended) {
      await setTimeout(pollMilliseconds);
      try {
        const seen = await generation();
        if (seen === applied) changedAt = Date.now();
        else if (seen === previous || Date.now() - changedAt > patienceMilliseconds) await refresh();
        previous = seen;
        complaint = "";
      } catch (error) {
        const text = `the cloud cannot be followed: ${error instanceof Error ? error.message : String(error)}`;
        if (text !== complaint) log(text);
        complaint = text;
      }
    }
  }

  return {
    refresh,
    /** Begins to look. */
    begin: () => void watch(),
    end: () => {
      ended = true;
    },
  };
}
