import type { Lookup, Status } from "./client/client-settings";

/** What a client may see at worst. */
export interface Bar {
  readonly lost: number;
  /** A lookup that takes longer is lost. @default - as long as the client itself waits */
  readonly withinMilliseconds?: number | undefined;
  /** Of a hundred lookups, ninety-nine take no longer. */
  readonly p99Milliseconds?: number | undefined;
}

/** What a client saw, and what of it is worse than its bar. */
export interface Seen {
  readonly asked: number;
  /** With the status that is right for the name, in time. */
  readonly answered: number;
  readonly lost: number;
  /** Of the lookups with the right status, those that were too late among them. */
  readonly slowestMilliseconds: number;
  readonly p99Milliseconds: number;
  /** How many lookups ended how, e.g. `{ NOERROR: 80, NXDOMAIN: 20 }`. */
  readonly statuses: { readonly [status in Status]?: number };
  /** What is worse than the bar, in words; empty when it is met. */
  readonly misses: readonly string[];
}

/**
 * Counts what became of a client's questions.
 *
 * @param margin - times are held against the bar's, times this: on a machine with other work, all is slow
 */
export function judge(lookups: readonly Lookup[], bar: Bar | undefined, margin = 1): Seen {
  const right = lookups.filter(({ status, expected }) => status === expected);
  const within = bar?.withinMilliseconds === undefined ? Number.POSITIVE_INFINITY : bar.withinMilliseconds * margin;
  const late = right.filter(({ milliseconds }) => milliseconds > within);
  const wrong = lookups.filter(({ status, expected }) => status !== expected);
  const times = right.map(({ milliseconds }) => milliseconds).toSorted((a, b) => a - b);
  const lost = wrong.length + late.length;
  const seen = {
    asked: lookups.length,
    answered: lookups.length - lost,
    lost,
    slowestMilliseconds: times.at(-1) ?? 0,
    p99Milliseconds: times[Math.ceil(times.length * 0.99) - 1] ?? 0,
    statuses: countBy(lookups),
  };
  return { ...seen, misses: bar === undefined ? [] : [...missesOf(seen, bar, margin, [...wrong, ...late])] };
}

function countBy(lookups: readonly Lookup[]): { [status in Status]?: number } {
  const counts: { [status in Status]?: number } = {};
  for (const { status } of lookups) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

function* missesOf(
  { asked, lost, p99Milliseconds }: Omit<Seen, "misses">,
  bar: Bar,
  margin: number,
  losses: readonly Lookup[],
): Generator<string> {
  if (asked === 0) yield "nothing was asked";
  if (lost > bar.lost) yield `${lost} lost, at most ${bar.lost} expected: ${examples(losses)}`;
  if (bar.p99Milliseconds !== undefined && p99Milliseconds > bar.p99Milliseconds * margin)
    yield `99 of 100 took up to ${p99Milliseconds} ms, at most ${bar.p99Milliseconds * margin} ms expected`;
}

const shown = 3;

/** e.g. `app1.cloud.acmecorp.com SERVFAIL after 3 ms (10.20.1.53); … and 12 more` */
function examples(losses: readonly Lookup[]): string {
  const texts = losses
    .slice(0, shown)
    .map(
      ({ name, status, milliseconds, atMilliseconds, answeredBy }) =>
        `${name} ${status} after ${milliseconds} ms at ${atMilliseconds} ms${answeredBy === undefined ? "" : ` (${answeredBy})`}`,
    );
  return [...texts, ...(losses.length > shown ? [`… and ${losses.length - shown} more`] : [])].join("; ");
}
