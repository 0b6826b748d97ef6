import type { ChildProcess } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DhcpServerPlan } from "../plan";
import { ended, logOutput, spawnInNamespace, type Tools } from "./tools";

export interface RunningDhcpServer {
  readonly plan: DhcpServerPlan;
  readonly process: ChildProcess;
}

const startMilliseconds = 3_000;

/** Starts dnsmasq in a VPC's router and waits until it serves. */
export async function startDhcpServer(tools: Tools, plan: DhcpServerPlan): Promise<RunningDhcpServer> {
  const name = `dhcp-${plan.namespace}.conf`;
  writeFileSync(join(tools.folder, name), plan.configuration);
  // in the foreground it does not try to become another user, which one of a single user cannot
  const command = ["chroot", tools.tree, "dnsmasq", "--no-daemon", `--conf-file=/mnt/${name}`];
  const process = spawnInNamespace(tools, plan.namespace, command);
  const serving = new Promise<void>((resolve) => {
    process.stderr?.on("data", (chunk: Buffer) => {
      if (chunk.includes("started, version")) resolve();
    });
    setTimeout(resolve, startMilliseconds).unref();
  });
  logOutput(process, `dhcp ${plan.namespace}`, tools.log);
  const failed = ended(process).then((code) => {
    if (code !== "SIGKILL") tools.log(`dhcp ${plan.namespace}: dnsmasq ended with ${code}`);
  });
  await Promise.race([serving, failed]);
  return { plan, process };
}

export async function endDhcpServer({ process }: RunningDhcpServer): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return;
  const gone = ended(process);
  process.kill("SIGKILL");
  await gone;
}
