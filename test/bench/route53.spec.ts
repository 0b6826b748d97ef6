import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { motoFolder, projectFolder } from "../../set-up/paths";

const run = (...argv: string[]) =>
  spawnSync(process.execPath, ["--import", "tsx", join("bench", "route53.ts"), ...argv], {
    cwd: projectFolder,
    encoding: "utf8",
  });

describe("The bench of Route 53", () => {
  before(function () {
    if (existsSync(join(motoFolder, "bin", "python")) && existsSync(join(projectFolder, "dist", "components"))) return;
    console.log("      skipped: the emulator is not installed, or the package not built; `npm run setup` does both");
    this.skip();
  });

  it("prints what each phase took and asked, the least possible, and what did not take part", () => {
    const { stdout, stderr, status } = run("--sizes", "100", "--no-rivals");
    assert.equal(status, 0, stdout + stderr);
    assert.match(stdout, /^100 A \+ 100 PTR$/m);
    const cells = (title: string) => {
      const line = stdout.split("\n").find((each) => each.includes(title));
      return stripVTControlCharacters(line ?? "")
        .split("│")
        .map((cell) => cell.trim());
    };
    // List calls, change calls, other calls, tokens: of a hundred hosts one has moved.
    for (const [title, ...counts] of [
      ["hybrid-dns: create", "2", "2", "0", "200"],
      ["hybrid-dns: plan without changes", "2", "0", "0", "0"],
      ["hybrid-dns: 1 % renumbered", "2", "2", "0", "4"],
      ["hybrid-dns: delete", "2", "2", "0", "200"],
    ] as const) {
      const row = cells(title);
      assert.deepEqual(row.slice(-5, -1), counts, `${title}: ${row}`);
      assert.match(row[2] ?? "", /^[\d.]+ s$/);
      assert.match(row[4] ?? "", /^\d+ MiB$/);
    }
    assert.match(stdout, /^ok +100 A \+ 100 PTR: calls and tokens of every phase: the least/m);
    assert.match(stdout, /^octoDNS: skipped\. Rivals were not asked for\.$/m);
  });

  it("refuses sizes that are none", () => {
    const { stderr, status } = run("--sizes", "10k,many");
    assert.equal(status, 1);
    assert.match(stderr, /"many" is no number from 1 to 1000k; expected e\.g\. "10k,100k"\./);
  });
});
