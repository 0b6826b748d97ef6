import assert from "node:assert/strict";
import fc from "fast-check";
import {
  decodeMessage,
  encodeMessage,
  type Fields,
  list,
  map,
  one,
} from "../../../components/terraform-provider/codec/message";

const inner = { name: one(1, "string"), number: one(2, "int") };
const fields = {
  text: one(1, "string"),
  bytes: one(2, "bytes"),
  flag: one(3, "bool"),
  number: one(4, "int"),
  inner: one(5, inner),
  inners: list(6, inner),
  texts: list(7, "string"),
  byName: map(16, inner),
};

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

describe("messages of protocol buffers", () => {
  // The bytes follow from the encoding's own documentation.
  const table: readonly [string, Parameters<typeof encodeMessage<typeof fields>>[1], string][] = [
    ["nothing", {}, ""],
    ["a text", { text: "ab" }, "0a026162"],
    ["a flag", { flag: true }, "1801"],
    ["a number", { number: 300 }, "20ac02"],
    ["a message in a message", { inner: { name: "a", number: 1 } }, "2a050a01611001"],
    ["a list", { texts: ["a", "b"] }, "3a01613a0162"],
    ["a map", { byName: { k: { number: 1 } } }, "8201070a016b12021001"],
  ];
  for (const [what, message, bytes] of table) {
    it(`writes and reads ${what}`, () => {
      assert.equal(hex(encodeMessage(fields, message)), bytes);
      assert.equal(hex(encodeMessage(fields, decodeMessage(fields, Buffer.from(bytes, "hex")))), bytes);
    });
  }

  it("passes over fields that it does not know", () => {
    const bytes = encodeMessage(
      { text: one(1, "string"), other: one(99, "bytes"), more: one(98, "int") },
      {
        text: "a",
        other: Uint8Array.of(1, 2),
        more: 7,
      },
    );
    assert.deepEqual(decodeMessage(fields, bytes), { text: "a" });
  });

  it("refuses what is cut off, and what is nested without end", () => {
    assert.throws(() => decodeMessage(fields, Buffer.from("0a0561", "hex")));
    assert.throws(() => decodeMessage(fields, Buffer.from("ff", "hex")));
    const endless: Fields = { self: one(1, () => endless) };
    let bytes = new Uint8Array();
    for (let depth = 0; depth < 200; depth++) {
      bytes = new Uint8Array(encodeMessage({ self: one(1, "bytes") }, { self: bytes }));
    }
    assert.throws(() => decodeMessage(endless, bytes), /nested deeper/);
  });

  it("gives back every message that it writes", () => {
    const plain = { noNullPrototype: true };
    const innerMessage = fc.record({ name: fc.string({ unit: "grapheme" }), number: fc.integer() }, plain);
    const key = fc.string({ minLength: 1 }).filter((name) => name !== "__proto__");
    const message = fc.record({
      text: fc.string({ unit: "grapheme" }),
      bytes: fc.uint8Array(),
      flag: fc.boolean(),
      number: fc.maxSafeInteger(),
      inner: innerMessage,
      inners: fc.array(innerMessage, { minLength: 1 }),
      texts: fc.array(fc.string({ unit: "grapheme" }), { minLength: 1 }),
      byName: fc.dictionary(key, innerMessage, { minKeys: 1, ...plain }),
    });
    fc.assert(
      fc.property(message, (given) => {
        const read = decodeMessage(fields, encodeMessage(fields, given));
        assert.deepEqual({ ...read, byName: { ...read.byName } }, { ...given });
      }),
    );
  });
});
