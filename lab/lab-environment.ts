import type { Emulator } from "./emulator";
import { labFolders, region } from "./lab-folders";
import { engineEnvironment } from "./stack";

/** Variables of the user's own that would win over the lab's. */
const inTheWay = ["AWS_PROFILE", "AWS_SESSION_TOKEN"];

/** What a plain `pulumi`, `terraform` or AWS SDK needs to work against the emulator that runs. */
export function labEnvironment(emulator: Emulator, folder?: string): { readonly [name: string]: string } {
  // a backend of its own: what is done by hand does not touch the stack that the lab made
  const settings = { folder: labFolders(folder).engineByHand, endpoint: emulator.endpoint, region };
  // to some SDKs an empty profile is one that does not exist
  return Object.fromEntries(Object.entries(engineEnvironment(settings)).filter(([name]) => !inTheWay.includes(name)));
}

/** e.g. `export AWS_REGION='eu-west-1'` a line. */
export function shellExports(environment: { readonly [name: string]: string }): string {
  return [
    `unset ${inTheWay.join(" ")}`,
    ...Object.entries(environment).map(([name, value]) => `export ${name}='${value.replaceAll("'", "'\\''")}'`),
  ].join("\n");
}
