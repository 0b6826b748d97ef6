import { UNKNOWN_VALUE } from "../../lifecycle/unknown-value";
import type { AttributeSchemas, NestedAttributes, ValueType } from "../schema/schema";
import { isNested } from "../schema/schema";
import { type ObjectValue, UNKNOWN, type Value } from "./value";

/** Arguments as core and lifecycles take them: names in camel case, what is not set left out, unknown values by their mark. */
export function argumentsOf(attributes: AttributeSchemas, value: ObjectValue): { [name: string]: unknown } {
  const entries = Object.entries(attributes)
    .filter(([name, { required, optional }]) => (required || optional) && value[name] !== null && name in value)
    .map(([name, { type }]) => [camelCase(name), argumentOf(type, value[name]!)]);
  return Object.fromEntries(entries);
}

/** e.g. `addressRecords` for `address_records` */
export function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase());
}

/** e.g. `address_records` for `addressRecords` */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function argumentOf(type: ValueType | NestedAttributes, value: Value): unknown {
  if (value === UNKNOWN) return UNKNOWN_VALUE;
  if (!isNested(type) || value === null || typeof value !== "object") return plain(value);
  const object = (item: Value) =>
    item === UNKNOWN ? UNKNOWN_VALUE : argumentsOf(type.attributes, item as ObjectValue);
  if (type.nesting === "list") return (value as readonly Value[]).map(object);
  if (type.nesting === "single") return object(value);
  return Object.fromEntries(Object.entries(value as ObjectValue).map(([key, item]) => [key, object(item)]));
}

function plain(value: Value): unknown {
  if (value === UNKNOWN) return UNKNOWN_VALUE;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(plain);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}
