import type { RunCommand } from "./command";

/**
 * Kills the processes of a service and starts it; one that systemd had started again meanwhile is started once more.
 *
 * @throws {Error} with systemd's words
 */
export async function killAndStart(unit: string, run: RunCommand): Promise<void> {
  // It fails where nothing runs, and then there is nothing to kill.
  await run("systemctl", "kill", "--signal=KILL", unit);
  const { code, output } = await run("systemctl", "start", unit);
  if (code !== 0) throw new Error(`${unit} does not start: ${said(output)}`);
}

/** @throws {Error} with systemd's words */
export async function restart(unit: string, run: RunCommand): Promise<void> {
  const { code, output } = await run("systemctl", "restart", unit);
  if (code !== 0) throw new Error(`${unit} does not start again: ${said(output)}`);
}

const said = (output: string) => output.trim().slice(0, 500);
