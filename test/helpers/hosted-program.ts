import { spawn } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { parse } from "yaml";
import { projectFolder } from "../../set-up/paths";
import {
  type LogMessage,
  type MonitorOptions,
  type Properties,
  type RegisteredResource,
  startMonitor,
} from "./monitor";

export interface ProgramRun extends Pick<MonitorOptions, "stackOutputs" | "invoke"> {
  /** Folder of the program's Pulumi.yaml. */
  readonly folder: string;
  /** @default test */
  readonly stack?: string | undefined;
  /** Configuration with full keys; blocks are given as such. */
  readonly config?: { readonly [key: string]: unknown } | undefined;
  /** Further environment variables. */
  readonly environment?: { readonly [name: string]: string } | undefined;
}

export interface ProgramResult {
  readonly exitCode: number | null;
  readonly resources: readonly RegisteredResource[];
  /** Outputs of the stack. */
  readonly outputs: Properties;
  readonly messages: readonly LogMessage[];
  /** What went to standard output and standard error, for the message of a failed test. */
  readonly text: string;
}

/** The Node that the package pins; a plain `pulumi` takes the first on PATH. */
export const pinnedNode = join(projectFolder, "node_modules", "node", "bin", "node");

const LONGEST_RUN_SECONDS = 180;

/**
 * Previews a program the way `pulumi-language-nodejs` starts it: `@pulumi/pulumi/cmd/run` on what Pulumi.yaml names.
 *
 * The real host is a Go binary that comes with Pulumi; what it does with a program is: find the entry, hand over the
 * configuration, start Node.
 */
export async function runAsLanguageHost(run: ProgramRun): Promise<ProgramResult> {
  const project = parse(readFileSync(join(run.folder, "Pulumi.yaml"), "utf8")) as { name: string; main?: string };
  const stack = run.stack ?? "test";
  const { pwd, entry } = entryOf(run.folder, project.main);
  const monitor = await startMonitor({
    project: project.name,
    stack,
    ...(run.stackOutputs && { stackOutputs: run.stackOutputs }),
    ...(run.invoke && { invoke: run.invoke }),
  });
  try {
    const host = createRequire(join(pwd, "package.json")).resolve("@pulumi/pulumi/cmd/run");
    const args = [
      ...["--monitor", monitor.address, "--engine", monitor.address],
      ...["--organization", "acme", "--project", project.name, "--stack", stack],
      ...["--root-directory", run.folder, "--pwd", pwd, "--parallel", "16", "--dry-run", "true"],
      entry,
    ];
    const environment = {
      ...process.env,
      // The loader of the test itself must not help.
      NODE_OPTIONS: "",
      PULUMI_CONFIG: JSON.stringify(configurationOf(run.config ?? {})),
      PULUMI_CONFIG_SECRET_KEYS: "[]",
      PULUMI_NODEJS_TYPESCRIPT: "true",
      ...run.environment,
    };
    const { exitCode, text } = await runNode([host, ...args], pwd, environment);
    const stackUrn = `urn:pulumi:${stack}::${project.name}::pulumi:pulumi:Stack::${project.name}-${stack}`;
    return {
      exitCode,
      text,
      resources: monitor.resources,
      messages: monitor.messages,
      outputs: monitor.outputs.get(stackUrn) ?? {},
    };
  } finally {
    monitor.close();
  }
}

/** `main` of Pulumi.yaml: a file's folder is where the program runs, a folder is it itself; without it the project's. */
function entryOf(folder: string, main: string | undefined): { pwd: string; entry: string } {
  if (main === undefined) return { pwd: folder, entry: "." };
  const path = resolve(folder, main);
  if (existsSync(path) && statSync(path).isDirectory()) return { pwd: path, entry: "." };
  return { pwd: dirname(path), entry: basename(path) };
}

/** Single values are handed over as text, blocks as JSON. */
function configurationOf(config: { readonly [key: string]: unknown }): { [key: string]: string } {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
  );
}

function runNode(
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<{ exitCode: number | null; text: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(pinnedNode, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let text = "";
    const take = (chunk: Buffer) => {
      text = (text + chunk.toString()).slice(-100_000);
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    const deadline = setTimeout(() => {
      text += `\nended after ${LONGEST_RUN_SECONDS} s`;
      child.kill("SIGKILL");
    }, LONGEST_RUN_SECONDS * 1000);
    child.on("error", reject);
    child.on("close", (exitCode) => {
      clearTimeout(deadline);
      resolve({ exitCode, text });
    });
  });
}
