import assert from "node:assert/strict";
import type { SlotReports } from "../../../components/forwarder-agent/decisions/slot-reports";
import { whyNotItsTurn } from "../../../components/forwarder-agent/decisions/turn";
import { desired, minutesAgo, NOW, report, wanted } from "./desired";

const old = { configuration: "0".repeat(64) };

describe("whyNotItsTurn", () => {
  const cases: [what: string, slot: string, reports: SlotReports, expected: string | undefined][] = [
    ["the first one waits for nobody", "a", { b: report("b", old), c: report("c", old) }, undefined],
    ["the second one waits for the first", "b", { a: report("a", old) }, "slot a goes first"],
    ["and goes when that has taken it", "b", { a: report("a"), c: report("c", old) }, undefined],
    ["the third one waits for both", "c", { a: report("a"), b: report("b", old) }, "slot b goes first"],
    [
      "what the first refused reaches no other",
      "b",
      { a: report("a", { ...old, rejected: { sha256: wanted, reason: "no" } }) },
      "slot a refused it: no",
    ],
    [
      "what the first refused before is of no interest",
      "b",
      { a: report("a", { rejected: { sha256: old.configuration, reason: "no" } }) },
      undefined,
    ],
    ["one that never reported is not waited for", "b", {}, undefined],
    [
      "one that is silent is not waited for",
      "b",
      { a: report("a", { ...old, reportedAt: minutesAgo(3.1) }) },
      undefined,
    ],
    ["one of other software is not waited for", "b", { a: report("a", { ...old, software: "bind" }) }, undefined],
    ["a slot that is not among them waits for nobody", "z", { a: report("a", old) }, undefined],
  ];
  for (const [what, slot, reports, expected] of cases)
    it(what, () => assert.equal(whyNotItsTurn(desired, slot, reports, NOW), expected));
});
