import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";

/**
 * PTR records are written by a process of Pulumi's own that loads the package as built, not these sources: says so
 * before anything is registered when there is no build, and when it is older than the sources.
 *
 * @throws {pulumi.RunError} when the package is not built
 */
export function requireBuiltPackage(folder: string = join(__dirname, "..")): void {
  const built = join(folder, "dist", ".tsbuildinfo");
  if (!existsSync(built)) {
    throw new pulumi.RunError(
      `The folder dist is missing in ${folder}, and PTR records are written by what is built there; run \`npm ci\` or \`npm run build\`.`,
    );
  }
  const changed = newestSource(join(folder, "components"));
  if (changed.time <= statSync(built).mtimeMs) return;
  pulumi.log.warn(
    `${changed.path} is newer than the folder dist, by which PTR records are written as before; run \`npm run build\`.`,
  );
}

function newestSource(folder: string): { readonly path: string; readonly time: number } {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, time: statSync(path).mtimeMs }))
    .reduce((newest, each) => (each.time > newest.time ? each : newest), { path: folder, time: 0 });
}
