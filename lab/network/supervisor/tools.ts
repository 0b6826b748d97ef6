import { type ChildProcess, spawn } from "node:child_process";

/** Runs programs of the tree that the lab works from; the machine needs none of them. */
export interface Tools {
  /** Root of that tree. */
  readonly tree: string;
  /** The lab's own folder in it, as seen from outside; from inside it is `/mnt`. */
  readonly folder: string;
  /** Without root every file belongs to one user, and nothing can become another one. */
  readonly singleUser: boolean;
  readonly log: (line: string) => void;
}

/** Runs a shell script in the tree. @throws {Error} with the end of what it printed */
export async function runScript({ tree }: Tools, script: string): Promise<void> {
  const child = spawn("chroot", [tree, "/bin/sh", "-s"], { stdio: ["pipe", "pipe", "pipe"] });
  let said = "";
  const keep = (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4_000);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  child.stdin.end(script);
  const code = await ended(child);
  if (code !== 0) throw new Error(`a script of the network ended with ${code}:\n${said.trimEnd()}`);
}

/** Starts a program of the machine in a namespace. */
export function spawnInNamespace(
  { tree }: Tools,
  namespace: string,
  command: readonly string[],
  env: NodeJS.ProcessEnv = {},
): ChildProcess {
  return spawn("nsenter", [`--net=${tree}/run/netns/${namespace}`, ...command], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
  });
}

/** A process's exit code, or the signal that ended it. */
export const ended = (child: ChildProcess): Promise<number | string> =>
  new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(code ?? signal ?? "?"));
  });

/** Writes what a process prints to the log, a line each, with its name before it. */
export function logOutput(child: ChildProcess, name: string, log: (line: string) => void): void {
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => {
      for (const line of chunk.toString().split("\n")) if (line.trim() !== "") log(`${name}: ${line}`);
    });
}
