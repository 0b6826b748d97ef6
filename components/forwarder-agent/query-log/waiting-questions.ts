import type { LogEvent } from "../aws/cloudwatch-logs";
import { readAnsweredQuestion } from "./answered-question";

/** What CloudWatch Logs takes at once is twice as much in number; in bytes a little more. */
const MOST_EVENTS = 5_000;
const MOST_BYTES = 900_000;
/** That it counts for each event beside the text. */
const EVENT_BYTES = 26;
/** Kept while they cannot be sent. What comes then is counted and forgotten: answering is more than logging. */
export const MOST_WAITING = 20_000;

/** Questions on their way from the server's log to CloudWatch Logs. */
export function waitingQuestions() {
  let waiting: LogEvent[] = [];
  let forgotten = 0;
  return {
    /** Takes a line; what is no question is passed over. */
    take(line: string): void {
      const question = readAnsweredQuestion(line);
      if (question === undefined) return;
      const { at, ...rest } = question;
      if (waiting.length >= MOST_WAITING) forgotten++;
      else waiting.push({ timestamp: at, message: JSON.stringify(rest) });
    },
    /** The first ones, as many as go at once, in the order of time. */
    batch(): readonly LogEvent[] {
      let bytes = 0;
      const end = waiting.findIndex(({ message }, index) => {
        bytes += Buffer.byteLength(message) + EVENT_BYTES;
        return index >= MOST_EVENTS || bytes > MOST_BYTES;
      });
      const first = waiting.slice(0, end === -1 ? undefined : end);
      return first.toSorted((left, right) => left.timestamp - right.timestamp);
    },
    /** Those of a batch need not be sent again. */
    sent(batch: readonly LogEvent[]): void {
      waiting = waiting.slice(batch.length);
    },
    /** How many found no place since this was asked before. */
    takeForgotten(): number {
      const count = forgotten;
      forgotten = 0;
      return count;
    },
    forget(): void {
      waiting = [];
      forgotten = 0;
    },
  };
}
