/**
 * Whether a rule's pattern lets an event through: of EventBridge's patterns those that our rules have, values, `exists` and
 * `$or`; any other content filter is refused, so that no rule seems to work here that is not understood.
 */
export function matchesEvent(pattern: unknown, event: unknown): boolean {
  if (typeof pattern !== "object" || pattern === null || Array.isArray(pattern)) {
    throw new Error(`expected a pattern, got ${JSON.stringify(pattern)}`);
  }
  const fields = typeof event === "object" && event !== null ? (event as { readonly [name: string]: unknown }) : {};
  return Object.entries(pattern).every(([name, expected]) => {
    if (name === "$or") return (expected as unknown[]).some((each) => matchesEvent(each, event));
    if (Array.isArray(expected)) return expected.some((each) => matchesValue(each, fields[name]));
    return matchesEvent(expected, fields[name]);
  });
}

function matchesValue(expected: unknown, value: unknown): boolean {
  if (typeof expected !== "object" || expected === null) {
    return Array.isArray(value) ? value.includes(expected) : value === expected;
  }
  const [filter, ...others] = Object.entries(expected);
  if (filter?.[0] !== "exists" || others.length > 0) {
    throw new Error(`the lab does not know the content filter ${JSON.stringify(expected)}`);
  }
  return (value !== undefined) === filter[1];
}
