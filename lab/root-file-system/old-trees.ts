import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { removeTree } from "./remove-tree";

/** Trees of a kind differ in the hash at their names' end. */
const KINDS = ["hybrid-dns-debian-13", "hybrid-dns-forwarder", "hybrid-dns-lab-host"];
const KEPT = 2;

/**
 * Removes trees that only an earlier version of this package needs: of each kind all but the two that were used last, and
 * none that a running lab mounts.
 *
 * @returns names of those that are gone
 */
export async function removeOldTrees(folder: string): Promise<readonly string[]> {
  const names = readdirSync(folder);
  const mounts = mountsOfAll();
  const old = KINDS.flatMap((kind) =>
    names
      .filter((name) => name.startsWith(`${kind}-`) && /^[0-9a-f]{12}$/.test(name.slice(kind.length + 1)))
      .toSorted((left, right) => lastUse(folder, right) - lastUse(folder, left))
      .slice(KEPT)
      .filter((name) => !mounts.some((text) => text.includes(name))),
  );
  for (const name of old) await removeTree(join(folder, name));
  return old;
}

function lastUse(folder: string, name: string): number {
  return statSync(join(folder, name)).mtimeMs;
}

/** What every process of this user has mounted, which tells the lower trees of overlays. */
function mountsOfAll(): readonly string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const file = `/proc/${pid}/mountinfo`;
        return existsSync(file) ? [readFileSync(file, "utf8")] : [];
      } catch {
        // It has ended, or is another user's.
        return [];
      }
    });
}
