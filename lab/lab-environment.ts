import { join } from "node:path";
import { labFolder } from "../set-up/paths";
import type { Emulator } from "./emulator";
import { region } from "./lab";
import { engineEnvironment } from "./stack";

/** What a plain `pulumi`, `terraform` or AWS SDK needs to work against the emulator that runs. */
export function labEnvironment(emulator: Emulator, folder = labFolder): { readonly [name: string]: string } {
  // a backend of its own: what is done by hand does not touch the stack that the lab made
  return engineEnvironment({ folder: join(folder, "pulumi-by-hand"), endpoint: emulator.endpoint, region });
}

/** e.g. `export AWS_REGION='eu-west-1'` a line. */
export function shellExports(environment: { readonly [name: string]: string }): string {
  return Object.entries(environment)
    .map(([name, value]) => `export ${name}='${value.replaceAll("'", "'\\''")}'`)
    .join("\n");
}
