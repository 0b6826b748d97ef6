import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Front } from "../../lab/front/front";
import { newProject } from "../../test/terraform-provider/running-terraform";

/** What a command of Terraform took. */
export interface Measured {
  readonly milliseconds: number;
  readonly output: string;
  /** Calls that the front was asked for meanwhile, by `service.Action`. */
  readonly calls: { readonly [call: string]: number };
  /** The largest that any process of our provider became. */
  readonly peakBytes: number;
  /** Of all processes of our provider. */
  readonly cpuMilliseconds: number;
}

/** A project whose commands are measured. */
export interface MeasuredProject {
  readonly run: (...argv: string[]) => Promise<Measured>;
}

/** What each process of our provider says of itself when it ends. Only the kernel's own peak is of this program alone. */
const usageHook = (file: string) => `
process.on("exit", () => {
  const { appendFileSync, readFileSync } = require("node:fs");
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  let peak = maxRSS;
  try {
    peak = Number(/^VmHWM:\\s+(\\d+)/m.exec(readFileSync("/proc/self/status", "utf8"))[1]);
  } catch {}
  const line = JSON.stringify({ peakBytes: peak * 1024, cpuMilliseconds: (userCPUTime + systemCPUTime) / 1000 });
  appendFileSync(${JSON.stringify(file)}, line + "\\n");
});
`;

interface Usage {
  readonly peakBytes: number;
  readonly cpuMilliseconds: number;
}

export async function measuredProject(
  folder: string,
  mirror: string,
  front: Front,
  program: string,
): Promise<MeasuredProject> {
  const [hook, usages] = [join(folder, "usage.cjs"), join(folder, "usage.jsonl")];
  await writeFile(hook, usageHook(usages));
  const project = await newProject(folder, mirror, program, {
    NODE_OPTIONS: `--require "${hook}"`,
    AWS_ENDPOINT_URL: front.endpoint,
    AWS_ACCESS_KEY_ID: "AKIABENCH",
    AWS_SECRET_ACCESS_KEY: "lab",
    AWS_REGION: "eu-central-1",
  });
  return {
    run: async (...argv) => {
      await rm(usages, { force: true });
      await fetch(`${front.endpoint}/_lab/calls`, { method: "DELETE" });
      const begin = performance.now();
      const output = await project.works(...argv);
      const milliseconds = performance.now() - begin;
      const answer = await fetch(`${front.endpoint}/_lab/calls`);
      const { calls } = (await answer.json()) as { calls: Measured["calls"] };
      const lines = (await readFile(usages, "utf8").catch(() => "")).split("\n").filter((line) => line !== "");
      const each = lines.map((line) => JSON.parse(line) as Usage);
      return {
        milliseconds,
        output,
        calls,
        peakBytes: Math.max(0, ...each.map(({ peakBytes }) => peakBytes)),
        cpuMilliseconds: each.reduce((sum, { cpuMilliseconds }) => sum + cpuMilliseconds, 0),
      };
    },
  };
}
