import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { buildTerraformProvider } from "../../terraform-provider/build";
import type { Applier, ResourceChange } from "../applier";
import { LabError } from "../lab-error";
import { copyValues } from "../stack/configuration";
import { type CommandOptions, readTerraform, runTerraform } from "./command";
import { findAwsProviderMirror, mirrorVariable } from "./find-terraform";
import { configurationFile, configurationVariable } from "./left-over";
import { synthesise, type TerraformProgram } from "./program";
import { changesOf, type ShownPlan } from "./resource-changes";

export interface TerraformOptions {
  /** Where Terraform works and keeps its state; made where it is not there. */
  readonly folder: string;
  /** The emulator, e.g. `http://127.0.0.1:4577`. */
  readonly endpoint: string;
  /** Path of a `Pulumi.STACK.yaml`, the description for both appliers; it is copied, never written to. */
  readonly configuration: string;
  /** Values to set in the copy, by path. */
  readonly settings?: { readonly [path: string]: string };
  readonly log: (line: string) => void;
  /** Aborted: what runs ends, and it rejects. */
  readonly signal?: AbortSignal;
}

/** Most of a resource's time is waiting; Terraform's own default is 10 at once. */
const parallelism = "-parallelism=64";

/**
 * The lab environment with the real Terraform, the real AWS provider and ours, against the emulator.
 *
 * @throws {LabError} when the configuration cannot be read, or Terraform refuses; so do all methods
 */
export async function openTerraform(options: TerraformOptions): Promise<Applier> {
  const folder = resolve(options.folder);
  mkdirSync(folder, { recursive: true });
  const configuration = copyValues(options.configuration, join(folder, "configuration.yaml"));
  for (const [path, value] of Object.entries(options.settings ?? {})) configuration.set(path, value);
  const aws = findAwsProviderMirror();
  // What is built is what these sources say, whatever stands in dist.
  const own = await buildTerraformProvider(join(folder, "provider"));
  writeFileSync(configurationFile(folder), installation(own, aws));
  const command: CommandOptions = {
    folder,
    environment: environmentOf(folder, options.endpoint),
    log: options.log,
    signal: options.signal,
  };

  const write = (): TerraformProgram => {
    const program = synthesise(configuration, folder);
    // A mirror has what version it has; the registry has the CDK's.
    if (aws !== undefined) delete program.terraform.required_providers["aws"]?.version;
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify(program, undefined, 2));
    return program;
  };
  const plan = async (...flags: string[]): Promise<readonly ResourceChange[]> => {
    const program = write();
    await runTerraform(command, ["plan", "-json", "-out=plan", parallelism, ...flags]);
    const shown = await readTerraform(command, ["show", "-json", "plan"]);
    const changes = changesOf(shown as ShownPlan, program);
    for (const { operation, type, name, properties } of changes)
      options.log(`${operation} ${type} ${name} ${properties.join(", ")}`);
    return changes;
  };
  const apply = async (): Promise<{ [name: string]: unknown }> => {
    const outputs: { [name: string]: unknown } = {};
    await runTerraform(command, ["apply", "-json", parallelism, "plan"], (message) => {
      if (message.type !== "outputs") return;
      for (const [name, { value }] of Object.entries(message.outputs ?? {})) outputs[name] = value;
    });
    return outputs;
  };

  write();
  await runTerraform(command, ["init", "-json"]).catch((error: unknown) => {
    if (aws !== undefined || !(error instanceof LabError)) throw error;
    const way = `${mirrorVariable} names a folder that has it, which \`terraform providers mirror\` makes`;
    throw new LabError(`${error.message}\nThe AWS provider comes from the registry here; ${way}.`);
  });
  return {
    commands: { preview: "terraform plan", up: "terraform apply", destroy: "terraform destroy" },
    preview: () => plan(),
    async up() {
      const changes = await plan();
      return { changes, outputs: await apply() };
    },
    async destroy() {
      const changes = await plan("-destroy");
      await apply();
      return changes;
    },
    set: async (path, value) => configuration.set(path, value),
  };
}

/** Where Terraform finds providers: ours in its own mirror, AWS's in the machine's, else in the registry. */
function installation(own: string, aws: string | undefined): string {
  const mirror = (path: string, include: string) =>
    `  filesystem_mirror {\n    path    = ${JSON.stringify(path)}\n    include = ["${include}"]\n  }\n`;
  const ofAws = aws === undefined ? `  direct {\n    include = ["hashicorp/*"]\n  }\n` : mirror(aws, "hashicorp/*");
  return `provider_installation {\n${mirror(own, "hybrid-dns/*")}${ofAws}}\n`;
}

/** Nothing of the user's own but what finds programs and ways to the registry. */
function environmentOf(folder: string, endpoint: string): NodeJS.ProcessEnv {
  const kept = ["HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR", "TMPDIR"].flatMap((name) => {
    const value = process.env[name] ?? process.env[name.toLowerCase()];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(kept),
    AWS_ACCESS_KEY_ID: "test",
    AWS_CONFIG_FILE: join(folder, "no-aws-config"),
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_ENDPOINT_URL: endpoint,
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_SHARED_CREDENTIALS_FILE: join(folder, "no-aws-credentials"),
    CHECKPOINT_DISABLE: "1",
    HOME: folder,
    HYBRID_DNS_NODE: process.execPath,
    PATH: [dirname(process.execPath), process.env["PATH"] ?? ""].join(delimiter),
    [configurationVariable]: configurationFile(folder),
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
  };
}
