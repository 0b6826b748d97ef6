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

type Options = pulumi.ComponentResourceOptions | undefined;

/** What was shown at a component: what is below it has it from the same description and would show it again. */
const shownAt = new WeakMap<pulumi.Resource, Set<string>>();

/** Shows what is worth a look and stops nothing; a part of something bigger leaves it to that. */
export function showNotices(notices: readonly Problem[], component: pulumi.ComponentResource, opts: Options): void {
  const whole = shownBefore(opts);
  const texts = whole === undefined ? notices.map(describeProblem) : [];
  for (const text of texts) pulumi.log.warn(text, component);
  shownAt.set(component, whole ?? new Set(texts));
}

/** Shows what was found once values were known. */
export function showFurtherNotices(
  notices: readonly Problem[],
  component: pulumi.ComponentResource,
  opts: Options,
): void {
  const before = shownBefore(opts);
  const texts = notices.map(describeProblem).filter((text) => !before?.has(text));
  for (const text of texts.slice(0, mostShown)) pulumi.log.warn(text, component);
  if (texts.length > mostShown) pulumi.log.warn(`and ${texts.length - mostShown} more of this kind`, component);
}

/** A forgotten reverse zone may cost thousands of names. */
const mostShown = 20;

function shownBefore(opts: Options): Set<string> | undefined {
  return opts?.parent && shownAt.get(opts.parent);
}

/** The plan, once it is known that nothing is wrong with it; nothing may be registered below the component before. */
export function acceptPlan<Plan>(planning: Planning<Plan>, component: pulumi.ComponentResource, opts: Options): Plan {
  refuseProblems(planning.problems, component);
  showNotices(planning.notices, component, opts);
  return planning.plan as Plan;
}
