const LONGEST_FACTOR = 12;

/** How long to wait after failures in a row: doubled by each, up to twelvefold. */
export function pauseAfter(failures: number, milliseconds: number): number {
  return milliseconds * Math.min(2 ** failures, LONGEST_FACTOR);
}
