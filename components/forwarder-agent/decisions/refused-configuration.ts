/** A configuration that was not taken. */
export interface Refusal {
  readonly sha256: string;
  readonly reason: string;
  /** Whether it can be another time: what a checker refuses stays refused. */
  readonly final: boolean;
  readonly attempts: number;
  /** Milliseconds of a clock that only goes forward. */
  readonly at: number;
}

const FIRST_PAUSE_MILLISECONDS = 60_000;
const LONGEST_PAUSE_MILLISECONDS = 960_000;

/** Whether a configuration is tried now, after what was refused last. */
export function isTried(sha256: string, refusal: Refusal | undefined, now: number): boolean {
  if (refusal === undefined || refusal.sha256 !== sha256) return true;
  if (refusal.final) return false;
  const pause = Math.min(FIRST_PAUSE_MILLISECONDS * 2 ** (refusal.attempts - 1), LONGEST_PAUSE_MILLISECONDS);
  return now - refusal.at >= pause;
}

export function refused(
  earlier: Refusal | undefined,
  { sha256, reason, final }: Pick<Refusal, "sha256" | "reason" | "final">,
  now: number,
): Refusal {
  const attempts = earlier?.sha256 === sha256 ? earlier.attempts + 1 : 1;
  return { sha256, reason: reason.slice(0, 900), final, attempts, at: now };
}
