/** A map as text that is the same for the same content: keys sorted, absent and empty maps left out, some keys too. */
export function canonicalText(map: object, except: readonly string[] = []): string {
  const kept = Object.entries(map).filter(([key]) => !except.includes(key));
  return JSON.stringify(canonical(Object.fromEntries(kept)));
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value)
    .map(([key, part]) => [key, canonical(part)] as const)
    .filter(([, part]) => part !== undefined && !isEmptyMap(part))
    .sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries);
}

function isEmptyMap(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
}
