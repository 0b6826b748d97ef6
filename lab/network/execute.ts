import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { constants } from "node:os";
import { LabError } from "../lab-error";
import { childrenOf, type Holder } from "./holder";

export interface ExecOptions {
  /** Text for its standard input. @default - none */
  readonly input?: string | undefined;
  /** Kills it after this time. @default 30000 */
  readonly timeoutMilliseconds?: number | undefined;
}

export interface ExecResult {
  /** As a shell gives it: 128 + the signal for what a signal ended. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const environment = (terminal: string | undefined) => ({
  PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
  HOME: "/root",
  LANG: "C.UTF-8",
  ...(terminal === undefined ? {} : { TERM: terminal }),
});

/** Runs a program in a host: in its namespaces, with its file system as the root. */
export function execute(
  holder: Holder,
  hostProcess: number,
  argv: readonly string[],
  { input = "", timeoutMilliseconds = 30_000 }: ExecOptions,
): Promise<ExecResult> {
  return new Promise((resolve, reject) => {
    const child = spawn("nsenter", enter(holder, hostProcess, argv), {
      stdio: ["pipe", "pipe", "pipe"],
      env: environment("dumb"),
      timeout: timeoutMilliseconds,
      killSignal: "SIGKILL",
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    // a program that does not read its input is no error
    child.stdin.on("error", () => {});
    child.stdin.end(input);
    child.on("error", (error) => reject(new LabError(`nsenter cannot be run: ${error.message}`)));
    child.on("close", (code, signal) =>
      resolve({
        code: exitCode(code, signal),
        stdout: Buffer.concat(out).toString("utf8"),
        stderr: Buffer.concat(err).toString("utf8"),
      }),
    );
  });
}

/** The same with this process's terminal. */
export function executeInteractively(holder: Holder, hostProcess: number, argv: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn("nsenter", enter(holder, hostProcess, argv), {
      stdio: "inherit",
      env: environment(process.env["TERM"]),
    });
    // a terminal's Ctrl-C is for the program inside; this process lives as long as that does
    const ignore = () => {};
    process.on("SIGINT", ignore);
    const end = () => process.off("SIGINT", ignore);
    child.on("error", (error) => {
      end();
      reject(new LabError(`nsenter cannot be run: ${error.message}`));
    });
    child.on("close", (code, signal) => {
      end();
      resolve(exitCode(code, signal));
    });
  });
}

/**
 * Starts a program of this machine with a host's network: its addresses and routes, but this machine's files. A Ctrl-C at
 * the terminal does not reach it.
 */
export function spawnAtHost(
  holder: Holder,
  hostProcess: number,
  argv: readonly string[],
): ChildProcessWithoutNullStreams {
  const target = targetOf(holder, hostProcess);
  return spawn("nsenter", [...target, "--net", "--", ...argv], { stdio: ["pipe", "pipe", "pipe"], detached: true });
}

const exitCode = (code: number | null, signal: NodeJS.Signals | null) =>
  code ?? 128 + (signal === null ? 0 : constants.signals[signal]);

function enter(holder: Holder, hostProcess: number, argv: readonly string[]): string[] {
  const namespaces = ["--mount", "--uts", "--ipc", "--net", "--pid", "--root", "--wd"];
  return [...targetOf(holder, hostProcess), ...namespaces, "--", ...argv];
}

/** Arguments of `nsenter` that say whose namespaces are meant. */
function targetOf(holder: Holder, hostProcess: number): string[] {
  const target = outerProcess(holder, hostProcess);
  if (target === undefined) throw new LabError("the host has just ended; `lab hosts` shows what runs");
  return ["--target", String(target), ...(holder.singleUser ? ["--user", "--preserve-credentials"] : [])];
}

/** The process of the machine that has a given id in the lab's process namespace. */
function outerProcess(holder: Holder, inner: number): number | undefined {
  const search = [...childrenOf(holder.mark.pid)];
  for (let pid = search.pop(); pid !== undefined; pid = search.pop()) {
    if (innerId(pid) === inner) return pid;
    search.push(...childrenOf(pid));
  }
  return undefined;
}

/** Second of the ids that a process has, from the outermost namespace inwards; the first is this machine's. */
function innerId(pid: number): number | undefined {
  try {
    const ids = /^NSpid:\s*(.*)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]?.split(/\s+/);
    return ids?.[1] === undefined ? undefined : Number(ids[1]);
  } catch {
    return undefined;
  }
}
