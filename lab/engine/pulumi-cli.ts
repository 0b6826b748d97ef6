import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join, resolve } from "node:path";
import { pulumiFolder, pulumiVersion } from "../../set-up/paths";
import { LabError } from "../lab-error";

/**
 * The Pulumi CLI: what `PULUMI_CLI` names, else `pulumi` on PATH, else the one that set-up built.
 *
 * @returns absolute path of the program
 * @throws {LabError} when there is none, or `PULUMI_CLI` names something that cannot be run
 */
export function findPulumiCli(
  environment: { readonly [name: string]: string | undefined } = process.env,
  builtFolder = pulumiFolder,
): string {
  const named = environment.PULUMI_CLI;
  if (named !== undefined && named !== "") {
    const path = resolve(named);
    if (isProgram(path)) return path;
    throw new LabError(
      `PULUMI_CLI=${named}: expected the path of the Pulumi CLI, found no program there; correct or unset it`,
    );
  }
  const folders = (environment.PATH ?? "").split(delimiter).filter(isAbsolute);
  const found = [...folders, builtFolder].map((folder) => join(folder, "pulumi")).find(isProgram);
  if (found !== undefined) return found;
  throw new LabError(
    `there is no Pulumi CLI: neither PULUMI_CLI nor a \`pulumi\` on PATH nor a built one; ` +
      `run \`npm run setup\`, which builds version ${pulumiVersion} from its Go module (once, some minutes)`,
  );
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
