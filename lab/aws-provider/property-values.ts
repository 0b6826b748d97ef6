import { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** A value of a property as the engine sends it, plain: secrets are unwrapped, absent ones are left out. */
export type PropertyValue = boolean | number | string | readonly PropertyValue[] | Properties;

export interface Properties {
  readonly [name: string]: PropertyValue | undefined;
}

/** What the engine's protocol writes for a value that is not known before an update. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The protocol has a mark for each kind of unknown: text, flag, number, list, asset, archive, map. */
const unknownMarks: ReadonlySet<PropertyValue> = new Set([
  unknownValue,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const outputSignature = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const resourceSignature = "5cf8f73096256a8f31e491e813e4eb8e";

export function fromStruct(struct: Struct | undefined): Properties {
  return struct === undefined ? {} : (plain(struct.toJavaScript()) as Properties);
}

export function toStruct(properties: Properties): Struct {
  return Struct.fromJavaScript(plain(properties) as never);
}

function plain(value: unknown): PropertyValue | undefined {
  if (value === null || value === undefined) return undefined;
  if (Array.isArray(value)) return value.map(plain).filter((element) => element !== undefined);
  if (typeof value === "object") return plainObject(value as { [name: string]: unknown });
  const text = value as PropertyValue;
  return unknownMarks.has(text) ? unknownValue : text;
}

function plainObject(object: { [name: string]: unknown }): PropertyValue | undefined {
  switch (object[signatureKey]) {
    case secretSignature:
      return plain(object.value);
    case outputSignature:
      return object.value === undefined ? unknownValue : plain(object.value);
    case resourceSignature:
      return plain(object.id) ?? plain(object.urn);
  }
  const result: { [name: string]: PropertyValue } = {};
  for (const [name, value] of Object.entries(object)) {
    const element = plain(value);
    if (element !== undefined) result[name] = element;
  }
  return result;
}

export function isUnknown(value: PropertyValue | undefined): boolean {
  return value === unknownValue;
}

export function containsUnknown(value: PropertyValue | undefined): boolean {
  if (value === undefined || typeof value !== "object") return isUnknown(value);
  return Object.values(value).some(containsUnknown);
}

/** Text of a property, absent where it is not known. */
export function textOf(properties: Properties, name: string): string | undefined {
  const value = properties[name];
  if (value === undefined || isUnknown(value) || value === "") return undefined;
  if (typeof value === "object") throw new TypeError(`${name}: expected text, got ${JSON.stringify(value)}`);
  return String(value);
}

export function requiredText(properties: Properties, name: string): string {
  const value = textOf(properties, name);
  if (value === undefined) throw new TypeError(`${name}: expected text, got none`);
  return value;
}

export function numberOf(properties: Properties, name: string): number | undefined {
  const value = properties[name];
  if (value === undefined || value === "" || isUnknown(value)) return undefined;
  const number = Number(value);
  if (!Number.isFinite(number)) throw new TypeError(`${name}: expected a number, got ${JSON.stringify(value)}`);
  return number;
}

export function flagOf(properties: Properties, name: string): boolean | undefined {
  const value = properties[name];
  if (value === undefined || isUnknown(value)) return undefined;
  if (typeof value === "boolean") return value;
  if (value === "true" || value === "false") return value === "true";
  throw new TypeError(`${name}: expected true or false, got ${JSON.stringify(value)}`);
}

export function textsOf(properties: Properties, name: string): string[] {
  return listOf(properties, name).map(String);
}

export function blocksOf(properties: Properties, name: string): Properties[] {
  return listOf(properties, name).map((element) => asBlock(name, element));
}

export function blockOf(properties: Properties, name: string): Properties | undefined {
  const value = properties[name];
  return value === undefined || isUnknown(value) ? undefined : asBlock(name, value);
}

function listOf(properties: Properties, name: string): readonly PropertyValue[] {
  const value = properties[name];
  if (value === undefined || isUnknown(value)) return [];
  if (!Array.isArray(value)) throw new TypeError(`${name}: expected a list, got ${JSON.stringify(value)}`);
  return value.filter((element) => !isUnknown(element));
}

function asBlock(name: string, value: PropertyValue): Properties {
  if (typeof value !== "object" || Array.isArray(value)) {
    throw new TypeError(`${name}: expected named values, got ${JSON.stringify(value)}`);
  }
  return value as Properties;
}
