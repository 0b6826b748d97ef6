import { AwsError } from "../aws-error";
import type { BucketSize, Route53Settings } from "./settings";

/** The two independent budgets of an account: requests (all together, and each action) and changes to record sets. */
export interface RateLimits {
  /** Takes one request token of the account and one of the action. @throws {AwsError} Throttling, and takes nothing. */
  takeRequest(account: string, action: string): void;
  /** Takes the tokens of a batch of changes. @throws {AwsError} Throttling, and takes nothing. */
  takeChanges(account: string, tokens: number): void;
  /** What each bucket holds now, by its name: `ACCOUNT requests`, `ACCOUNT changes`, `ACCOUNT ACTION`. */
  tokens(): Record<string, number>;
  /** Tokens that all accounts have spent on changes since the last reset. */
  spentOnChanges(): number;
  /** Fills every bucket again. */
  reset(): void;
}

interface Bucket {
  tokens: number;
  at: number;
}

/** Rate limits on a given clock (milliseconds); `settings` is asked each time, so that a change holds at once. */
export function rateLimits(settings: () => Route53Settings, now: () => number): RateLimits {
  const buckets = new Map<string, Bucket>();
  let spent = 0;

  function filled(name: string, size: BucketSize): Bucket {
    const time = now();
    const bucket = buckets.get(name) ?? { tokens: size.burst, at: time };
    bucket.tokens = Math.min(size.burst, bucket.tokens + (Math.max(0, time - bucket.at) * size.perSecond) / 1000);
    bucket.at = time;
    buckets.set(name, bucket);
    return bucket;
  }

  return {
    takeRequest(account, action) {
      const { requests, requestsPerAction, requestsOf } = settings();
      const all = filled(`${account} requests`, requests);
      const own = filled(`${account} ${action}`, requestsOf[action] ?? requestsPerAction);
      if (all.tokens < 1 || own.tokens < 1) throw rateExceeded();
      all.tokens -= 1;
      own.tokens -= 1;
    },
    takeChanges(account, tokens) {
      const size = settings().changes;
      const bucket = filled(`${account} changes`, size);
      // A batch larger than the bucket is let through a full bucket, which then owes the rest: otherwise it could never run.
      if (bucket.tokens < Math.min(tokens, size.burst)) throw rateExceeded();
      bucket.tokens -= tokens;
      spent += tokens;
    },
    tokens: () => Object.fromEntries([...buckets].map(([name, { tokens }]) => [name, Math.floor(tokens)])),
    spentOnChanges: () => spent,
    reset: () => {
      buckets.clear();
      spent = 0;
    },
  };
}

function rateExceeded(): AwsError {
  return new AwsError("Throttling", "Rate exceeded");
}
