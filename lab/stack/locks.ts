import { readdirSync, readFileSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";

/**
 * Removes the locks that engines left which are gone: a killed engine leaves its lock, and every later one refuses.
 *
 * @param state - folder of the file backend
 * @returns process ids of those engines
 */
export function removeStaleLocks(state: string, project: string, stack: string): readonly number[] {
  const folder = join(state, ".pulumi/locks/organization", project, stack);
  const gone: number[] = [];
  for (const file of filesOf(folder)) {
    const holder = holderOf(join(folder, file));
    if (holder === undefined || holder.hostname !== hostname() || isEngine(holder.pid)) continue;
    rmSync(join(folder, file), { force: true });
    gone.push(holder.pid);
  }
  return gone;
}

/** Process ids of the engines that hold the stack now. */
export function lockHolders(state: string, project: string, stack: string): readonly number[] {
  const folder = join(state, ".pulumi/locks/organization", project, stack);
  return filesOf(folder).flatMap((file) => holderOf(join(folder, file))?.pid ?? []);
}

function filesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((file) => file.endsWith(".json"));
  } catch {
    return [];
  }
}

function holderOf(file: string): { readonly pid: number; readonly hostname: string } | undefined {
  try {
    const lock = JSON.parse(readFileSync(file, "utf8"));
    return Number.isInteger(lock.pid) ? { pid: lock.pid, hostname: String(lock.hostname) } : undefined;
  } catch {
    // Just being written, or just removed by its holder.
    return undefined;
  }
}

/** The number may be another process's by now: only a process that runs a Pulumi CLI holds a lock. */
function isEngine(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0")[0]?.includes("pulumi") ?? true;
  } catch {
    return true;
  }
}
