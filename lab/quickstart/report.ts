import pc from "picocolors";
import { answerTable } from "./answer-table";
import type { Outcome } from "./expectation";

/** Something looked at that is no question to DNS, e.g. what a preview shows. */
export interface Fact {
  readonly text: string;
  readonly passed: boolean;
  /** What was seen; shown where it did not pass. */
  readonly seen?: string | undefined;
}

/** One act of the quickstart. */
export interface Section {
  readonly title: string;
  readonly outcomes: readonly Outcome[];
  readonly facts: readonly Fact[];
}

/** A section as people read it. */
export function sectionText(section: Section, nameOf: (address: string) => string): string {
  const facts = section.facts.map(({ text, passed, seen }) =>
    passed
      ? `${pc.green("✓")}  ${text}`
      : `${pc.red("✗")}  ${text}${seen === undefined ? "" : pc.red(`\n     seen: ${seen}`)}`,
  );
  const table = section.outcomes.length === 0 ? [] : [answerTable(section.outcomes, nameOf)];
  return [`\n${pc.bold(section.title)}`, ...table, ...facts].join("\n");
}

export function count(sections: readonly Section[]): { passed: number; failed: number } {
  const all = sections.flatMap(({ outcomes, facts }) => [...outcomes, ...facts].map(({ passed }) => passed));
  return { passed: all.filter((passed) => passed).length, failed: all.filter((passed) => !passed).length };
}
