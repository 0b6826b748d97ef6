import { createHash } from "node:crypto";
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import type { ImageFile } from "../core";
import { packageFolder } from "./package-folder";

/**
 * Name of the image that this package builds, e.g. `hybrid-dns-forwarder-3f9a1c0b77e2`.
 *
 * The name says what is inside: the digits are the hash of the folder that it is made from, so whoever builds the
 * image and whoever launches it agree without telling each other.
 *
 * @param folder - the folder that the image is made from; default: the packaged one
 */
export function forwarderImageName(folder: string = forwarderImageFolder()): string {
  return `hybrid-dns-forwarder-${hashFolder(folder)}`;
}

/**
 * The packaged folder that the forwarder image is made from, in a checkout and in an installed package.
 *
 * @throws {Error} when the package is incomplete
 */
export function forwarderImageFolder(): string {
  const folder = join(packageFolder(), "dist", "forwarder-image");
  if (!existsSync(folder)) {
    throw new Error(
      `The folder ${folder} is missing, so the forwarder image has no name; ` +
        "run `npm run build` in a checkout, or install hybrid-dns again.",
    );
  }
  return folder;
}

/** All files of the packaged folder, in the order of their paths; of a mode only "may be executed" is kept. */
export function forwarderImageFiles(folder: string = forwarderImageFolder()): readonly ImageFile[] {
  return filesBelow(folder)
    .sort()
    .map((path) => {
      const absolute = join(folder, path);
      const mode = lstatSync(absolute).mode & 0o100 ? 0o755 : 0o644;
      return { path, mode, text: readFileSync(absolute, "utf8") };
    });
}

function hashFolder(folder: string): string {
  const hash = createHash("sha256");
  for (const path of filesBelow(folder).sort()) {
    const absolute = join(folder, path);
    const status = lstatSync(absolute);
    const content = status.isSymbolicLink() ? Buffer.from(readlinkSync(absolute)) : readFileSync(absolute);
    // Lengths keep neighbouring fields apart.
    hash.update(`${Buffer.byteLength(path)} ${path} ${kind(status)} ${content.length}\n`).update(content);
  }
  return hash.digest("hex").slice(0, 12);
}

/** Of the mode only "may be executed" counts: git and npm keep no more, and the name must be the same after both. */
function kind(status: { isSymbolicLink(): boolean; mode: number }): string {
  if (status.isSymbolicLink()) return "link";
  return status.mode & 0o100 ? "executable" : "file";
}

/** Paths with `/`, relative to the folder; empty folders leave no trace, as in git. */
function filesBelow(folder: string, prefix = ""): string[] {
  return readdirSync(join(folder, prefix), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(folder, `${prefix}${entry.name}/`) : [`${prefix}${entry.name}`],
  );
}
