import type { Arguments } from "./argument-schema";
import { type Finding, judge } from "./finding";
import type { Planning } from "./part-plan";
import { readArguments } from "./shape-check";
import { plainReader, type ValueReader, type Values } from "./values";
import type { Report } from "./written-values";

/** A part's own checks, and its plan, which is made only when nothing is wrong. */
export type PartPlanner<V extends Values, Config, Plan> = (
  config: Config,
  reader: ValueReader<V>,
  report: Report,
) => () => Plan;

/** Reads a part's arguments, checks them, and plans. */
export function planPart<V extends Values, Config, Plan>(
  args: Config,
  table: Arguments,
  given: ValueReader<V> | undefined,
  planner: PartPlanner<V, Config, Plan>,
): Planning<Plan> {
  const reader: ValueReader<V> = given ?? (plainReader as ValueReader<V>);
  const read = readArguments<Config>(args, table, reader.ownArguments);
  const findings: Finding[] = [...read.findings];
  const plan = planner(read.config, reader, (finding) => findings.push(finding));
  const { problems, notices } = judge(findings);
  return problems.length > 0 ? { problems, notices } : { plan: plan(), problems, notices };
}
