import assert from "node:assert/strict";
import { progressLine } from "../../components/io/progress-line";

describe("The line that says how far a run is", () => {
  function watched(isTTY: boolean) {
    const written: string[] = [];
    let time = 0;
    const line = progressLine({ isTTY, write: (text) => written.push(text) }, () => time);
    return {
      written,
      line,
      at: (seconds: number) => {
        time = seconds * 1000;
      },
    };
  }

  it("says nothing of what is done within two seconds", () => {
    for (const isTTY of [true, false]) {
      const { written, line, at } = watched(isTTY);
      line.report({ phase: "reading", done: 0, total: 3 });
      at(1.9);
      line.page(300);
      line.report({ phase: "writing", done: 100, total: 100 });
      line.end();
      assert.deepEqual(written, []);
    }
  });

  it("says what is done, what is left, and how long that takes at the pace of the last while", () => {
    const { written, line, at } = watched(false);
    line.report({ phase: "writing", done: 0, total: 10_000 });
    at(1);
    line.report({ phase: "writing", done: 1500, total: 10_000 });
    for (let second = 11; second <= 81; second += 10) {
      at(second);
      line.report({ phase: "writing", done: 1400 + second * 100, total: 10_000 });
    }
    assert.equal(written[0], "writing: 2500 of 10000 record sets, 7500 left, about 33 s to go\n");
    assert.equal(written.at(-1), "writing: 9500 of 10000 record sets, 500 left, about 5 s to go\n");
  });

  it("says how many record sets were read", () => {
    const { written, line, at } = watched(false);
    line.report({ phase: "reading", done: 0, total: 2 });
    line.page(300);
    at(3);
    line.page(300);
    line.report({ phase: "reading", done: 1, total: 2 });
    assert.deepEqual(written, ["reading: 0 of 2 zones, 600 record sets\n"]);
  });

  it("is one line on a terminal, which is gone in the end", () => {
    const { written, line, at } = watched(true);
    line.report({ phase: "reading", done: 0, total: 2 });
    at(3);
    line.report({ phase: "reading", done: 1, total: 2 });
    at(4);
    line.report({ phase: "reading", done: 2, total: 2 });
    line.end();
    assert.deepEqual(written, [
      "\r\x1b[Kreading: 1 of 2 zones, 0 record sets",
      "\r\x1b[Kreading: 2 of 2 zones, 0 record sets",
      "\r\x1b[K",
    ]);
  });
});
