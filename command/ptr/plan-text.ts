import Table from "cli-table3";
import pc from "picocolors";
import { shownText } from "../../components/core/shown-text";
import { plainTable } from "../../lab/quickstart/plain-table";
import type { ChangeReport, ConflictReport, PlanReport, ReportedSet, ZoneReport } from "./plan-report";

/** Lines of changes, and of what is skipped, that a person reads; all of it is in `--json`. */
const MOST_CHANGES = 100;
const MOST_SKIPPED = 20;

const FORCE = "; --force writes it all the same";

export interface TextSettings {
  readonly colours: boolean;
  /** Only what became of it. */
  readonly brief?: boolean | undefined;
}

/** A line a zone, then each PTR record that is added, changed, removed or in conflict, then what gets none and why. */
export function planText(report: PlanReport, { colours, brief = false }: TextSettings): string {
  const paint = pc.createColors(colours);
  const stops = report.zones.flatMap((zone) => stopLines(zone).map((line) => paint.red(line)));
  const unreadable = report.unreadable.map(({ zoneName, zoneId, message }) =>
    paint.red(`${zoneName} (${zoneId}) is not read: ${oneLine(message)}`),
  );
  const plan = [summaryTable(report.zones), changeLines(report.zones, paint)];
  const blocks = brief
    ? [stops, [conclusion(report)]]
    : [...plan, stops, unreadable, skippedLines(report.skipped), [conclusion(report)]];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

type Paint = ReturnType<typeof pc.createColors>;

function summaryTable(zones: readonly ZoneReport[]): readonly string[] {
  if (zones.length === 0) return [];
  const colAligns = ["left", "right", "right", "right", "right", "right", "right"] as const;
  const head = ["zone", "ours", "others'", "add", "change", "remove", "conflicts"];
  const table = new Table({ head, ...plainTable, colAligns: [...colAligns] });
  for (const { zoneName, existing, foreign, changes, conflicts } of zones) {
    const count = (action: ChangeReport["action"]) => changes.filter((change) => change.action === action).length;
    table.push([zoneName, existing, foreign, count("create"), count("update"), count("delete"), conflicts.length]);
  }
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd());
}

function changeLines(zones: readonly ZoneReport[], paint: Paint): readonly string[] {
  const lines = zones.flatMap(({ changes, conflicts }) => [
    ...changes.map((change) => changeLine(change, paint)),
    ...conflicts.map((conflict) => paint.red(conflictLine(conflict))),
  ]);
  return shortened(lines, MOST_CHANGES);
}

function changeLine({ action, name, address, type, before, after }: ChangeReport, paint: Paint): string {
  const what = type === "PTR" ? (address ?? name) : `${name} ${type}`;
  switch (action) {
    case "create":
      return paint.green(`+ ${what}  ${targetsOf(after!)}`);
    case "delete":
      return paint.red(`- ${what}  ${targetsOf(before!)}`);
    case "update":
      return paint.yellow(`~ ${what}  ${updateText(before!, after!)}`);
  }
}

function updateText(before: ReportedSet, after: ReportedSet): string {
  const [old, now] = [targetsOf(before), targetsOf(after)];
  const names = old === now ? now : `${old} → ${now}`;
  return before.ttlSeconds === after.ttlSeconds ? names : `${names} (TTL ${before.ttlSeconds} → ${after.ttlSeconds})`;
}

function conflictLine({ name, address, found, wanted }: ConflictReport): string {
  const standing = found.routing ?? `${found.type === "PTR" ? "" : `a ${found.type} to `}${targetsOf(found)}`;
  const adopt =
    found.routing === undefined && found.type === "PTR" && address !== undefined
      ? `remove it, or take it over: "policy": { "adopt": ["${address}"] }`
      : "remove it";
  return `! ${address ?? name}  is ${standing}, not ours, and should be ${targetsOf(wanted)}; ${adopt}`;
}

function stopLines({ zoneName, refusals, outcome }: ZoneReport): readonly string[] {
  if (outcome?.stop) {
    const { reason, message } = outcome.stop;
    const what = reason === "guarded" ? `${message}${FORCE}` : `${reason}: ${oneLine(message)}`;
    return [`${zoneName}: ${outcome.written} written, ${outcome.left} left: ${what}`];
  }
  return outcome ? [] : refusals.map((refusal) => `${zoneName} stays as it is: ${refusal}${FORCE}`);
}

function skippedLines(skipped: PlanReport["skipped"]): readonly string[] {
  if (skipped.length === 0) return [];
  const lines = skipped.map(({ name, what, reason }) => `  ${name} ${what}: ${reason}`);
  return [`without PTR record (${skipped.length})`, ...shortened(lines, MOST_SKIPPED)];
}

function conclusion(report: PlanReport): string {
  const { length } = report.unreadable;
  if (length === 0) return workText(report);
  return `${workText(report)}; ${length === 1 ? "one zone is" : `${length} zones are`} not read`;
}

function workText({ summary, zones }: PlanReport): string {
  const { creates, updates, deletes, calls } = summary;
  const outcomes = zones.flatMap(({ outcome }) => outcome ?? []);
  if (outcomes.length > 0) {
    const sum = (part: "written" | "left") => outcomes.reduce((total, outcome) => total + outcome[part], 0);
    return `${sum("written")} written, ${sum("left")} left`;
  }
  if (creates + updates + deletes === 0) return "nothing to write";
  return `${creates} to add, ${updates} to change, ${deletes} to remove, in ${calls} ${calls === 1 ? "call" : "calls"}`;
}

function shortened(lines: readonly string[], most: number): readonly string[] {
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most), `… and ${lines.length - most} more, which --json has`];
}

/** Targets as text; those that are no names of hosts escaped, so that none forges a line. */
function targetsOf({ targets }: ReportedSet): string {
  return targets.map((target) => (/^[a-z0-9_./-]+$/.test(target) ? target : shownText(target))).join(", ");
}

function oneLine(message: string): string {
  return message.replace(/\s+/g, " ");
}
