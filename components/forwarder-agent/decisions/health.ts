/** What was seen of the DNS service, second by second. */
export interface HealthState {
  /** Looks without an answer in a row, since the last restart. */
  readonly failures: number;
  /** Milliseconds of a clock that only goes forward; absent while all is well. */
  readonly failingSince: number | undefined;
}

export type HealthAction = "none" | "restart" | "power-off";

export const HEALTHY: HealthState = { failures: 0, failingSince: undefined };

const FAILURES_BEFORE_RESTART = 3;
const PATIENCE_MILLISECONDS = 30_000;

/**
 * What to do about one more look at the DNS service.
 *
 * | answered | failures in a row | not answering for | action |
 * | - | - | - | - |
 * | yes | – | – | none |
 * | no | 1, 2 | < 30 s | none |
 * | no | 3 | < 30 s | restart, and count from 0 |
 * | no | any | ≥ 30 s | power off: another machine is the cure |
 *
 * Only what the service answers by itself is asked, so an outage of an upstream is never a failure.
 */
export function nextHealth(
  state: HealthState,
  answered: boolean,
  now: number,
): { state: HealthState; action: HealthAction } {
  if (answered) return { state: HEALTHY, action: "none" };
  const failingSince = state.failingSince ?? now;
  const failures = state.failures + 1;
  if (now - failingSince >= PATIENCE_MILLISECONDS) return { state: { failures, failingSince }, action: "power-off" };
  if (failures < FAILURES_BEFORE_RESTART) return { state: { failures, failingSince }, action: "none" };
  return { state: { failures: 0, failingSince }, action: "restart" };
}
