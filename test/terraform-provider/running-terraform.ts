import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { findAwsProviderMirror, mirrorVariable } from "../../lab/terraform/find-terraform";
import { buildTerraformProvider } from "../../terraform-provider/build";

const run = promisify(execFile);

/** What a command of Terraform said. */
export interface Ran {
  readonly code: number;
  readonly output: string;
}

/** The real `terraform`, with our provider in a mirror of its own. */
export interface RunningTerraform {
  readonly mirror: string;
  /** A folder with a program in it, initialised; with our provider from another mirror, if one is given. */
  project(program: string, environment?: NodeJS.ProcessEnv, mirror?: string): Promise<Project>;
}

export interface Project {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Runs a command, whatever comes of it. */
  run(...argv: string[]): Promise<Ran>;
  /** Runs a command that has to succeed; gives what it said. */
  works(...argv: string[]): Promise<string>;
  /** The program from now on. */
  write(program: string): Promise<void>;
}

/** Skips the tests of a file or of a part of it, and says why, where the machine has no AWS provider. */
export function needsAwsProvider(): void {
  before(function () {
    if (findAwsProviderMirror() !== undefined) return;
    console.log(`      skipped: no folder with the AWS provider found (${mirrorVariable} names one)`);
    this.skip();
  });
}

/** Builds the provider before the tests of a file; skips them, and says why, where there is no Terraform. */
export function withTerraform(): () => RunningTerraform {
  let running: RunningTerraform | undefined;
  let folder: string | undefined;
  before(async function () {
    const installed = await run("terraform", ["version"]).then(
      () => true,
      () => false,
    );
    if (!installed) {
      console.log("      skipped: terraform is not installed");
      this.skip();
    }
    folder = await mkdtemp(join(tmpdir(), "hybrid-dns-terraform-"));
    const mirror = await buildTerraformProvider(join(folder, "mirror"));
    running = {
      mirror,
      project: (program, environment = {}, other = mirror) => newProject(folder!, other, program, environment),
    };
  });
  after(async () => {
    if (folder) await rm(folder, { recursive: true, force: true });
  });
  return () => {
    if (!running) throw new Error("terraform is not there");
    return running;
  };
}

/** What every program here begins with. */
export const PROVIDERS = `
terraform {
  required_providers { hybriddns = { source = "hybrid-dns/hybriddns" } }
}
`;

/** A folder with a program in it, initialised, with our provider from a mirror. */
export async function newProject(
  parent: string,
  mirror: string,
  program: string,
  added: NodeJS.ProcessEnv,
): Promise<Project> {
  const folder = await mkdtemp(join(parent, "project-"));
  const aws = findAwsProviderMirror();
  const mirrors = [
    `filesystem_mirror {\n    path = "${mirror}"\n    include = ["hybrid-dns/*"]\n  }`,
    ...(aws ? [`filesystem_mirror {\n    path = "${aws}"\n    include = ["hashicorp/*"]\n  }`] : []),
  ];
  await mkdir(join(folder, "tmp"));
  await writeFile(join(folder, "terraform.rc"), `provider_installation {\n  ${mirrors.join("\n  ")}\n}\n`);
  const environment: NodeJS.ProcessEnv = {
    // The launcher takes the first Node that is new enough; tests take the one that they run on.
    HYBRID_DNS_NODE: process.execPath,
    PATH: process.env["PATH"],
    HOME: folder,
    TMPDIR: join(folder, "tmp"),
    TF_CLI_CONFIG_FILE: join(folder, "terraform.rc"),
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
    TF_CLI_ARGS: "-no-color",
    CHECKPOINT_DISABLE: "1",
    ...added,
  };
  const ran = async (...argv: string[]): Promise<Ran> => {
    try {
      const { stdout, stderr } = await run("terraform", argv, { cwd: folder, env: environment, maxBuffer: 50_000_000 });
      return { code: 0, output: stdout + stderr };
    } catch (error) {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
      return { code, output: `${stdout}${stderr}` };
    }
  };
  const project: Project = {
    folder,
    environment,
    run: ran,
    works: async (...argv) => {
      const { code, output } = await ran(...argv);
      if (code !== 0) throw new Error(`terraform ${argv.join(" ")} failed:\n${output}`);
      return output;
    },
    write: (text) => writeFile(join(folder, "main.tf"), text),
  };
  await project.write(program);
  await project.works("init");
  return project;
}
