import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../set-up/paths";

describe("the template for Packer", () => {
  it("is valid, with what it is given", function () {
    const template = join(projectFolder, "forwarder-image", "packer");
    const { error, stdout, stderr, status } = spawnSync(
      "packer",
      ["validate", "-var", "region=eu-central-1", template],
      {
        encoding: "utf8",
        env: { ...process.env, CHECKPOINT_DISABLE: "1" },
      },
    );
    if (error !== undefined) {
      console.log("      skipped: packer is not installed");
      this.skip();
    }
    assert.equal(status, 0, stdout + stderr);
  });

  it("runs the same provisioning on what the image is made from", () => {
    const text = readFileSync(join(projectFolder, "forwarder-image", "packer", "forwarder.pkr.hcl"), "utf8");
    assert.match(text, /source {6}= "\$\{path\.root\}\/\$\{var\.folder\}"/);
    assert.match(text, /default {5}= "\.\.\/\.\.\/dist\/forwarder-image"/);
    assert.match(text, /"\/bin\/sh \/tmp\/forwarder-image\/provision\.sh"/);
  });
});
