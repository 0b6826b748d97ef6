import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a process took from its start to its end, with all that it started. */
export interface Taken {
  readonly wallSeconds: number;
  /** In user and in system mode. */
  readonly cpuSeconds: number;
  /** Of the largest process. */
  readonly peakBytes: number;
  readonly exitCode: number;
  /** What it printed. */
  readonly output: string;
}

export interface RunOptions {
  readonly environment?: NodeJS.ProcessEnv;
  readonly folder?: string;
  /** Gives what a failed process took, too. @default false */
  readonly mayFail?: boolean;
}

/** Runs a whole process. Node cannot ask what another process took; Python, which the emulator needs anyway, can. */
export async function wholeProcess(
  command: readonly string[],
  { environment = {}, folder = tmpdir(), mayFail = false }: RunOptions = {},
): Promise<Taken> {
  const own = await mkdtemp(join(tmpdir(), "hybrid-dns-measure-"));
  try {
    const file = join(own, "taken.json");
    const { output, code } = await ended([join(__dirname, "measure.py"), file, ...command], environment, folder);
    if (code !== 0) throw new Error(`${command[0]} did not start:\n${output}`);
    const taken = JSON.parse(await readFile(file, "utf8")) as Omit<Taken, "output">;
    if (taken.exitCode !== 0 && !mayFail) {
      throw new Error(`${command.join(" ")} ended with ${taken.exitCode}:\n${output.slice(-4000)}`);
    }
    return { ...taken, output };
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

function ended(
  argv: readonly string[],
  environment: NodeJS.ProcessEnv,
  cwd: string,
): Promise<{ output: string; code: number | null }> {
  const child = spawn("python3", argv, {
    cwd,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ output: Buffer.concat(chunks).toString(), code }));
  });
}
