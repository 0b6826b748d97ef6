import { createHash } from "node:crypto";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { projectFolder, rootFileSystemsFolder } from "../../set-up/paths";
import { LabError } from "../lab-error";
import { isAlive, markOf, type ProcessMark, spawnDetached } from "../processes";
import { labHostImageName } from "../root-file-system";
import { namespaceFlags } from "./namespace-flags";
import type { NetworkSettings } from "./network-settings";

/** The process whose namespaces are the lab: when it is killed, everything in them ends. */
export interface Holder {
  readonly mark: ProcessMark;
  readonly controlSocket: string;
  /** Whether it runs without root. */
  readonly singleUser: boolean;
  readonly settings: NetworkSettings;
}

const startMilliseconds = 15_000;
/** Of memory, for the disks of all hosts together. */
const diskSize = "1g";
const stateFiles = ["network.json", "hosts.json", "internet.log", "ready", "control.socket"];

const stateFile = (folder: string) => join(folder, "network.json");

/** The holder that runs for a folder, if one does. */
export function holderOf(folder: string): Holder | undefined {
  try {
    const holder = JSON.parse(readFileSync(stateFile(folder), "utf8")) as Holder;
    return isAlive(holder.mark) ? holder : undefined;
  } catch {
    return undefined;
  }
}

/** @throws {LabError} when it cannot be started on this machine */
export async function startHolder(folder: string, settings: NetworkSettings): Promise<Holder> {
  const tree = join(rootFileSystemsFolder, labHostImageName());
  if (!existsSync(tree)) throw new LabError(`the root file system ${tree} is missing; \`npm run setup\` builds it`);
  const flags = await namespaceFlags();
  const singleUser = flags.includes("--user");
  mkdirSync(folder, { recursive: true });
  const controlSocket = socketPath(folder);
  const extension = extname(__filename);
  const node = [process.execPath, ...(extension === ".ts" ? ["--import", "tsx"] : [])];
  const supervisor = join(__dirname, "supervisor");
  const log = openSync(join(folder, "network.log"), "w");
  const child = spawnDetached(
    "unshare",
    [
      ...flags,
      ...["/bin/sh", join(supervisor, "start.sh"), tree, diskSize],
      ...node,
      join(supervisor, `main${extension}`),
      ...[tree, resolve(folder), rootFileSystemsFolder, controlSocket, singleUser ? "single-user" : "root"],
    ],
    { cwd: projectFolder, stdio: ["ignore", log, log] },
  );
  closeSync(log);
  const failed = new Promise<never>((_, reject) => {
    child.once("error", (error) => reject(new LabError(`unshare cannot be run: ${error.message}`)));
  });
  const mark = child.pid === undefined ? undefined : markOf(child.pid);
  if (mark === undefined) return failed;
  const holder: Holder = { mark, controlSocket, singleUser, settings };
  // written before it serves: whoever finds a dead run has to know what to end
  writeFileSync(`${stateFile(folder)}.new`, JSON.stringify(holder), { mode: 0o600 });
  renameSync(`${stateFile(folder)}.new`, stateFile(folder));
  for (let waited = 0; waited < startMilliseconds && isAlive(mark); waited += 10) {
    if (existsSync(join(folder, "ready"))) return holder;
    await setTimeout(10);
  }
  const said = readFileSync(join(folder, "network.log"), "utf8").trim().split("\n").slice(-8).join("\n  ");
  throw new LabError(`the lab's network did not start:\n  ${said}\n  its log: ${join(folder, "network.log")}`);
}

/** Kills it, and waits until its namespaces' processes are gone with it. */
export async function endHolder(folder: string): Promise<void> {
  const holder = holderOf(folder);
  if (holder === undefined) return;
  const inside = childrenOf(holder.mark.pid).flatMap((pid) => markOf(pid) ?? []);
  try {
    process.kill(holder.mark.pid, "SIGKILL");
  } catch {
    return;
  }
  // the first process inside is gone only when every other one is
  for (let waited = 0; waited < 5_000 && [holder.mark, ...inside].some(isAlive); waited += 10) await setTimeout(10);
}

/** Removes what a holder that is dead has left. */
export function removeState(folder: string): void {
  for (const file of stateFiles) rmSync(join(folder, file), { force: true });
  rmSync(socketPath(folder), { force: true });
}

export function childrenOf(pid: number): readonly number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** A socket's path may have 107 bytes; a checkout may lie deep. */
function socketPath(folder: string): string {
  const path = join(resolve(folder), "control.socket");
  if (Buffer.byteLength(path) < 100) return path;
  const digest = createHash("sha256").update(resolve(folder)).digest("hex").slice(0, 16);
  return join(tmpdir(), `hybrid-dns-${process.getuid?.() ?? 0}-${digest}.socket`);
}
