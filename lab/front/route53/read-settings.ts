import { awsSettings, type BucketSize, type Route53Settings } from "./settings";

/** Reads changed settings from JSON. @throws {Error} that names what is unknown or no number. */
export function readSettings(value: unknown): Partial<Route53Settings> {
  const changes: Record<string, unknown> = {};
  for (const [name, given] of Object.entries(membersOf("the settings", value))) {
    const usual: unknown = Object.hasOwn(awsSettings, name) ? awsSettings[name as keyof Route53Settings] : undefined;
    if (usual === undefined) {
      throw new Error(`${name}: no such setting; there are ${Object.keys(awsSettings).join(", ")}`);
    }
    if (typeof usual === "number") changes[name] = amount(name, given);
    else if (name === "requestsOf") changes[name] = bucketsOf(name, given);
    else changes[name] = bucket(name, given);
  }
  return changes as Partial<Route53Settings>;
}

function bucketsOf(name: string, value: unknown): Record<string, BucketSize> {
  const buckets = Object.entries(membersOf(name, value));
  return Object.fromEntries(buckets.map(([action, given]) => [action, bucket(`${name}.${action}`, given)]));
}

function bucket(name: string, value: unknown): BucketSize {
  const { burst, perSecond } = membersOf(name, value);
  return { burst: amount(`${name}.burst`, burst), perSecond: amount(`${name}.perSecond`, perSecond) };
}

function amount(name: string, value: unknown): number {
  if (typeof value === "number" && Number.isFinite(value) && value >= 0) return value;
  throw new Error(`${name}: got ${JSON.stringify(value)}, expected a number of 0 or more`);
}

function membersOf(name: string, value: unknown): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new Error(`${name}: got ${JSON.stringify(value)}, expected an object`);
}
