import assert from "node:assert/strict";
import fc from "fast-check";
import { decodeDynamicValue, encodeDynamicValue } from "../../../components/terraform-provider/codec/dynamic-value";
import {
  holdsUnknown,
  readObject,
  readValue,
  sameValue,
  UNKNOWN,
} from "../../../components/terraform-provider/codec/value";
import type { ObjectSchema, ValueType } from "../../../components/terraform-provider/schema/schema";

const bytes = (...hex: string[]) => ({ msgpack: Buffer.from(hex.join(""), "hex") });

describe("values of Terraform", () => {
  const table: readonly [string, string, unknown][] = [
    ["null", "c0", null],
    ["a text", "a3616263", "abc"],
    ["a number", "cd012c", 300],
    ["a float", "cb3ff8000000000000", 1.5],
    ["an unknown value", "d40000", UNKNOWN],
    ["an unknown value of which something is known", "c7030c8101c2", UNKNOWN],
    ["a list with an unknown item", "92a161d40000", ["a", UNKNOWN]],
    ["a map", "81a161c3", { a: true }],
  ];
  for (const [what, hex, value] of table) {
    it(`reads ${what}`, () => assert.deepEqual(decodeDynamicValue(bytes(hex)), value));
  }

  it("writes an unknown value as Terraform does", () => {
    const { msgpack } = encodeDynamicValue({ a: UNKNOWN });
    assert.equal(Buffer.from(msgpack!).toString("hex"), "81a161d40000");
  });

  it("reads JSON where there is no MessagePack, and nothing as null", () => {
    assert.deepEqual(decodeDynamicValue({ json: Buffer.from('{"a":[1]}') }), { a: [1] });
    assert.equal(decodeDynamicValue({}), null);
  });

  it("refuses what is cut off or goes on", () => {
    assert.throws(() => decodeDynamicValue(bytes("92a161")), RangeError);
    assert.throws(() => decodeDynamicValue(bytes("c0c0")), RangeError);
    assert.throws(() => decodeDynamicValue(bytes("81a95f5f70726f746f5f5fc0")), /__proto__/);
  });

  it("takes numbers that came as text for numbers, and nothing else for what it is not", () => {
    assert.equal(readValue("number", "0.1", "ttl"), 0.1);
    assert.throws(() => readValue("number", "abc", "ttl"), /ttl is a string/);
    assert.throws(() => readValue("string", 1, "name"), /name is a number/);
    assert.throws(() => readValue({ list: "string" }, {}, "names"), /names/);
    assert.throws(() => readValue({ map: "string" }, [], "names"), /names/);
  });

  it("has every attribute of the schema in an object, and no other", () => {
    const schema: ObjectSchema = {
      description: "",
      attributes: {
        name: { type: "string", required: true, description: "" },
        ttl: { type: "number", optional: true, description: "" },
        items: {
          type: { nesting: "list", attributes: { a: { type: "bool", optional: true, description: "" } } },
          description: "",
        },
      },
    };
    assert.deepEqual(readObject(schema, { name: "a", items: [{}], other: 1 }), {
      name: "a",
      ttl: null,
      items: [{ a: null }],
    });
    assert.equal(readObject(schema, null), null);
  });

  it("gives back every value that it writes", () => {
    const text = fc.string({ unit: "binary" }).filter((key) => key !== "__proto__");
    const leaf = (type: "string" | "number" | "bool") =>
      ({ string: text, number: fc.oneof(fc.integer(), fc.double({ noNaN: true })), bool: fc.boolean() })[type];
    const typed = fc.constantFrom<"string" | "number" | "bool">("string", "number", "bool").chain((type) => {
      const value = fc.option(fc.oneof(leaf(type) as fc.Arbitrary<string | number | boolean>, fc.constant(UNKNOWN)));
      return fc.oneof(
        fc.record({ type: fc.constant<ValueType>({ list: type }), value: fc.array(value) }),
        fc.record({
          type: fc.constant<ValueType>({ map: { list: type } }),
          value: fc.dictionary(text, fc.array(value)),
        }),
      );
    });
    fc.assert(
      fc.property(typed, ({ type, value }) => {
        const read = readValue(type, decodeDynamicValue(encodeDynamicValue(value)), "value");
        assert.ok(sameValue(read, value));
        assert.equal(holdsUnknown(read), holdsUnknown(value));
      }),
    );
  });

  it("tells values apart", () => {
    assert.ok(sameValue({ a: [1, null], b: "x" }, { b: "x", a: [1, null] }));
    for (const other of [{ a: [1] }, { a: [null, 1] }, { a: UNKNOWN }, { a: { 0: 1, 1: null } }, null, [1, null]]) {
      assert.ok(!sameValue({ a: [1, null] }, other), JSON.stringify(other));
    }
    assert.ok(!sameValue({}, UNKNOWN));
  });
});
