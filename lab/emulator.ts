import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { projectFolder } from "../set-up/paths";
import { LabError } from "./lab-error";
import { isAlive, markOf, type ProcessMark, spawnDetached } from "./processes";

/** The emulated AWS, in a process of its own. */
export interface Emulator {
  /** e.g. `http://127.0.0.1:4577` */
  readonly endpoint: string;
  /** The same server for those in a network namespace of their own. */
  readonly socket: string;
  readonly process: ProcessMark;
}

const startMilliseconds = 30_000;

/**
 * Starts the emulator and waits until it serves.
 *
 * @throws {LabError} when the port is taken, or it does not start
 */
export async function startEmulator(port: number, folder: string): Promise<Emulator> {
  mkdirSync(join(folder, "front"), { recursive: true });
  const socket = join(folder, "front", "front.socket");
  const outputFile = join(folder, "front", "ready.json");
  const logFile = join(folder, "logs", "emulator.log");
  mkdirSync(join(folder, "logs"), { recursive: true });
  writeFileSync(outputFile, "");
  const output = openSync(outputFile, "w");
  const log = openSync(logFile, "w");
  const args = ["--port", String(port), "--folder", join(folder, "front"), "--socket", socket];
  const child = spawnDetached(process.execPath, ["--import", "tsx", "lab/front/main.ts", ...args], {
    cwd: projectFolder,
    stdio: ["ignore", output, log],
  });
  closeSync(output);
  closeSync(log);
  const mark = child.pid === undefined ? undefined : markOf(child.pid);
  for (let waited = 0; mark !== undefined && waited < startMilliseconds; waited += 50) {
    const [line] = readFileSync(outputFile, "utf8").split("\n", 1);
    if (line?.startsWith("{")) return { endpoint: `http://127.0.0.1:${port}`, socket, process: mark };
    if (!isAlive(mark)) break;
    await setTimeout(50);
  }
  const said = readFileSync(logFile, "utf8").trim().split("\n").slice(-8).join("\n  ");
  throw new LabError(`the AWS emulator did not start on port ${port}:\n  ${said}\n  its log: ${logFile}`);
}
