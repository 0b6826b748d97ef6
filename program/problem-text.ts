import type { Problem } from "../components/core/problem";
import { problemText } from "../components/core/reading/finding";

/** The same problem with the whole path of its argument, the way `pulumi config set --path` takes it. */
export function inBlock(blockPath: string, problem: Problem): Problem {
  const { path } = problem;
  if (path === "") return { ...problem, path: blockPath };
  return { ...problem, path: path.startsWith("[") ? `${blockPath}${path}` : `${blockPath}.${path}` };
}

/** All problems as one readable text, a line each. */
export function describeProblems(problems: readonly Problem[]): string {
  const count = problems.length === 1 ? "a problem" : `${problems.length} problems`;
  const lines = problems.map((problem) => `  ${problemText(problem)}`);
  return [`The configuration of this stack has ${count}; nothing was changed:`, ...lines].join("\n");
}
