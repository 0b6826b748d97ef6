import { resolvePtrPolicy } from "../ptr-policy";
import type { Report } from "../reading/written-values";
import type { PtrPolicyConfig } from "../record-config";

/** Checks how PTR records are to follow. */
export function checkPtrPolicy(policy: PtrPolicyConfig | undefined, path: string, report: Report): void {
  const lists = [policy?.exclude, policy?.prefer, policy?.adopt].flatMap((list) => list ?? []);
  // Entries that are no text have been reported and left out.
  if (policy === undefined || lists.some((entry: unknown) => entry === undefined)) return;
  for (const problem of resolvePtrPolicy(policy, path).problems) report(problem);
}
