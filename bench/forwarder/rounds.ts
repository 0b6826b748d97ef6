import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { namespaceFlags } from "../../lab/network/namespace-flags";
import type { Contestant, Measured, Progress, Settings } from "./protocol";

/**
 * What all contestants did, by name, a figure for each round.
 *
 * @throws {Error} where no namespaces can be made, or a server does not run
 */
export async function measureRounds(
  tree: string,
  settings: Settings,
  contestants: readonly Contestant[],
  progress: (done: Progress) => void,
): Promise<ReadonlyMap<string, readonly Measured[]>> {
  const flags = await namespaceFlags();
  const program = [process.execPath, "--import", "tsx", join(__dirname, "measure.ts")];
  const child = spawn("unshare", [...flags, "/bin/sh", join(__dirname, "enter.sh"), ...program], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: {
      ...process.env,
      PATH: `/usr/sbin:/usr/bin:/sbin:/bin:${process.env["PATH"]}`,
      TREE: tree,
      OVERLAY_OPTIONS: flags.includes("--user") ? ",userxattr" : "",
    },
  });
  const results = new Map<string, Measured[]>(contestants.map(({ name }) => [name, []]));
  child.on("message", (message: Progress | "ready") => {
    if (message === "ready") {
      child.send({ settings, contestants });
      return;
    }
    results.get(message.contestant)!.push(message.measured);
    progress(message);
  });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`the measurement ended with exit code ${code}`);
  return results;
}
