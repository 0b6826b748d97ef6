import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { findAwsProviderMirror, mirrorVariable } from "../../lab/terraform/find-terraform";
import { projectFolder } from "../../set-up/paths";
import { pagesFolder, renderPages } from "../../terraform-provider/pages";
import { PROVIDERS, withTerraform } from "./running-terraform";

describe("the pages of the Terraform provider", () => {
  it("say what the schema and the examples say (else: npm run docs:terraform-provider)", () => {
    const there = globSync(join(pagesFolder, "**", "*.md")).map((path) => {
      return [relative(pagesFolder, path).split(sep).join("/"), readFileSync(path, "utf8")];
    });
    assert.deepEqual(Object.fromEntries(there), renderPages());
  });
});

describe("the examples of the Terraform provider", function () {
  this.timeout(120_000);
  const terraform = withTerraform();
  const examples = globSync(join(projectFolder, "terraform-provider", "examples", "**", "*.tf"));

  it("are there", () => assert.ok(examples.length >= 9, String(examples.length)));

  for (const path of examples) {
    it(`${relative(projectFolder, path)} is valid and formatted`, async function () {
      const text = readFileSync(path, "utf8");
      if (text.includes('"aws_') && findAwsProviderMirror() === undefined) {
        console.log(`      skipped: no folder with the AWS provider found (${mirrorVariable} names one)`);
        this.skip();
      }
      const { works } = await terraform().project(text.includes("required_providers") ? text : PROVIDERS + text);
      await works("validate");
      await works("fmt", "-check", path);
    });
  }
});
