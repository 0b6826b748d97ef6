import type { Problem } from "../../core/problem";
import { argument, item } from "../../core/reading/argument-path";
import type { AttributeSchemas, NestedAttributes, ObjectSchema, ValueType } from "../schema/schema";
import { isNested } from "../schema/schema";
import { camelCase } from "./arguments";
import { type ObjectValue, UNKNOWN, type Value } from "./value";

/** A configuration in which nothing is null that must not be. */
export interface WithoutNulls {
  /** What is null and must not be is unknown here, so that the rest can be checked. */
  readonly config: ObjectValue;
  readonly problems: readonly Problem[];
}

/**
 * Finds what is null and must not be: arguments that are required, and items of lists and maps.
 *
 * Terraform itself refuses only a required argument that is not written at all.
 */
export function withoutNulls({ attributes, blocks = {} }: ObjectSchema, config: ObjectValue): WithoutNulls {
  const problems: Problem[] = [];
  const checked = checkAttributes(attributes, config, "", problems);
  const checkedBlocks = Object.entries(blocks).map(([name, block]): [string, Value] => {
    const given = config[name] ?? null;
    const path = camelCase(name);
    return [name, Array.isArray(given) ? checkItems(given, path, { nesting: "list", ...block }, problems) : given];
  });
  return { config: { ...checked, ...Object.fromEntries(checkedBlocks) }, problems };
}

function checkAttributes(
  attributes: AttributeSchemas,
  value: ObjectValue,
  path: string,
  problems: Problem[],
): ObjectValue {
  const entries = Object.entries(attributes).map(([name, { type, required }]): [string, Value] => {
    const at = argument(path, camelCase(name));
    const given = value[name] ?? null;
    if (given !== null || !required) return [name, checkValue(given, at, type, problems)];
    problems.push({ code: "ARGUMENT_MISSING", path: at, message: "is null; give it a value" });
    return [name, UNKNOWN];
  });
  return Object.fromEntries(entries);
}

function checkValue(value: Value, path: string, type: ValueType | NestedAttributes, problems: Problem[]): Value {
  if (value === null || value === UNKNOWN || typeof value !== "object") return value;
  if (Array.isArray(value)) return checkItems(value, path, type, problems);
  const given = value as ObjectValue;
  if (isNested(type) && type.nesting === "single") return checkAttributes(type.attributes, given, path, problems);
  const entries = Object.entries(given).map(([key, each]): [string, Value] => {
    return [key, checkItem(each, argument(path, key), type, problems)];
  });
  return Object.fromEntries(entries);
}

function checkItems(
  items: readonly Value[],
  path: string,
  type: ValueType | NestedAttributes,
  problems: Problem[],
): Value {
  return items.map((each, index) => checkItem(each, item(path, index), type, problems));
}

function checkItem(value: Value, path: string, type: ValueType | NestedAttributes, problems: Problem[]): Value {
  if (value === null) {
    problems.push({ code: "ITEM_NULL", path, message: "is null; leave it out, or give it a value" });
    return UNKNOWN;
  }
  if (typeof type !== "object" || value === UNKNOWN) return value;
  if (isNested(type)) return checkAttributes(type.attributes, value as ObjectValue, path, problems);
  if ("list" in type) return checkValue(value, path, type.list, problems);
  return "map" in type ? checkValue(value, path, type.map, problems) : value;
}
