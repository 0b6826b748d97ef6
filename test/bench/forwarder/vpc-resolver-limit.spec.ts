import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { markdownTable } from "../../../bench/forwarder/page";
import { questionsPerSecond, vpcResolverLimit } from "../../../bench/forwarder/vpc-resolver-limit";
import { projectFolder } from "../../../set-up/paths";

describe("what forwarders carry under the VPC resolver's limit", () => {
  for (const [forwarders, missPercent, carried] of [
    [1, 100, 1_024],
    [1, 50, 2_048],
    [2, 10, 20_480],
    [4, 1, 409_600],
    [1, 3, 34_133],
  ] as const)
    it(`is ${carried} a second for ${forwarders} of which ${missPercent} % ask the VPC's resolver`, () => {
      assert.equal(questionsPerSecond(forwarders, missPercent), carried);
    });

  const { head, rows } = vpcResolverLimit();
  for (const page of ["README.md", "docs/performance-forwarder.md"])
    it(`stands in ${page} word for word`, () => {
      const text = readFileSync(join(projectFolder, page), "utf8");
      assert.ok(text.includes(`\n${markdownTable(head, rows)}\n`), markdownTable(head, rows));
    });
});
