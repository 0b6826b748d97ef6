import type { Construct } from "constructs";
import { type Problem, problemText } from "../core";
import type { Kit } from "./kit";

/**
 * Ends the synthesis with one readable error that holds all problems, a line each.
 *
 * @throws {RefusedDescription} when there is one; without stack trace, which would say nothing about the description
 */
export function refuseProblems(problems: readonly Problem[], construct: Construct): void {
  if (problems.length === 0) return;
  const message = [`${construct.node.path}:`, ...problems.map(problemText)].join("\n  ");
  const error: RefusedDescription = Object.assign(new Error(message), { problems, path: construct.node.path });
  error.stack = `Error: ${error.message}`;
  throw error;
}

/** What a description is refused with. */
export interface RefusedDescription extends Error {
  readonly problems: readonly Problem[];
  /** Of the construct. */
  readonly path: string;
}

/** What `render` gives; what it finds wrong with the values at a path is a problem like others. */
export function refusingFaults<Result>(path: string, construct: Construct, render: () => Result): Result {
  try {
    return render();
  } catch (error) {
    const { code, message } = error as { code?: unknown; message: string };
    // The message of such an error ends in its code, as a problem's does.
    const text = message.replace(` (${code})`, "");
    if (typeof code === "string") refuseProblems([{ code, path, message: text }], construct);
    throw error;
  }
}

/** Ends the synthesis where our own provider is needed and not declared; it may be so after the construct. */
export function needsHybridDnsProvider<Provider>(kit: Kit<Provider>, construct: Construct, what: string): void {
  const problem = {
    code: "ACCESS_UNSTATED",
    path: "access",
    message: `${what}; declare it, e.g. new HybridDnsProvider(stack, "hybriddns", { region: "eu-west-1" })`,
  };
  const validate = () => (kit.hasHybridDnsProvider(construct) ? [] : [problemText(problem)]);
  construct.node.addValidation({ validate });
}

/** Shows what is worth a look and stops nothing. */
export function showNotices<Provider>(kit: Kit<Provider>, construct: Construct, notices: readonly Problem[]): void {
  for (const notice of notices) kit.warn(construct, problemText(notice));
}
