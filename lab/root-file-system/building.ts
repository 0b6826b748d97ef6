import { existsSync, readdirSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { removeTree } from "./remove-tree";

let count = 0;

/** Where a tree is built before it takes its place; nobody else builds there. */
export function buildingFolder(folder: string, name: string): string {
  count += 1;
  return join(folder, `.building-${process.pid}-${count}-${name}`);
}

/** What a build that was killed left; a build that runs is left alone. */
export async function removeAbandoned(folder: string): Promise<void> {
  for (const name of readdirSync(folder)) {
    const pid = /^[.]building-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !existsSync(`/proc/${pid}`)) await removeTree(join(folder, name));
  }
}

/** Marks a tree as used: what was not used for long goes first. */
export function touch(tree: string): void {
  const now = new Date();
  utimesSync(tree, now, now);
}
