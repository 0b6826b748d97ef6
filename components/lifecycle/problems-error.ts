import { faultError } from "../core/parsed";
import type { Problem } from "../core/problem";
import { problemText } from "../core/reading/finding";

/** An Error that holds what is wrong with a configuration, one by one. */
export interface ProblemsError extends Error {
  readonly problems: readonly Problem[];
}

/** One Error for all problems: a line each. */
export function problemsError(problems: readonly Problem[]): ProblemsError {
  const message = problems.map(problemText).join("\n");
  return Object.assign(faultError({ code: "BAD_CONFIGURATION", message }), { problems });
}
