import Table from "cli-table3";
import pc from "picocolors";
import { expectationText, type Outcome } from "./expectation";
import { plainTable } from "./plain-table";

const answerWidth = 44;

/**
 * Asked where, what, answer, answered by, milliseconds.
 *
 * @param nameOf - who has an address, e.g. `acme-hub-a`
 */
export function answerTable(outcomes: readonly Outcome[], nameOf: (address: string) => string): string {
  const table = new Table({
    head: ["", "asked at", "what", "answer", "answered by", "ms"],
    ...plainTable,
    colAligns: ["left", "left", "left", "left", "left", "right"],
  });
  for (const outcome of outcomes)
    table.push([
      outcome.passed ? pc.green("✓") : pc.red("✗"),
      outcome.at,
      what(outcome),
      outcome.passed ? answerText(outcome) : pc.red(`${answerText(outcome)}, not ${expectationText(outcome.expected)}`),
      outcome.answer.answeredBy === undefined ? "" : nameOf(outcome.answer.answeredBy),
      outcome.answer.milliseconds === undefined ? "" : String(outcome.answer.milliseconds),
    ]);
  return table.toString();
}

const what = ({ name, type, server }: Outcome): string =>
  [name, type === undefined || type === "A" ? "" : type, server === undefined ? "" : `@${server}`]
    .filter((part) => part !== "")
    .join(" ");

function answerText({ answer: { status, values, transport } }: Outcome): string {
  if (status !== "NOERROR") return status;
  if (values.length === 0) return "NOERROR, no such record";
  const text = values.join(" ");
  return text.length <= answerWidth ? text : `${text.length} characters over ${transport}`;
}
