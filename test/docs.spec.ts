import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { projectFolder } from "../set-up/paths";

describe("the reference made from the docstrings", function () {
  this.timeout(120_000);

  it("is complete: whatever is public is described, and every link leads somewhere", () => {
    const typedoc = join(projectFolder, "node_modules", "typedoc", "bin", "typedoc");
    const args = [typedoc, "--emit", "none", "--treatWarningsAsErrors"];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: projectFolder, encoding: "utf8" });
    assert.equal(status, 0, stdout + stderr);
  });
});
