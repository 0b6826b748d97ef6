import type { Answer, Question } from "./ask";

/** A question, and what its answer must be. */
export interface Check extends Question {
  readonly expected: Expectation;
}

export type Expectation =
  | { readonly values: readonly string[] }
  /** e.g. `NXDOMAIN`, `REFUSED`, `no answer` */
  | { readonly status: string }
  /** All values together are so long, and come over TCP. */
  | { readonly characters: number };

/** A check with what came back. */
export interface Outcome extends Check {
  readonly answer: Answer;
  readonly passed: boolean;
}

export function judge(check: Check, answer: Answer): Outcome {
  return { ...check, answer, passed: fulfils(check.expected, answer) };
}

function fulfils(expected: Expectation, answer: Answer): boolean {
  if ("status" in expected) return answer.status === expected.status;
  if (answer.status !== "NOERROR") return false;
  if ("characters" in expected)
    return answer.values.join("").replace(/["\s]/g, "").length === expected.characters && answer.transport === "TCP";
  const wanted = expected.values.toSorted();
  // nothing expected would be fulfilled by anything that is missing
  return (
    wanted.length > 0 &&
    wanted.length === answer.values.length &&
    wanted.every((value, index) => value === answer.values[index])
  );
}

/** What was expected, in a few words. */
export function expectationText(expected: Expectation): string {
  if ("status" in expected) return expected.status;
  return "characters" in expected ? `${expected.characters} characters over TCP` : expected.values.join(" ");
}
