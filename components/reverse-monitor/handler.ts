import type { ZoneStore } from "../lifecycle/zone-store";
import { brokenLine, type Line, runLine } from "./lines";
import { type Asked, type QueueMessage, readMessage } from "./messages";
import { isWorthRetrying, runOnce } from "./run";
import type { Settings } from "./settings";

/** The world of the function. */
export interface World {
  readonly settings: Settings;
  readonly store: ZoneStore;
  /** Milliseconds since 1970. */
  now(): number;
  say(line: Line): void;
}

/** What Lambda hands to a function whose events come from SQS. */
export interface QueueEvent {
  readonly Records: readonly QueueMessage[];
}

export interface InvocationContext {
  getRemainingTimeInMillis(): number;
}

/** Messages that Lambda is to hand over once more. */
export interface BatchAnswer {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** So long before its end a run begins nothing more, and says what it did. */
const LAST_MILLISECONDS = 20_000;
/** SQS stamps messages by another clock than ours. */
const CLOCKS_APART = 5_000;

/**
 * The function. Messages only say that there is something to do; what is to be done, the zones say as they are then.
 *
 * So a batch of messages is one run, and messages that were sent before the last complete run began are answered already: a burst
 * of changes, which comes in many batches, is one run. To remember that run is only a saving: a function that has just
 * been started remembers none, and runs.
 */
export function makeHandler({ settings, store, now, say }: World) {
  let settledSince = Number.NEGATIVE_INFINITY;

  return async ({ Records: messages }: QueueEvent, context: InvocationContext): Promise<BatchAnswer> => {
    const asked = messages.map((message) => ({ message, ...readMessage(message, settings.sync.forwardZoneIds ?? {}) }));
    for (const each of asked) sayAside(each);
    const unreadable = asked.filter(({ kind }) => kind === "unreadable");
    const waiting = asked.filter(({ kind, message }) => isCall(kind) && sentAt(message) > settledSince);
    const failed = waiting.length === 0 || (await run(waiting.length, context)) ? [] : waiting;
    return {
      batchItemFailures: [...unreadable, ...failed].map(({ message }) => ({ itemIdentifier: message.messageId })),
    };
  };

  /** Whether the messages are answered. */
  async function run(count: number, context: InvocationContext): Promise<boolean> {
    const began = now();
    const time = Math.max(context.getRemainingTimeInMillis() - LAST_MILLISECONDS, 0);
    const end = new AbortController();
    const timer = setTimeout(() => end.abort(), time);
    try {
      const outcome = await runOnce(store, settings.sync, end.signal);
      say(runLine(settings.name, outcome, count, { at: now(), took: now() - began }));
      if (outcome.undone.length === 0) settledSince = began - CLOCKS_APART;
      return !outcome.undone.some(isWorthRetrying);
    } catch (error) {
      say(brokenLine(settings.name, error, now()));
      return false;
    } finally {
      clearTimeout(timer);
    }
  }

  function sayAside(asked: Asked & { readonly message: QueueMessage }): void {
    if (asked.kind === "unreadable") say({ event: "unreadable", messageId: asked.message.messageId });
    if (asked.kind !== "new-zone") return;
    const { zoneName, within } = asked;
    say({ event: "new-zone", zoneName, within, message: "it is not followed; if its names are asked for, add it" });
  }
}

function isCall(kind: Asked["kind"]): boolean {
  return kind === "schedule" || kind === "changed";
}

/** Messages without a time are always news. */
function sentAt({ attributes }: QueueMessage): number {
  return Number(attributes?.SentTimestamp ?? Number.POSITIVE_INFINITY);
}
