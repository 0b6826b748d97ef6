import { isUnknown, type Properties, type PropertyValue } from "./property-values";
import type { Argument } from "./resource-type";

export type PropertyDifference = "add" | "delete" | "update";

/** The form in which values are compared: lists that are sets sorted, members without a value left out. */
export function comparable(value: PropertyValue | undefined, argument: Argument): PropertyValue | undefined {
  if (value === undefined) return undefined;
  const normal = argument.normalise === undefined || isUnknown(value) ? value : argument.normalise(value);
  const members = withoutEmpty(normal);
  if (argument.set && Array.isArray(members)) {
    return [...members].sort((a, b) => compareText(canonicalText(a), canonicalText(b)));
  }
  return members;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A block's member that is given as nothing is as good as absent: `""`, `[]`. */
function withoutEmpty(value: PropertyValue): PropertyValue {
  if (typeof value !== "object") return typeof value === "string" ? value : String(value);
  if (Array.isArray(value)) return value.map(withoutEmpty);
  const result: { [name: string]: PropertyValue } = {};
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined || name.startsWith("__") || isEmpty(member)) continue;
    result[name] = withoutEmpty(member as PropertyValue);
  }
  return result;
}

function isEmpty(value: PropertyValue): boolean {
  return value === "" || (Array.isArray(value) && value.length === 0);
}

/** The same text for the same value, whatever the order of members. */
export function canonicalText(value: PropertyValue | undefined): string {
  if (value === undefined) return "";
  if (typeof value !== "object") return JSON.stringify(String(value));
  if (Array.isArray(value)) return `[${value.map(canonicalText).join()}]`;
  const object = value as Properties;
  const members = Object.keys(object).sort(compareText);
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonicalText(object[name])}`).join()}}`;
}

/** Paths below `path` where two values differ, e.g. `tags.Name`, `vpcs[1].vpcId`. */
export function differences(
  path: string,
  old: PropertyValue | undefined,
  now: PropertyValue | undefined,
): ReadonlyMap<string, PropertyDifference> {
  const found = new Map<string, PropertyDifference>();
  collect(found, path, old, now);
  return found;
}

function collect(
  found: Map<string, PropertyDifference>,
  path: string,
  old: PropertyValue | undefined,
  now: PropertyValue | undefined,
): void {
  if (canonicalText(old) === canonicalText(now)) return;
  if (old === undefined) found.set(path, "add");
  else if (now === undefined) found.set(path, "delete");
  else if (Array.isArray(old) && Array.isArray(now)) {
    for (let index = 0; index < Math.max(old.length, now.length); index++) {
      collect(found, `${path}[${index}]`, old[index], now[index]);
    }
  } else if (isMap(old) && isMap(now)) {
    for (const name of new Set([...Object.keys(old), ...Object.keys(now)])) {
      const step = /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
      collect(found, path + step, old[name], now[name]);
    }
  } else found.set(path, "update");
}

function isMap(value: PropertyValue): value is Properties {
  return typeof value === "object" && !Array.isArray(value);
}
