import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { findAwsProviderMirror } from "../../../lab/terraform/find-terraform";
import { type RunningFront, region } from "./running-front";

const run = promisify(execFile);

/** Terraform in a folder of its own, with the real AWS provider, against a front. */
export interface TerraformAgainstFront {
  /** Runs it and gives what it says, whatever the outcome. */
  terraform(...argv: string[]): Promise<{ readonly code: number; readonly output: string }>;
  /** Runs it and fails with what it says where it fails. */
  works(...argv: string[]): Promise<string>;
  write(resources: string): Promise<void>;
}

const settings = `
terraform {
  required_providers { aws = { source = "hashicorp/aws" } }
}
provider "aws" {
  region                      = "${region}"
  access_key                  = "AKIATERRAFORM"
  secret_key                  = "lab"
  # Changes of one zone at a time are refused while one is in the works: retried as against AWS.
  max_retries                 = 5
  skip_metadata_api_check     = true
  skip_credentials_validation = true
  s3_use_path_style           = true
}
`;

/** What is missing to run it, where something is. */
export async function terraformSkipReason(): Promise<string | undefined> {
  const installed = await run("terraform", ["version"]).then(
    () => true,
    () => false,
  );
  if (!installed) return "terraform is not installed";
  const mirror = findAwsProviderMirror();
  if (mirror !== undefined && existsSync(mirror)) return undefined;
  return "no folder with the AWS provider found (HYBRID_DNS_TERRAFORM_PLUGINS names one)";
}

/** Initialises Terraform with a program. */
export async function terraformAgainst(running: RunningFront, resources: string): Promise<TerraformAgainstFront> {
  const folder = await mkdtemp(join(running.folder, "terraform-"));
  const configuration = join(folder, "terraform.rc");
  const mirror = `filesystem_mirror {\n    path = "${findAwsProviderMirror()}"\n  }`;
  await writeFile(configuration, `provider_installation {\n  ${mirror}\n}\n`);
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: folder,
    TF_CLI_CONFIG_FILE: configuration,
    TF_IN_AUTOMATION: "1",
    CHECKPOINT_DISABLE: "1",
    AWS_ENDPOINT_URL: running.front.endpoint,
  };
  const against: TerraformAgainstFront = {
    terraform: async (...argv) => {
      try {
        const { stdout, stderr } = await run("terraform", argv, { cwd: folder, env, maxBuffer: 10_000_000 });
        return { code: 0, output: stdout + stderr };
      } catch (error) {
        const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
        return { code, output: `${stdout}${stderr}` };
      }
    },
    works: async (...argv) => {
      const { code, output } = await against.terraform(...argv);
      assert.equal(code, 0, output);
      return output;
    },
    write: (program) => writeFile(join(folder, "main.tf"), `${settings}${program}`),
  };
  await against.write(resources);
  await against.works("init", "-input=false", "-no-color");
  return against;
}
