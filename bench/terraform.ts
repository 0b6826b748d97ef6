import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { version } from "../package.json";
import { projectFolder } from "../set-up/paths";
import { buildTerraformProvider, versionFolder } from "../terraform-provider/build";
import { runBench, wholeNumber } from "./bench-command";
import { showPart } from "./show-part";
import { hasFront } from "./terraform/bench-front";
import { noChangePlan } from "./terraform/no-change-plan";
import { renderPage } from "./terraform/page";
import { recordBatches } from "./terraform/record-batches";
import type { Part } from "./terraform/report";
import { startUp } from "./terraform/start-up";

interface Options {
  readonly rounds: number;
  readonly hosts: number;
  readonly plannedHosts: number;
  readonly withSingle?: number | true;
  readonly json?: true;
  readonly write?: true;
}

const page = join(projectFolder, "docs", "performance-terraform.md");

const command = new Command("bench:terraform")
  .description("Measures the Terraform provider. Ends with 1 when a bar is not met.")
  .option("--rounds <number>", "starts of each provider", wholeNumber(6), 15)
  .option("--hosts <number>", "hosts whose records are planned and applied", wholeNumber(6), 1000)
  .option("--planned-hosts <number>", "hosts of the plan without changes", wholeNumber(6), 10_000)
  .option(
    "--with-single [number]",
    "hosts with single records of the AWS provider; takes minutes (100)",
    wholeNumber(6),
  )
  .option("--json", "gives JSON instead of tables")
  .option("--write", "writes docs/performance-terraform.md");

async function main({ rounds, hosts, plannedHosts, withSingle, json, write }: Options): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "hybrid-dns-bench-"));
  const parts: Part[] = [];
  const add = (part: Part) => {
    parts.push(part);
    if (!json) showPart(part);
  };
  try {
    const platform = `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;
    const mirror = await buildTerraformProvider(join(folder, "mirror"));
    const launcher = join(versionFolder(mirror), platform, `terraform-provider-hybriddns_v${version}`);
    add(await startUp(launcher, folder, platform, rounds));
    const terraform = terraformVersion();
    if (terraform && hasFront()) {
      add(await recordBatches(folder, mirror, hosts, withSingle === true ? 100 : withSingle));
      add(await noChangePlan(folder, mirror, plannedHosts));
    } else {
      const missing = terraform
        ? "the emulator is not installed; `npm run setup` installs it"
        : "terraform is not installed";
      add({ title: "Records", head: [], rows: [], bars: [], missing: [`Not measured: ${missing}.`] });
    }
    const conditions = `Node ${process.version}, Terraform ${terraform ?? "none"}, ${availableParallelism()} cores, ${platform}`;
    if (json) console.log(JSON.stringify({ conditions, parts }, null, 2));
    if (write) await writeFile(page, renderPage(conditions, parts));
    if (parts.some(({ bars }) => bars.some(({ met }) => !met))) process.exitCode = 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function terraformVersion(): string | undefined {
  try {
    const answer = execFileSync("terraform", ["version", "-json"], { stdio: ["ignore", "pipe", "ignore"] });
    return (JSON.parse(answer.toString()) as { terraform_version: string }).terraform_version;
  } catch {
    return undefined;
  }
}

runBench(command, main);
