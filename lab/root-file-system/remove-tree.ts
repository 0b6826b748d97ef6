import { existsSync, rmSync } from "node:fs";
import { run } from "./run";

/** As whom documents run: packages have users of their own, for which one user is not enough. */
export const userNamespace = process.getuid?.() === 0 ? [] : ["--user", "--map-root-user", "--map-auto"];

/** Removes a tree. What a build without root has left are files of users that only a namespace has. */
export async function removeTree(tree: string): Promise<void> {
  if (!existsSync(tree)) return;
  if (userNamespace.length === 0) rmSync(tree, { recursive: true, force: true });
  else await run("unshare", [...userNamespace, "rm", "-rf", tree]);
}
