import type { Problem } from "../problem";
import { compareText } from "./argument-path";

/** What a check has found: a problem, or a notice; some are only worth saying when others are not there. */
export interface Finding extends Problem {
  /** Worth a look, stops nothing. */
  readonly notice?: boolean | undefined;
  /** Arguments that it follows from: it is not shown while one of them is unreadable. @default - that of `path` */
  readonly restsOn?: readonly string[] | undefined;
  /** Says that the argument of `path`, or this other one, could not be read, so that nothing follows from it. */
  readonly unreadable?: string | true | undefined;
}

export interface Judgement {
  readonly problems: readonly Problem[];
  readonly notices: readonly Problem[];
}

/** More are of no use to anybody, and a hostile description must not buy endless output. */
const MOST_SHOWN = 200;

/** Sorts findings into problems and notices, by path, without those that only follow from something unreadable. */
export function judge(findings: readonly Finding[]): Judgement {
  const unreadable = new Set(
    findings.flatMap(({ unreadable, path }) =>
      unreadable === undefined
        ? []
        : unreadable === true
          ? ownersOf(path)
          : [...ownersOf(path), ...ownersOf(unreadable)],
    ),
  );
  const follows = (finding: Finding) =>
    finding.unreadable === undefined && (finding.restsOn ?? [finding.path]).some((owner) => unreadable.has(owner));
  const shown = findings
    .filter((finding) => !follows(finding))
    .map(({ code, path, message, notice }) => ({ problem: { code, path, message }, notice }))
    .sort(({ problem: left }, { problem: right }) => compareProblems(left, right))
    .filter(({ problem }, index, sorted) => index === 0 || compareProblems(sorted[index - 1]!.problem, problem) !== 0);
  return {
    problems: shortened(shown.filter(({ notice }) => !notice).map(({ problem }) => problem)),
    notices: shortened(shown.filter(({ notice }) => notice).map(({ problem }) => problem)),
  };
}

/** The way problems are printed: `path: message (CODE)`. */
export function problemText({ code, path, message }: Problem): string {
  return `${path === "" ? "" : `${path}: `}${message} (${code})`;
}

/** A path and those of all arguments around it. Keys with dots give some that are none, which nothing rests on. */
function ownersOf(path: string): readonly string[] {
  const ends = [...path.matchAll(/[.[]/g)].map(({ index }) => index);
  return ["", ...ends.map((end) => path.slice(0, end)), path];
}

function shortened(problems: readonly Problem[]): readonly Problem[] {
  if (problems.length <= MOST_SHOWN) return problems;
  const message = `${problems.length - MOST_SHOWN} more are not shown; mend these first`;
  return [...problems.slice(0, MOST_SHOWN), { code: "TOO_MANY_PROBLEMS", path: "", message }];
}

function compareProblems(left: Problem, right: Problem): number {
  return (
    comparePaths(left.path, right.path) ||
    compareText(left.code, right.code) ||
    compareText(left.message, right.message)
  );
}

/** Indexes as numbers, all else as text. */
function comparePaths(left: string, right: string): number {
  const [leftParts, rightParts] = [left.split(/\[(\d+)\]/), right.split(/\[(\d+)\]/)];
  for (const [index, part] of leftParts.entries()) {
    const other = rightParts[index];
    if (other === undefined) return 1;
    const order = index % 2 === 1 ? Number(part) - Number(other) : compareText(part, other);
    if (order !== 0) return order;
  }
  return leftParts.length - rightParts.length;
}
