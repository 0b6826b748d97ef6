import { execFile } from "node:child_process";

export interface CommandResult {
  readonly code: number;
  /** Both outputs, as far as they are kept. */
  readonly output: string;
}

const TIMEOUT_MILLISECONDS = 20_000;
const MOST_OUTPUT_BYTES = 4_194_304;

/** Runs a program to its end, or to the end of patience; never through a shell. */
export function runCommand(program: string, ...args: readonly string[]): Promise<CommandResult> {
  return new Promise((resolve) => {
    const options = { timeout: TIMEOUT_MILLISECONDS, killSignal: "SIGKILL", maxBuffer: MOST_OUTPUT_BYTES } as const;
    execFile(program, args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : 1;
      const output = `${stdout}${stderr}` || (error?.message ?? "");
      resolve({ code, output });
    });
  });
}

export type RunCommand = typeof runCommand;
