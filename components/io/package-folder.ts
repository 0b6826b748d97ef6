import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder of this package, from sources and from the build: they stand at different depths below it. */
export function packageFolder(start: string = __dirname): string {
  if (existsSync(join(start, "package.json"))) return start;
  if (dirname(start) === start) throw new Error(`No package.json above ${__dirname}; install hybrid-dns again.`);
  return packageFolder(dirname(start));
}
