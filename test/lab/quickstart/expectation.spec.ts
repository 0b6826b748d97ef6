import assert from "node:assert/strict";
import type { Answer } from "../../../lab/quickstart/ask";
import { type Expectation, judge } from "../../../lab/quickstart/expectation";

const answer = (values: readonly string[], more: Partial<Answer> = {}): Answer => ({
  status: "NOERROR",
  values,
  transport: "UDP",
  ...more,
});

const cases: readonly (readonly [string, Expectation, Answer, boolean])[] = [
  ["the values in another order", { values: ["10.0.0.2", "10.0.0.1"] }, answer(["10.0.0.1", "10.0.0.2"]), true],
  ["one value too few", { values: ["10.0.0.1", "10.0.0.2"] }, answer(["10.0.0.1"]), false],
  ["one value too many", { values: ["10.0.0.1"] }, answer(["10.0.0.1", "10.0.0.2"]), false],
  ["no values where some are wanted", { values: ["10.0.0.1"] }, answer([]), false],
  ["the status", { status: "NXDOMAIN" }, answer([], { status: "NXDOMAIN" }), true],
  ["silence where a refusal is wanted", { status: "REFUSED" }, answer([], { status: "no answer" }), false],
  ["the length over TCP", { characters: 6 }, answer(['"abc"', '"de" "f"'], { transport: "TCP" }), true],
  ["the length over UDP", { characters: 3 }, answer(['"abc"']), false],
  ["another length", { characters: 4 }, answer(['"abc"'], { transport: "TCP" }), false],
];

describe("a check of the quickstart", () => {
  for (const [title, expected, given, passed] of cases)
    it(`${passed ? "takes" : "refuses"} ${title}`, () => {
      assert.equal(judge({ at: "app1", name: "x", expected }, given).passed, passed);
    });

  it("refuses an empty answer where the expected values are empty by mistake", () => {
    assert.equal(judge({ at: "app1", name: "x", expected: { values: [] } }, answer([])).passed, false);
  });
});
