import { BinaryReader, BinaryWriter, WireType } from "@bufbuild/protobuf/wire";

/**
 * Messages of protocol buffers, written and read by a plain description of their fields.
 *
 * The protocol is small and a provider starts for every command, so nothing is generated or compiled at start.
 */
export interface Fields {
  readonly [name: string]: Field;
}

type FieldType = "string" | "bytes" | "bool" | "int" | Fields | (() => Fields);

interface Field {
  readonly number: number;
  readonly type: FieldType;
  readonly many?: "list" | "map";
}

type ValueOf<T> = T extends "string"
  ? string
  : T extends "bytes"
    ? Uint8Array
    : T extends "bool"
      ? boolean
      : T extends "int"
        ? number
        : T extends Fields
          ? Message<T>
          : object;

/** What a message holds; a field that is absent on the wire is absent here too. */
export type Message<F extends Fields> = {
  readonly [Name in keyof F]?:
    | (F[Name] extends { readonly many: "list" }
        ? readonly ValueOf<F[Name]["type"]>[]
        : F[Name] extends { readonly many: "map" }
          ? { readonly [key: string]: ValueOf<F[Name]["type"]> }
          : ValueOf<F[Name]["type"]>)
    | undefined;
};

/** A field of one value. */
export function one<const T extends FieldType>(number: number, type: T) {
  return { number, type } as const;
}

export function list<const T extends FieldType>(number: number, type: T) {
  return { number, type, many: "list" } as const;
}

/** A map with texts as keys. */
export function map<const T extends FieldType>(number: number, type: T) {
  return { number, type, many: "map" } as const;
}

/** Deeper than any message of the protocol. */
const DEEPEST = 100;

export function encodeMessage<F extends Fields>(fields: F, message: Message<F>): Uint8Array {
  const writer = new BinaryWriter();
  writeMessage(writer, fields, message as Loose);
  return writer.finish();
}

/** @throws an Error when the bytes are no message; fields that the description does not name are passed over */
export function decodeMessage<F extends Fields>(fields: F, bytes: Uint8Array): Message<F> {
  return readMessage(fields, bytes, 0) as Message<F>;
}

// Within the codec types are known by the description only.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Loose = any;

function writeMessage(writer: BinaryWriter, fields: Fields, message: Loose): void {
  for (const [name, { number, type, many }] of Object.entries(fields)) {
    const value = message[name];
    if (value === undefined) continue;
    if (many === "list") for (const item of value) writeField(writer, number, type, item);
    else if (many === "map") {
      for (const [key, item] of Object.entries(value))
        writeField(writer, number, entryFields(type), { key, value: item });
    } else writeField(writer, number, type, value);
  }
}

function writeField(writer: BinaryWriter, number: number, type: FieldType, value: Loose): void {
  switch (type) {
    case "string":
      writer.tag(number, WireType.LengthDelimited).string(value);
      return;
    case "bytes":
      writer.tag(number, WireType.LengthDelimited).bytes(value);
      return;
    case "bool":
      writer.tag(number, WireType.Varint).bool(value);
      return;
    case "int":
      writer.tag(number, WireType.Varint).int64(value);
      return;
    default:
      writer.tag(number, WireType.LengthDelimited).fork();
      writeMessage(writer, fieldsOf(type), value);
      writer.join();
  }
}

function readMessage(fields: Fields, bytes: Uint8Array, depth: number): Loose {
  if (depth > DEEPEST) throw new Error(`a message is nested deeper than ${DEEPEST} levels`);
  const byNumber = new Map(Object.entries(fields).map(([name, field]) => [field.number, { name, ...field }]));
  const message: Loose = {};
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [number, wireType] = reader.tag();
    const field = byNumber.get(number);
    if (!field || wireType !== wireTypeOf(field.type)) {
      reader.skip(wireType, number);
      continue;
    }
    const { name, type, many } = field;
    if (many === "list") {
      message[name] ??= [];
      message[name].push(readField(reader, type, depth));
    } else if (many === "map") {
      const { key = "", value } = readField(reader, entryFields(type), depth);
      message[name] ??= Object.create(null);
      message[name][key] = value ?? defaultOf(type);
    } else message[name] = readField(reader, type, depth);
  }
  return message;
}

function readField(reader: BinaryReader, type: FieldType, depth: number): Loose {
  switch (type) {
    case "string":
      return reader.string();
    case "bytes":
      return reader.bytes();
    case "bool":
      return reader.bool();
    case "int":
      return Number(reader.int64());
    default:
      return readMessage(fieldsOf(type), reader.bytes(), depth + 1);
  }
}

function entryFields(type: FieldType): Fields {
  return { key: one(1, "string"), value: one(2, type) };
}

function fieldsOf(type: Fields | (() => Fields)): Fields {
  return typeof type === "function" ? (type as () => Fields)() : type;
}

function wireTypeOf(type: FieldType): WireType {
  return type === "bool" || type === "int" ? WireType.Varint : WireType.LengthDelimited;
}

/** What an entry of a map has whose value is not on the wire. */
function defaultOf(type: FieldType): Loose {
  switch (type) {
    case "string":
      return "";
    case "bytes":
      return new Uint8Array();
    case "bool":
      return false;
    case "int":
      return 0;
    default:
      return {};
  }
}
