import type { MendingRule } from "./rule";

/** Every rule, in the order in which they see a call. */
export const mendingRules: readonly MendingRule[] = [];
