import { readFile } from "node:fs/promises";
import type { RunCommand } from "./command";

/** A service of systemd's whose process writes its id into a file. */
export interface ServiceProcess {
  readonly unit: string;
  readonly pidFile: string;
  /** As the kernel names the process. */
  readonly processName: string;
}

/** Kills the process of a service and starts the service; one that systemd had started again meanwhile is left as it is. */
export async function killAndStart({ unit, pidFile, processName }: ServiceProcess, run: RunCommand): Promise<void> {
  const pid = Number.parseInt(await readFile(pidFile, "utf8").catch(() => ""), 10);
  // An old file may name a process that is somebody else's by now.
  const name = await readFile(`/proc/${pid}/comm`, "utf8").catch(() => "");
  if (name.trim() === processName) kill(pid);
  await start(unit, run);
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    // It went by itself meanwhile.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** @throws {Error} with systemd's words */
export async function start(unit: string, run: RunCommand): Promise<void> {
  const { code, output } = await run("systemctl", "start", unit);
  if (code !== 0) throw new Error(`${unit} does not start: ${output.trim().slice(0, 500)}`);
}

/** @throws {Error} with systemd's words */
export async function restart(unit: string, run: RunCommand): Promise<void> {
  const { code, output } = await run("systemctl", "restart", unit);
  if (code !== 0) throw new Error(`${unit} does not start again: ${output.trim().slice(0, 500)}`);
}
