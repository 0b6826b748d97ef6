import type { LogEvent } from "../aws/cloudwatch-logs";
import { type Log, reasonOf } from "../log";
import { waitingQuestions } from "./waiting-questions";

/** What logging questions needs of the world around it. */
export interface QueryLoggingWorld {
  /** Where they should go; `undefined`: nowhere. */
  readonly group: () => string | undefined;
  /** Hands over each line that the server writes from now on, until the signal. */
  readonly follow: (take: (line: string) => void, signal: AbortSignal) => Promise<void>;
  /** Sends a batch, in the order of time. */
  readonly send: (group: string, events: readonly LogEvent[]) => Promise<void>;
  readonly log: Log;
}

/** Logs questions and answers wherever they should go, and takes to another group, or none, while it runs. */
export function queryLogging({ group, follow, send, log }: QueryLoggingWorld) {
  const waiting = waitingQuestions();
  let journal: AbortController | undefined;

  function begin(): AbortController {
    const controller = new AbortController();
    const ended = (error?: unknown) => {
      if (journal === controller) journal = undefined;
      if (error !== undefined) log.warning("questions cannot be read", { reason: reasonOf(error) });
    };
    follow(waiting.take, controller.signal).then(() => ended(), ended);
    return controller;
  }

  return {
    /** To be called every few seconds. */
    async look(): Promise<void> {
      const wanted = group();
      if (wanted === undefined) {
        journal?.abort();
        journal = undefined;
        waiting.forget();
        return;
      }
      journal ??= begin();
      const forgotten = waiting.takeForgotten();
      if (forgotten > 0) log.warning("questions were not logged", { forgotten });
      for (let batch = waiting.batch(); batch.length > 0; batch = waiting.batch()) {
        await send(wanted, batch);
        waiting.sent(batch);
      }
    },
  };
}
