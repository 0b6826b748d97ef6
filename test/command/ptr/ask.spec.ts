import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { saysYes } from "../../../command/ptr/ask";

describe("The question before something is written", () => {
  const rows: [boolean, string, string][] = [
    [true, "yes", "yes\n"],
    [true, "y in capitals, with a space", "Y \n"],
    [false, "no", "no\n"],
    [false, "nothing", "\n"],
    [false, "something else that begins alike", "yesterday\n"],
    [false, "Ctrl-C", "\u0003"],
    [false, "Ctrl-D", "\u0004"],
  ];
  for (const [answer, title, typed] of rows) {
    it(`takes ${title} as ${answer ? "yes" : "no"}`, async () => {
      const input = new PassThrough();
      const asked = saysYes("Write it? ", input, new PassThrough());
      input.write(typed);
      assert.equal(await asked, answer);
    });
  }

  it("takes a terminal that goes away as no", async () => {
    const input = new PassThrough();
    const asked = saysYes("Write it? ", input, new PassThrough(), false);
    input.end();
    assert.equal(await asked, false);
  });
});
