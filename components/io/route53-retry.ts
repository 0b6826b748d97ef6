import { faultError } from "../core/parsed";
import type { Clock } from "./clock";
import type { TokenBucket } from "./token-bucket";

/** What an error of a call means for whoever made it. */
export type Failure = "throttled" | "busy" | "transient" | "refused" | "gone" | "final";

const MEANINGS: { readonly [errorName: string]: Failure } = {
  Throttling: "throttled",
  ThrottlingException: "throttled",
  RequestThrottled: "throttled",
  TooManyRequestsException: "throttled",
  PriorRequestNotComplete: "busy",
  InvalidChangeBatch: "refused",
  NoSuchHostedZone: "gone",
  CredentialsProviderError: "final",
};

const FIRST_PAUSE = 200;
const LONGEST_PAUSE = 10_000;
/** About a minute in all. */
const MOST_TRANSIENT = 8;

/** The SDK's error, as far as it is looked at. */
interface CallError extends Error {
  readonly $metadata?: { readonly httpStatusCode?: number | undefined } | undefined;
  /** Of InvalidChangeBatch: one text a change. */
  readonly messages?: readonly string[] | undefined;
}

export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return "final";
  const meaning = MEANINGS[error.name];
  if (meaning) return meaning;
  if (/rate exceeded/i.test(error.message)) return "throttled";
  const status = (error as CallError).$metadata?.httpStatusCode;
  // Without an answer, or with an answer that says nothing about the request.
  return status === undefined || status < 400 || status >= 500 ? "transient" : "final";
}

/** What whoever makes calls says of them. */
export interface CallSettings {
  /** Of a call that fails for no reason of its own @default - about a minute's worth */
  readonly mostTries?: number | undefined;
  /** Where the credentials come from, as a sentence without its full stop, in the words of the front end. */
  readonly credentials: string;
}

/** How one call is made. */
export interface CallManner extends CallSettings {
  readonly requests: TokenBucket;
  readonly clock: Clock;
  /** In milliseconds, between two tries. */
  readonly longestPause?: number | undefined;
  /** Told each time that the service says that there was too much. */
  readonly onThrottled?: (() => void) | undefined;
}

/**
 * Makes a call until it is answered. Throttling and a change that another one in the zone has to wait for are sat out
 * however long they last: they end. What looks like a broken connection or server is tried a number of times.
 *
 * @throws an Error with `code` BATCH_REFUSED, ZONE_GONE or ANSWER_LOST; what AWS refuses for other reasons has none
 */
export async function answered<T>(call: () => Promise<T>, what: string, manner: CallManner): Promise<T> {
  const { requests, clock, credentials, mostTries = MOST_TRANSIENT, longestPause = LONGEST_PAUSE } = manner;
  let transient = 0;
  for (let attempt = 0; ; attempt++) {
    await requests.take(1);
    try {
      return await call();
    } catch (error) {
      const failure = failureOf(error);
      if (failure === "throttled") {
        requests.drain();
        manner.onThrottled?.();
      } else if (failure !== "busy" && (failure !== "transient" || ++transient >= mostTries)) {
        throw readable(error, failure, what, transient, credentials);
      }
      const longest = Math.min(longestPause, FIRST_PAUSE * 2 ** Math.min(attempt, 10));
      await clock.sleep(longest * (0.5 + clock.random() / 2));
    }
  }
}

/** A plain Error: classes of the SDK do not survive everywhere. */
function readable(error: unknown, failure: Failure, what: string, tries: number, credentials: string): Error {
  const { name, message, messages } = error as CallError;
  const said = messages && messages.length > 0 ? messages.join("; ") : message;
  const text = `${what}: ${said}`;
  switch (failure) {
    case "refused":
      return faultError({ code: "BATCH_REFUSED", message: text });
    case "gone":
      return faultError({ code: "ZONE_GONE", message: text });
    case "transient":
      return faultError({ code: "ANSWER_LOST", message: `${text} (${name}), also after ${tries} tries` });
    default:
      return new Error(name === "CredentialsProviderError" ? `${text}. ${credentials}` : `${text} (${name})`);
  }
}
