import type { Planning } from "../part-plan";
import type { Arguments } from "../reading/argument-schema";
import { type Finding, judge } from "../reading/finding";
import { readArguments } from "../reading/shape-check";
import type { Report } from "../reading/written-values";
import { plainReader, type ValueReader, type Values } from "../values";

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
