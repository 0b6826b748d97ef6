import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { LabError } from "../lab-error";
import { diagnosticText, type Message, readMessage } from "./messages";

export interface CommandOptions {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly log: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Terraform lets each resource end what it waits for; a lab that is interrupted is thrown away, so not for long. */
const graceMilliseconds = 5_000;

/**
 * Runs a command that speaks JSON lines.
 *
 * @throws {LabError} with its errors when it fails; the signal's reason when that is aborted
 */
export async function runTerraform(
  { folder, environment, log, signal }: CommandOptions,
  argv: readonly string[],
  onMessage: (message: Message) => void = () => {},
): Promise<void> {
  signal?.throwIfAborted();
  const title = `terraform ${argv[0]}`;
  log(title);
  // A process group of its own: a Ctrl-C in the terminal is told once, by us.
  const child = spawn("terraform", argv, { cwd: folder, env: environment, detached: true });
  child.stdin.end();
  const kill = (name: NodeJS.Signals) => child.pid !== undefined && child.exitCode === null && child.kill(name);
  let last: NodeJS.Timeout | undefined;
  const end = () => {
    kill("SIGINT");
    // The second one ends it at once.
    last = setTimeout(() => kill("SIGINT"), graceMilliseconds);
  };
  signal?.addEventListener("abort", end, { once: true });
  const errors: string[] = [];
  try {
    const ended = new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => resolve(code ?? -1));
    });
    const complaints = text(child.stderr);
    const lines = createInterface({ input: child.stdout });
    lines.on("line", (line) => {
      const message = readMessage(line);
      onMessage(message);
      if (message["@message"]) log(`${message["@level"] ?? "info"}: ${message["@message"]}`);
      const { diagnostic } = message;
      if (diagnostic?.detail) log(`  ${diagnostic.detail}`);
      if (diagnostic?.severity === "error") errors.push(diagnosticText(diagnostic));
    });
    const [code, said] = await Promise.all([ended, complaints]);
    if (said.trim() !== "") log(said.trim());
    signal?.throwIfAborted();
    if (code !== 0) throw new LabError(`${title} failed:\n${[...new Set(errors)].join("\n") || said.trim()}`);
  } finally {
    signal?.removeEventListener("abort", end);
    clearTimeout(last);
  }
}

/** Runs a command that gives one JSON value. @throws {LabError} as above */
export async function readTerraform(options: CommandOptions, argv: readonly string[]): Promise<unknown> {
  options.signal?.throwIfAborted();
  const child = spawn("terraform", argv, { cwd: options.folder, env: options.environment });
  child.stdin.end();
  const code = new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (ended) => resolve(ended ?? -1));
  });
  const [json, said, ended] = await Promise.all([text(child.stdout), text(child.stderr), code]);
  options.signal?.throwIfAborted();
  if (ended !== 0) throw new LabError(`terraform ${argv[0]} failed:\n${said.trim()}`);
  return JSON.parse(json);
}
