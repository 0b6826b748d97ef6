import assert from "node:assert/strict";
import { characterStrings } from "../../../../lab/network/vpc-resolver/record-data";

describe("the character strings of a TXT value", () => {
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ['"one"', ["one"]],
    ['"one" "two words"', ["one", "two words"]],
    ["bare words", ["bare", "words"]],
    ['"a \\"quoted\\" part"', ['a "quoted" part']],
    ['"back\\\\slash"', ["back\\slash"]],
    ['"octal \\052 and \\344"', ["octal * and ä"]],
    ['""', [""]],
  ];
  for (const [value, expected] of rows)
    it(`are ${JSON.stringify(expected)} for ${value}`, () =>
      assert.deepEqual(
        characterStrings(value).map((one) => one.toString("latin1")),
        expected,
      ));

  it("are cut at 255 bytes, which is all that one holds", () =>
    assert.deepEqual(
      characterStrings(`"${"x".repeat(600)}"`).map(({ length }) => length),
      [255, 255, 90],
    ));
});
