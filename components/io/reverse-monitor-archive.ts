import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageFolder } from "./package-folder";

/**
 * Path of the archive with the code of a reverse monitor's function, in a checkout and in an installed package.
 *
 * @throws {Error} when the package is incomplete
 */
export function reverseMonitorArchive(): string {
  const path = join(packageFolder(), "dist", "reverse-monitor", "function.zip");
  if (existsSync(path)) return path;
  throw new Error(
    `The file ${path} is missing, so a reverse monitor has no code; run \`npm run build\` in a checkout, or install hybrid-dns again.`,
  );
}

/** What Lambda knows the archive by, in base64. */
export function archiveHash(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("base64");
}
