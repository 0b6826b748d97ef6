import assert from "node:assert/strict";
import * as fc from "fast-check";
import { unquotedTxtValue } from "../../components/core/txt-value";

describe("The value of a TXT record", () => {
  for (const [text, value] of [
    ["v=spf1 -all", "v=spf1 -all"],
    ["", ""],
    ['say "hi"', 'say \\"hi\\"'],
    ["C:\\dns", "C:\\\\dns"],
    ["ü", "\\303\\274"],
    ["a\tb\u007f", "a\\011b\\177"],
    ["x".repeat(255), "x".repeat(255)],
    ["x".repeat(256), `${"x".repeat(255)}""x`],
    [`${"x".repeat(254)}ü`, `${"x".repeat(254)}\\303""\\274`],
  ] as const) {
    it(`of ${JSON.stringify(text.slice(0, 20))} (${text.length}) is ${JSON.stringify(value.slice(-20))}`, () => {
      assert.equal(unquotedTxtValue(text), value);
    });
  }

  it("says every text, in strings of 255 bytes at most", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 700 }), (text) => {
        const strings = stringsOf(`"${unquotedTxtValue(text)}"`);
        assert.ok(strings.every(({ length }) => length <= 255));
        assert.equal(
          Buffer.concat(strings.map((bytes) => Buffer.from(bytes))).toString(),
          Buffer.from(text).toString(),
        );
      }),
    );
  });
});

/** A reading of quoted strings, written for this test. */
function stringsOf(value: string): number[][] {
  const strings: number[][] = [];
  for (let index = 0; index < value.length; ) {
    assert.equal(value[index++], '"');
    const bytes: number[] = [];
    while (value[index] !== '"') {
      const octal = /^\\([0-7]{3})/.exec(value.slice(index, index + 4));
      if (octal) bytes.push(Number.parseInt(octal[1]!, 8));
      else bytes.push(value.charCodeAt(value[index] === "\\" ? index + 1 : index));
      index += octal ? 4 : value[index] === "\\" ? 2 : 1;
    }
    index++;
    strings.push(bytes);
  }
  return strings;
}
