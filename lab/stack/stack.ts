import { existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { type EngineEvent, LocalWorkspace, PulumiCommand, type Stack } from "@pulumi/pulumi/automation";
import { projectFolder } from "../../set-up/paths";
import type { Applier, ResourceChange } from "../applier";
import { findPulumiCli } from "../engine/pulumi-cli";
import { LabError } from "../lab-error";
import { copyConfiguration } from "./configuration";
import { collectDiagnostics, plainText } from "./diagnostics";
import { engineEnvironment, stateFolder } from "./engine-environment";
import { removeStaleLocks } from "./locks";
import { changeOf } from "./resource-changes";

export interface StackOptions {
  /** Where the engine works and keeps its state; made where it is not there. */
  readonly folder: string;
  /** The emulator, e.g. `http://127.0.0.1:4566`. */
  readonly endpoint: string;
  readonly project: string;
  readonly stack: string;
  readonly program: () => Promise<Record<string, unknown>>;
  /** Path of a `Pulumi.STACK.yaml` to start from; it is copied, never written to. */
  readonly configuration: string;
  /** Values to set in the copy, by path, e.g. `hybrid-dns:dns.backend.unbound.imageId`. */
  readonly settings?: { readonly [path: string]: string };
  readonly log: (line: string) => void;
  /** Aborted: what runs ends in order, its lock is released, and it rejects. */
  readonly signal?: AbortSignal;
}

/** A stack of the user's program on the real engine, against the emulator. */
export interface LabStack extends Applier {
  outputs(): Promise<{ readonly [name: string]: unknown }>;
}

/**
 * Opens the stack, and makes it where it is not there yet. A lock that a dead engine left is removed.
 *
 * @throws {LabError} when there is no Pulumi CLI, the configuration cannot be read, or the engine refuses; so do all methods
 */
export async function openStack(options: StackOptions): Promise<LabStack> {
  const folder = resolve(options.folder);
  const workFolder = join(folder, "work");
  const { project, stack: stackName, program, log } = options;
  const configuration = copyConfiguration(options.configuration, workFolder, project, stackName);
  for (const [path, value] of Object.entries(options.settings ?? {})) configuration.set(path, value);
  const environment = engineEnvironment({ folder, endpoint: options.endpoint, region: configuration.region });
  for (const pid of removeStaleLocks(stateFolder(folder), project, stackName)) {
    log(`removed the lock of an engine that is gone (process ${pid})`);
  }
  // Code of dynamic resources is taken from where this process is.
  process.chdir(projectFolder);
  const workspaceOptions = {
    workDir: workFolder,
    envVars: { ...environment },
    pulumiCommand: await pulumiCommand(folder),
  };
  const stackFile = join(stateFolder(folder), ".pulumi/stacks", project, `${stackName}.json`);
  const open = existsSync(stackFile) ? LocalWorkspace.selectStack : LocalWorkspace.createStack;
  const stack = await refusing(() =>
    open.call(LocalWorkspace, { projectName: project, stackName, program }, workspaceOptions),
  );
  skipSummaries(stack);
  let outputs: { readonly [name: string]: unknown } | undefined;

  /** Runs one operation of the engine; gives its changes, or its errors as one. */
  async function run(what: string, operation: (hooks: Hooks) => Promise<unknown>): Promise<readonly ResourceChange[]> {
    options.signal?.throwIfAborted();
    const changes: ResourceChange[] = [];
    const diagnostics = collectDiagnostics(log);
    const onEvent = (event: EngineEvent) => {
      diagnostics.add(event);
      const change = changeOf(event);
      if (change !== undefined) changes.push(change);
      outputs = stackOutputs(event) ?? outputs;
    };
    log(`pulumi ${what} of ${stackName}`);
    try {
      await operation({
        onEvent,
        parallel,
        ...(options.signal === undefined ? {} : { signal: AbortSignal.any([options.signal]) }),
      });
    } catch (error) {
      options.signal?.throwIfAborted();
      throw failure(what, diagnostics.errors(), error);
    }
    for (const change of changes)
      log(`${change.operation} ${change.type} ${change.name} ${change.properties.join(", ")}`);
    return changes;
  }

  async function currentOutputs(): Promise<{ readonly [name: string]: unknown }> {
    if (outputs !== undefined && !holdsSecret(outputs)) return outputs;
    return refusing(() => stack.workspace.stackOutputs(stackName).then(valuesOf));
  }

  return {
    commands: { preview: "pulumi preview", up: "pulumi up", destroy: "pulumi destroy" },
    preview: () => run("preview", (hooks) => stack.preview(hooks)),
    async up() {
      outputs = undefined;
      const changes = await run("up", (hooks) => stack.up(hooks));
      return { changes, outputs: await currentOutputs() };
    },
    async destroy() {
      const changes = await run("destroy", (hooks) => stack.destroy(hooks));
      outputs = undefined;
      return changes;
    },
    outputs: currentOutputs,
    set: async (path, value) => configuration.set(path, value),
  };
}

/** Most of a resource's time is waiting for the emulator; the engine's own default goes by the number of processors. */
const parallel = 32;

interface Hooks {
  readonly parallel: number;
  readonly onEvent: (event: EngineEvent) => void;
  readonly signal?: AbortSignal;
}

/** After each operation the Automation API asks for outputs and history by three more calls of the CLI; nobody reads them. */
function skipSummaries(stack: Stack): void {
  stack.outputs = async () => ({});
  stack.info = async () => undefined;
}

/** Outputs of the program, from the event that ends its registration. */
function stackOutputs(event: EngineEvent): { readonly [name: string]: unknown } | undefined {
  const metadata = event.resOutputsEvent?.metadata;
  if (event.resOutputsEvent?.planning || metadata?.type !== "pulumi:pulumi:Stack") return undefined;
  return metadata.new?.outputs;
}

/** Events hide secrets, the only values that the CLI has to be asked for. */
function holdsSecret(outputs: unknown): boolean {
  return JSON.stringify(outputs).includes('"[secret]"');
}

function valuesOf(outputs: { readonly [name: string]: { readonly value: unknown } }): { [name: string]: unknown } {
  return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
}

/** The CLI by its path: the Automation API takes only a folder with `bin/pulumi` in it. */
function pulumiCommand(folder: string): Promise<PulumiCommand> {
  const cli = findPulumiCli();
  const root = join(folder, "cli");
  const link = join(root, "bin/pulumi");
  mkdirSync(join(root, "bin"), { recursive: true });
  rmSync(link, { force: true });
  symlinkSync(cli, link);
  return refusing(() => PulumiCommand.get({ root }), `the Pulumi CLI at ${cli} does not run`);
}

async function refusing<Answer>(call: () => Promise<Answer>, what = "the Pulumi engine refuses"): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    throw new LabError(`${what}: ${commandText(error)}`);
  }
}

function failure(what: string, errors: readonly string[], error: unknown): LabError {
  const text = errors.length > 0 ? errors.join("\n") : commandText(error);
  return new LabError(`pulumi ${what} failed:\n${text}`);
}

/** What the CLI said itself, out of the text that the Automation API wraps around it. */
function commandText(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const [, said] = /stderr: ([\s\S]*?)\n err\?:/.exec(message) ?? [];
  const lines = plainText(said ?? message).split("\n");
  const errors = lines.filter((line) => /^\s*error: /.test(line));
  return (errors.length > 0 ? errors : lines).map((line) => line.trim()).join("\n");
}
