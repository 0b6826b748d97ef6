import assert from "node:assert/strict";
import fc from "fast-check";
import { sameContent } from "../../components/lifecycle/same-content";

/** The same question answered by a text in which only what counts is left. */
function countingText(map: object, except: readonly string[]): string {
  return JSON.stringify(counting(Object.fromEntries(Object.entries(map).filter(([key]) => !except.includes(key)))));
}

function counting(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(counting);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value)
    .map(([key, part]) => [key, counting(part)] as const)
    .filter(([, part]) => part !== undefined && JSON.stringify(part) !== "{}")
    .sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries);
}

describe("the same content", () => {
  for (const [title, left, right, expected] of [
    ["keys in another order", { a: 1, b: 2 }, { b: 2, a: 1 }, true],
    ["a value that is absent on one side", { a: 1, b: undefined }, { a: 1 }, true],
    ["a map that is empty, or holds nothing but empty ones", { a: 1, b: { c: {} } }, { a: 1 }, true],
    ["keys that are left out", { a: 1, version: 1 }, { a: 1, version: 2 }, true],
    ["lists in another order", { a: [1, 2] }, { a: [2, 1] }, false],
    ["a list that is longer", { a: [1, 2] }, { a: [1] }, false],
    ["an empty list where there is none", { a: [] }, {}, false],
    ["a list where there is a map", { a: [] }, { a: {} }, false],
    ["a key more on the right", { a: 1 }, { a: 1, b: 2 }, false],
    ["a key more on the left", { a: 1, b: 2 }, { a: 1 }, false],
    ["another value deep inside", { a: [{ b: { c: "x" } }] }, { a: [{ b: { c: "y" } }] }, false],
    ["a key that every object has", { constructor: { a: 1 } }, {}, false],
  ] as const) {
    it(`${expected ? "takes no notice of" : "notices"} ${title}`, () => {
      assert.equal(sameContent(left, right, ["version"]), expected);
      assert.equal(sameContent(right, left, ["version"]), expected);
    });
  }

  it("is what two texts of what counts would say", () => {
    const key = fc.constantFrom("a", "b", "version");
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom<unknown>(undefined, "x", "y", 1),
        fc.array(
          tie("value").filter((each) => each !== undefined),
          { maxLength: 2 },
        ),
        fc.dictionary(key, tie("value"), { maxKeys: 2 }),
      ),
    }));
    const map = fc.dictionary(key, value, { maxKeys: 3 });
    fc.assert(
      fc.property(map, map, (left, right) => {
        const same = countingText(left, ["version"]) === countingText(right, ["version"]);
        assert.equal(sameContent(left, right, ["version"]), same);
      }),
      { numRuns: 3000 },
    );
  });
});
