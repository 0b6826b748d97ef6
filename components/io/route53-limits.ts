import type { PtrRecordsAccess } from "../lifecycle/ptr-records-properties";
import { type Clock, systemClock } from "./clock";
import { type TokenBucket, tokenBucket } from "./token-bucket";

/** What Route 53 allows an account; other programs draw on it too, so it is a start and not a promise. */
export interface Route53Pace {
  readonly requestBurst: number;
  readonly requestsPerSecond: number;
  readonly changeBurst: number;
  readonly changesPerSecond: number;
}

const DOCUMENTED_PACE: Route53Pace = {
  requestBurst: 50,
  requestsPerSecond: 10,
  changeBurst: 1500,
  changesPerSecond: 100,
};

/** What all calls to one account share. */
export interface Route53Limits {
  readonly requests: TokenBucket;
  readonly changes: TokenBucket;
  /** Runs a task when those before it in the same zone are done: Route 53 takes one change at a time. */
  inTurn<T>(zoneId: string, task: () => Promise<T>): Promise<T>;
}

export function route53Limits(pace: Route53Pace = DOCUMENTED_PACE, clock: Clock = systemClock): Route53Limits {
  const turns = new Map<string, Promise<unknown>>();
  return {
    requests: tokenBucket(pace.requestBurst, pace.requestsPerSecond, clock),
    changes: tokenBucket(pace.changeBurst, pace.changesPerSecond, clock),
    inTurn: (zoneId, task) => {
      const before = turns.get(zoneId) ?? Promise.resolve();
      const turn = before.then(task, task);
      turns.set(zoneId, turn);
      const leave = () => {
        if (turns.get(zoneId) === turn) turns.delete(zoneId);
      };
      turn.then(leave, leave);
      return turn;
    },
  };
}

const shared = new Map<string, Route53Limits>();

/**
 * The limits of an account, the same for all of this process that reach it alike. Which account credentials belong to is not
 * asked: another way to the same account counts as another, and learns from what the service answers.
 */
export function sharedLimits(access: PtrRecordsAccess, environment: NodeJS.ProcessEnv = process.env): Route53Limits {
  const account = accountOf(access, environment);
  const limits = shared.get(account) ?? route53Limits();
  shared.set(account, limits);
  return limits;
}

function accountOf({ assumeRoles = [], profile, endpoint }: PtrRecordsAccess, environment: NodeJS.ProcessEnv): string {
  const role = assumeRoles.at(-1)?.roleArn;
  const identity =
    role === undefined
      ? profile !== undefined
        ? `profile ${profile}`
        : `key ${environment["AWS_ACCESS_KEY_ID"] ?? ""} profile ${environment["AWS_PROFILE"] ?? ""}`
      : `account ${role.split(":")[4]}`;
  return `${endpoint ?? environment["AWS_ENDPOINT_URL_ROUTE_53"] ?? environment["AWS_ENDPOINT_URL"] ?? ""} ${identity}`;
}
