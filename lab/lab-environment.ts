import type { Emulator } from "./emulator";
import { labFolders, region } from "./lab-folders";
import { engineEnvironment } from "./stack";

/** What a plain `pulumi`, `terraform` or AWS SDK needs to work against the emulator that runs. */
export function labEnvironment(emulator: Emulator, folder?: string): { readonly [name: string]: string } {
  // a backend of its own: what is done by hand does not touch the stack that the lab made
  return engineEnvironment({ folder: labFolders(folder).engineByHand, endpoint: emulator.endpoint, region });
}

/** e.g. `export AWS_REGION='eu-west-1'` a line. */
export function shellExports(environment: { readonly [name: string]: string }): string {
  return Object.entries(environment)
    .map(([name, value]) => `export ${name}='${value.replaceAll("'", "'\\''")}'`)
    .join("\n");
}
