import { mkdirSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { projectFolder } from "../../set-up/paths";
import { findPulumiCli } from "../engine/pulumi-cli";

export interface EngineEnvironmentOptions {
  /** Where the engine keeps its state and everything else that it writes. */
  readonly folder: string;
  /** The emulator, e.g. `http://127.0.0.1:4566`. */
  readonly endpoint: string;
  /** e.g. `eu-west-1` */
  readonly region: string;
}

/** The folder of the file backend. */
export function stateFolder(folder: string): string {
  return resolve(folder, "state");
}

/**
 * What a Pulumi CLI needs to work against the emulator: backend, passphrase, provider, credentials. Makes the state's
 * folder, because the CLI refuses one that is not there.
 */
export function engineEnvironment(options: EngineEnvironmentOptions): { readonly [name: string]: string } {
  const state = stateFolder(options.folder);
  mkdirSync(state, { recursive: true });
  return {
    AWS_ACCESS_KEY_ID: "test",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_ENDPOINT_URL: options.endpoint,
    // A profile of the user's would win over the keys.
    AWS_PROFILE: "",
    AWS_REGION: options.region,
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_SESSION_TOKEN: "",
    PATH: [...engineFolders(), process.env.PATH ?? ""].join(delimiter),
    PULUMI_BACKEND_URL: pathToFileURL(state).href,
    PULUMI_CONFIG_PASSPHRASE: "",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_HOME: resolve(options.folder, "home"),
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
}

/** In this order: the offline provider, the launcher of dynamic providers, a Node that is new enough, the CLI. */
function engineFolders(): readonly string[] {
  return [
    join(projectFolder, "lab/aws-provider"),
    dirname(require.resolve("@pulumi/pulumi/package.json")),
    join(projectFolder, "node_modules/node/bin"),
    dirname(findPulumiCli()),
  ];
}
