import * as pulumi from "@pulumi/pulumi";
import type { Planning } from "../core/part-plan";
import type { Problem } from "../core/problem";

/** e.g. `sites.berlin.zones[0]: "eu.acmecorp.com" is also in … (ZONE_CLAIMED_TWICE)` */
export function describeProblem({ path, message, code }: Problem): string {
  return `${path}: ${message} (${code})`;
}

/**
 * Ends the program with one readable error that holds all problems, a line each.
 *
 * @throws {pulumi.ResourceError} when there is one; without stack trace, which would say nothing about the description
 */
export function refuseProblems(problems: readonly Problem[], component: pulumi.ComponentResource): void {
  if (problems.length === 0) return;
  throw new pulumi.ResourceError(problems.map(describeProblem).join("\n"), component, true);
}

/** Shows what is worth a look and stops nothing. */
export function showNotices(notices: readonly Problem[], component: pulumi.ComponentResource): void {
  for (const notice of notices) pulumi.log.warn(describeProblem(notice), component);
}

/** The plan, once it is known that nothing is wrong with it; nothing may be registered below the component before. */
export function acceptPlan<Plan>(planning: Planning<Plan>, component: pulumi.ComponentResource): Plan {
  refuseProblems(planning.problems, component);
  showNotices(planning.notices, component);
  return planning.plan as Plan;
}
