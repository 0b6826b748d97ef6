import { decode, Encoder, ExtensionCodec } from "@msgpack/msgpack";
import type { DynamicValue } from "./protocol";
import { UNKNOWN, type Value } from "./value";

/** An unknown value, and one of which something is known all the same, such as that it is not null. */
const UNKNOWN_EXTENSIONS = [0, 12];

const extensionCodec = new ExtensionCodec();
for (const type of UNKNOWN_EXTENSIONS) {
  extensionCodec.register({
    type,
    encode: (value) => (type === 0 && value === UNKNOWN ? Uint8Array.of(0) : null),
    decode: () => UNKNOWN,
  });
}

/** Deeper than any value of a schema of ours. */
const DEEPEST = 100;
/** More entries and longer texts than any message that is let in can hold are refused before memory is taken for them. */
const MOST = 1 << 26;

/** A value as Terraform sends it, before it is held against a type; extensions that are not known are refused. */
export function decodeDynamicValue({ msgpack, json }: DynamicValue): unknown {
  if (msgpack && msgpack.length > 0) {
    return decode(msgpack, {
      extensionCodec,
      maxStrLength: MOST,
      maxBinLength: MOST,
      maxArrayLength: MOST,
      maxMapLength: MOST,
      maxExtLength: MOST,
    });
  }
  return json && json.length > 0 ? decodeJson(json) : null;
}

export function decodeJson(json: Uint8Array): unknown {
  return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(json));
}

/** One for all: what it writes into grows with the largest value once, and not with each. */
const encoder = new Encoder({ extensionCodec, maxDepth: DEEPEST });

export function encodeDynamicValue(value: Value): DynamicValue {
  return { msgpack: encoder.encode(value) };
}

/** A value where Terraform takes any: with its type, as that is written in a schema. */
export function encodeTypedValue(type: Uint8Array, value: Value): DynamicValue {
  return { msgpack: encoder.encode([type, value]) };
}
