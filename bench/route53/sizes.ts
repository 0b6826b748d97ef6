import { type Bar, count, mebibytes, median, type Part } from "../terraform/report";
import { type ContestFront, UNTHROTTLED, withContestFront } from "./contest-front";
import { networksOf, renumbered, SHORT_DOMAIN } from "./hosts";
import type { Networks } from "./job";
import {
  isAtBound,
  type Measured,
  type MeasuredPhase,
  measured,
  measuredPhase,
  PHASE_TITLES,
  PHASES,
} from "./measured";
import { type Octodns, octodns } from "./octodns";
import { ours } from "./ours";
import { HEAD, rowOf } from "./rows";

/** What a size has to be better than. */
interface SizeBars {
  /** Of octoDNS' processor time, for a plan without changes. */
  readonly mostOfOctodns: number;
  readonly mostBytes?: number;
}

const MEBIBYTE = 1024 * 1024;

/** From this number of hosts on. */
const BARS: readonly (readonly [number, SizeBars])[] = [
  [100_000, { mostOfOctodns: 1 / 8, mostBytes: 300 * MEBIBYTE }],
  [10_000, { mostOfOctodns: 1 / 4 }],
];

export interface SizeOptions {
  /** Our program, as `compileOurs` gives it. */
  readonly program: string;
  readonly folder: string;
  /** How often the plan without changes is measured, both in turns. */
  readonly pairs: number;
  /** Why octoDNS takes no part, if it does not. */
  readonly octodnsMissing: string | undefined;
  /** Whether octoDNS, too, makes the records and does not only plan. */
  readonly octodnsCreates: boolean;
  readonly say: (text: string) => void;
}

/** An A and a PTR record for each host: made, planned without changes, renumbered and deleted. */
export function size(hosts: number, options: SizeOptions): Promise<Part> {
  const networks = networksOf(hosts, SHORT_DOMAIN);
  return withContestFront(options.folder, UNTHROTTLED, networks, async (front) => {
    const { own, plans } = await contest(front, networks, options);
    const title = `${count(hosts)} A + ${count(hosts)} PTR`;
    const theirs = options.octodnsMissing === undefined ? await theirCreation(networks, options) : [];
    const rows = [
      ...own.map((each) => rowOf(`hybrid-dns: ${PHASE_TITLES[each.phase]}`, each, each.bound)),
      ...(plans.length > 0 ? [rowOf("octoDNS: plan without changes", middle(plans.map(({ them }) => them)))] : []),
      ...theirs.map((each) => rowOf(`octoDNS: create${each.taken.exitCode === 0 ? "" : ", failed"}`, each)),
    ];
    const missing = [
      ...(options.octodnsMissing === undefined ? [] : [`octoDNS: skipped. ${options.octodnsMissing}`]),
      ...theirs.filter(({ taken }) => taken.exitCode !== 0).map(({ taken }) => `octoDNS: ${lastLine(taken.output)}`),
    ];
    return { title, head: HEAD, rows, bars: barsOf(title, hosts, own, plans), missing };
  });
}

interface Pair {
  readonly us: Measured;
  readonly them: Measured;
}

/** All phases of ours; the plan without changes by turns with octoDNS on what we have made. */
async function contest(front: ContestFront, networks: Networks, options: SizeOptions) {
  const { program, folder, pairs, octodnsMissing, say } = options;
  const moved = renumbered(networks);
  const us = await ours(program, folder, front, true);
  const them: Octodns | undefined = octodnsMissing === undefined ? await octodns(folder, front, networks) : undefined;
  const own: MeasuredPhase[] = [];
  const plans: Pair[] = [];
  for (const phase of PHASES) {
    say(`hybrid-dns: ${PHASE_TITLES[phase]}`);
    const result = await measuredPhase(front, us, phase, networks, moved);
    if (phase !== "plan" || !them) own.push(result);
    else {
      const results = [result];
      for (let pair = 0; pair < pairs; pair++) {
        if (pair > 0) results.push(await measuredPhase(front, us, phase, networks, moved));
        say("octoDNS: plan without changes");
        plans.push({ us: results.at(-1)!, them: await measured(front, () => them.plan()) });
      }
      own.push(middle(results));
    }
    const said = result.taken.output.trim();
    if (phase === "plan" && said !== "no changes")
      throw new Error(`hybrid-dns found changes where there are none: ${said}`);
  }
  for (const { them } of plans) {
    if (!/No changes were planned/.test(them.taken.output)) {
      throw new Error(`octoDNS found changes where there are none:\n${them.taken.output.slice(0, 2000)}`);
    }
  }
  return { own, plans };
}

/** octoDNS making the same records, in empty zones of its own. */
async function theirCreation(networks: Networks, options: SizeOptions): Promise<readonly Measured[]> {
  const { folder, octodnsCreates, say } = options;
  if (!octodnsCreates) return [];
  say("octoDNS: create");
  return withContestFront(folder, UNTHROTTLED, networks, async (front) => {
    const them = await octodns(folder, front, networks);
    return [await measured(front, () => them.sync())];
  });
}

function barsOf(title: string, hosts: number, own: readonly MeasuredPhase[], plans: readonly Pair[]): Bar[] {
  const excess = own.filter((each) => !isAtBound(each)).map(({ phase }) => PHASE_TITLES[phase]);
  const plan = own.find(({ phase }) => phase === "plan")!;
  const bars = BARS.find(([from]) => hosts >= from)?.[1];
  const ratio = median(plans.map(({ us, them }) => us.taken.cpuSeconds / them.taken.cpuSeconds));
  return [
    {
      what: `${title}: calls and tokens of every phase`,
      limit: "the least possible, exactly",
      measured: excess.length === 0 ? "the least" : `not the least in: ${excess.join(", ")}`,
      met: excess.length === 0,
    },
    ...(plans.length > 0 && bars
      ? [
          {
            what: `${title}: CPU of a plan without changes, of octoDNS'`,
            limit: `≤ 1/${1 / bars.mostOfOctodns}`,
            measured: `1/${(1 / ratio).toFixed(1)}`,
            met: ratio <= bars.mostOfOctodns,
          },
        ]
      : []),
    ...(bars?.mostBytes
      ? [
          {
            what: `${title}: memory of a plan without changes`,
            limit: `≤ ${mebibytes(bars.mostBytes)}`,
            measured: mebibytes(plan.taken.peakBytes),
            met: plan.taken.peakBytes <= bars.mostBytes,
          },
        ]
      : []),
  ];
}

/** The one with the middle processor time. */
function middle<T extends Measured>(results: readonly T[]): T {
  return results.toSorted((left, right) => left.taken.cpuSeconds - right.taken.cpuSeconds)[
    Math.floor(results.length / 2)
  ]!;
}

function lastLine(output: string): string {
  return output.trim().split("\n").at(-1)!.slice(0, 300);
}
