import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LabError } from "../../../lab/lab-error";
import { findAwsProviderMirror, mirrorVariable, requireTerraform } from "../../../lab/terraform/find-terraform";

/** Runs with other variables of the environment. */
async function having<Result>(variables: NodeJS.ProcessEnv, run: () => Result): Promise<Awaited<Result>> {
  const before = { ...process.env };
  Object.assign(process.env, variables);
  try {
    return await run();
  } finally {
    process.env = before;
  }
}

describe("what Terraform needs of the machine", () => {
  const folder = mkdtempSync(join(tmpdir(), "hybrid-dns-find-"));
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** A `terraform` that says its version. */
  function terraform(says: string): NodeJS.ProcessEnv {
    const bin = mkdtempSync(join(folder, "bin-"));
    writeFileSync(join(bin, "terraform"), `#!/bin/sh\necho '${says}'\n`);
    chmodSync(join(bin, "terraform"), 0o755);
    return { PATH: `${bin}:/usr/bin:/bin`, [mirrorVariable]: "" };
  }

  it("is a terraform that is new enough", async () => {
    await having(terraform('{"terraform_version":"1.8.0"}'), requireTerraform);
    await having(terraform('{"terraform_version":"2.0.1"}'), requireTerraform);
  });
  for (const [what, says, message] of [
    ["one that is too old", '{"terraform_version":"1.7.5"}', /^terraform is version 1\.7\.5; expected 1\.8 or later$/],
    ["one that says no version", "hello", /^terraform is version unknown; expected 1\.8 or later$/],
  ] as const)
    it(`is not ${what}`, () =>
      having(terraform(says), () =>
        assert.rejects(requireTerraform(), (error) => {
          assert.ok(error instanceof LabError);
          assert.match(error.message, message);
          return true;
        }),
      ));
  it("is said where there is none, with what to do", () =>
    having({ PATH: folder, [mirrorVariable]: "" }, () =>
      assert.rejects(requireTerraform(), /there is no terraform on PATH; install version 1\.8 .*`--with pulumi`/),
    ));

  it("is the mirror that the variable names", () => {
    mkdirSync(join(folder, "mirror", "registry.terraform.io", "hashicorp", "aws"), { recursive: true });
    const mirror = join(folder, "mirror");
    return having({ [mirrorVariable]: mirror }, () => assert.equal(findAwsProviderMirror(), mirror));
  });
  it("is not a folder without the AWS provider", () =>
    having({ [mirrorVariable]: folder }, () =>
      assert.throws(() => findAwsProviderMirror(), /HYBRID_DNS_TERRAFORM_PLUGINS: .* holds no registry/),
    ));
});
