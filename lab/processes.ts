import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";

/** A process that we started: its id, and when it started, since ids are used again. */
export interface ProcessMark {
  readonly pid: number;
  /** Clock ticks since boot, as /proc says it. */
  readonly started: string;
}

/** The mark of a process that is alive. */
export function markOf(pid: number): ProcessMark | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // the command's name, in parentheses, may hold spaces
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const state = fields[0];
    const started = fields[19];
    return started === undefined || state === "Z" || state === "X" ? undefined : { pid, started };
  } catch {
    return undefined;
  }
}

export function isAlive(mark: ProcessMark): boolean {
  return markOf(mark.pid)?.started === mark.started;
}

/** Ends a process of ours: politely, then for good. Does nothing to a stranger that has its id. */
export async function endProcess(mark: ProcessMark, graceMilliseconds = 3_000): Promise<void> {
  for (const [signal, patience] of [
    ["SIGTERM", graceMilliseconds],
    ["SIGKILL", 2_000],
  ] as const) {
    if (!isAlive(mark)) return;
    try {
      process.kill(mark.pid, signal);
    } catch {
      return;
    }
    for (let waited = 0; waited < patience && isAlive(mark); waited += 20) await setTimeout(20);
  }
}

/** A process that lives on when the command that starts it ends. */
export function spawnDetached(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(command, args, { ...options, detached: true });
  child.unref();
  return child;
}
