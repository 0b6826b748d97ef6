import * as assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { needsAwsProvider, withTerraform } from "../terraform-provider/running-terraform";
import { checkout, compilerOptions, packedPackage } from "./packed-package";

const run = promisify(execFile);

const programOf = (question: string) => readFileSync(join(checkout, "examples", question, "cdktf", "main.ts"), "utf8");
/** What differs for the fork are the packages that are imported, as examples/README.md says. */
const ofFork = (program: string) => program.replaceAll(/(from "@?(?:hybrid-dns\/)?)cdktf/g, "$1cdktn");

const hubAndSpoke = programOf("hub-and-spoke-two-sites");
const records = programOf("records-of-other-stacks");

/** Programs of users, by the name of their file. */
const programs: { readonly [name: string]: string } = {
  cdktf: hubAndSpoke,
  cdktn: ofFork(hubAndSpoke),
  "records-cdktf": records,
  "records-cdktn": ofFork(records),
};

describe("the packed package under a Terraform CDK", function () {
  this.timeout(300_000);
  let folder: string;

  before(async () => {
    ({ folder } = await packedPackage());
    for (const [name, program] of Object.entries(programs)) writeFileSync(join(folder, `${name}.ts`), program);
  });

  it("type-checks programs", async () => {
    const project = join(folder, "tsconfig.cdk.json");
    const files = Object.keys(programs).map((name) => `${name}.ts`);
    writeFileSync(project, JSON.stringify({ compilerOptions, files }));
    const tsc = join(checkout, "node_modules", "typescript", "bin", "tsc");
    await run(process.execPath, [tsc, "--noEmit", "-p", project], { cwd: folder });
  });

  /** Runs a program as `cdktf synth` does; gives the folder of one of its stacks. */
  const synthesise = async (name: string, stack: string, environment: NodeJS.ProcessEnv = {}) => {
    const outdir = join(folder, `out-${name}`);
    const tsx = join(checkout, "node_modules", "tsx", "dist", "cli.mjs");
    const env = { ...process.env, CDKTF_OUTDIR: outdir, ...environment };
    await run(process.execPath, [tsx, `${name}.ts`], { cwd: folder, env });
    return join(outdir, "stacks", stack);
  };

  for (const cdk of ["cdktf", "cdktn"]) {
    it(`synthesises a program of ${cdk}`, async () => {
      const { resource } = JSON.parse(readFileSync(join(await synthesise(cdk, "network"), "cdk.tf.json"), "utf8"));
      assert.equal(Object.keys(resource.aws_route53_zone).length, 3);
      assert.equal(Object.keys(resource.hybriddns_ptr_records).length, 1);
    });

    it(`shows what is wrong with a program of ${cdk} without a stack trace of ours`, async () => {
      const program = programs[cdk]!.replace('spokeCidr = "10.21.0.0/16"', 'spokeCidr = "10.21.0.1/16"');
      writeFileSync(join(folder, `wrong-${cdk}.ts`), program);
      await assert.rejects(synthesise(`wrong-${cdk}`, "network"), ({ stderr }: { stderr: string }) => {
        assert.match(stderr, /vpcs\.spoke\.cidrBlocks\[0\]: .*10\.21\.0\.0\/16.* \(HOST_BITS_SET\)/);
        assert.doesNotMatch(stderr, /\n\s+at .*hybrid-dns/);
        return true;
      });
    });
  }

  describe("with the real Terraform", () => {
    const terraform = withTerraform();
    needsAwsProvider();

    const isValid = async (file: string, text: string) => {
      const project = await terraform().project("");
      // The machine's own AWS provider is another version than the CDK's.
      const versioned = /("?aws"? *[=:] *\{[^}]*?),?\s*"?version"? *[=:] *"[^"]*"/;
      assert.match(text, versioned);
      writeFileSync(join(project.folder, file), text.replace(versioned, "$1"));
      await project.works("init", "-backend=false");
      assert.match(await project.works("validate"), /The configuration is valid/);
    };

    for (const cdk of ["cdktf", "cdktn"]) {
      it(`is valid in JSON of ${cdk}`, async () => {
        const file = "cdk.tf.json";
        await isValid(file, readFileSync(join(await synthesise(cdk, "network"), file), "utf8"));
      });

      // Neither CDK writes in HCL what `HybridDns` and `DhcpOptions` say of lifecycles: a `postcondition` comes out as an
      // argument, and what `replace_triggered_by` refers to in quotes.
      it(`is valid in HCL of ${cdk}, where there are records only`, async () => {
        const hcl = { SYNTH_HCL_OUTPUT: "true" };
        await isValid("cdk.tf", readFileSync(join(await synthesise(`records-${cdk}`, "shop", hcl), "cdk.tf"), "utf8"));
      });
    }
  });
});
