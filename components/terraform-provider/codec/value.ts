import type { AttributeSchemas, NestedAttributes, ObjectSchema, ValueType } from "../schema/schema";
import { isNested } from "../schema/schema";

declare const unknown: unique symbol;

/** What stands for a value that is known only after apply. */
export interface Unknown {
  readonly [unknown]: true;
}

export const UNKNOWN = Object.freeze({}) as Unknown;

/** A value of Terraform's. Attributes that are not set are there as `null`. */
export type Value = null | boolean | number | string | Unknown | readonly Value[] | ObjectValue;

export interface ObjectValue {
  readonly [name: string]: Value;
}

/** Whether a value or anything in it is known only after apply. */
export function holdsUnknown(value: Value): boolean {
  if (value === UNKNOWN) return true;
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value as object).some(holdsUnknown);
}

/** Whether two values are the same to Terraform; the order of attributes and keys does not matter. */
export function sameValue(left: Value, right: Value): boolean {
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  if (left === UNKNOWN || right === UNKNOWN || Array.isArray(left) !== Array.isArray(right)) return false;
  const [ours, theirs] = [left as ObjectValue, right as ObjectValue];
  const keys = Object.keys(ours);
  return (
    keys.length === Object.keys(theirs).length &&
    keys.every((key) => Object.hasOwn(theirs, key) && sameValue(ours[key]!, theirs[key]!))
  );
}

/** The attributes and blocks of an object that Terraform gave, or `null` where there is none. */
export function readObject(schema: ObjectSchema, raw: unknown): ObjectValue | null {
  if (raw === null || raw === undefined) return null;
  const attributes = readAttributes(schema.attributes, raw, "");
  const blocks = Object.entries(schema.blocks ?? {}).map(([name, block]) => {
    const given = (raw as { [name: string]: unknown })[name];
    if (given === UNKNOWN) return [name, UNKNOWN] as const;
    const items = given === null || given === undefined ? [] : array(given, name);
    return [name, items.map((item) => readAttributes(block.attributes, item, name))] as const;
  });
  return { ...attributes, ...Object.fromEntries(blocks) };
}

/** A value in the form of its type: numbers that came as text are numbers. */
export function readValue(type: ValueType | NestedAttributes, raw: unknown, path: string): Value {
  if (raw === null || raw === undefined) return null;
  if (raw === UNKNOWN) return UNKNOWN;
  // Beside the value stands its type.
  if (type === "dynamic") return array(raw, path)[1] as Value;
  if (type === "string") {
    if (typeof raw === "string") return raw;
  } else if (type === "bool") {
    if (typeof raw === "boolean") return raw;
  } else if (type === "number") {
    // Terraform writes what is no float of 64 bits, such as 0.1, as text.
    const number = typeof raw === "string" && raw.length < 1000 ? Number(raw) : raw;
    if (typeof number === "bigint") return Number(number);
    if (typeof number === "number" && !Number.isNaN(number)) return number;
  } else if (isNested(type)) {
    if (type.nesting === "single") return readAttributes(type.attributes, raw, path);
    const read = (item: unknown) => {
      if (item === null || item === UNKNOWN) return item as Value;
      return readAttributes(type.attributes, item, path);
    };
    return type.nesting === "list" ? array(raw, path).map(read) : mapValues(object(raw, path), read);
  } else if ("list" in type) return array(raw, path).map((item) => readValue(type.list, item, path));
  else if ("map" in type) return mapValues(object(raw, path), (item) => readValue(type.map, item, path));
  else {
    const given = object(raw, path);
    return mapEntries(type.object, (name, each) => readValue(each, given[name], `${path}.${name}`));
  }
  throw malformed(path, raw);
}

/** The object with every attribute that the schema names, absent ones as `null`; others are left out. */
export function writeObject(schema: ObjectSchema, value: ObjectValue | null): ObjectValue | null {
  return readObject(schema, value);
}

function readAttributes(attributes: AttributeSchemas, raw: unknown, path: string): ObjectValue {
  const given = object(raw, path);
  return mapEntries(attributes, (name, { type }) =>
    readValue(type, given[name], path === "" ? name : `${path}.${name}`),
  );
}

function mapEntries<T>(map: { readonly [key: string]: T }, change: (key: string, item: T) => Value): ObjectValue {
  return Object.fromEntries(Object.entries(map).map(([key, item]) => [key, change(key, item)]));
}

function mapValues(map: { readonly [key: string]: unknown }, change: (item: unknown) => Value): ObjectValue {
  return mapEntries(map, (_key, item) => change(item));
}

function array(raw: unknown, path: string): readonly unknown[] {
  if (Array.isArray(raw)) return raw;
  throw malformed(path, raw);
}

function object(raw: unknown, path: string): { readonly [key: string]: unknown } {
  if (typeof raw === "object" && raw !== null && !Array.isArray(raw)) return raw as { [key: string]: unknown };
  throw malformed(path, raw);
}

function malformed(path: string, raw: unknown): Error {
  return new Error(`Terraform sent a value that its type does not allow: ${path || "the object"} is a ${typeof raw}`);
}
