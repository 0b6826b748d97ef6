import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildingFolder, removeAbandoned, touch } from "./building";
import { debianRelease, leftOut, type RootFileSystem } from "./root-file-system";
import { run } from "./run";

/**
 * Builds a tree in the folder, unless it is there already.
 *
 * It is built beside its place and moved there when it is whole, so what stands there is always usable. Without root it
 * comes as an archive first: the lab's overlays need a tree that its user owns.
 *
 * @returns whether it had to be built
 * @throws {Error} with the end of the builder's output
 */
export async function buildRootFileSystem(
  tree: RootFileSystem,
  folder: string,
  say: (text: string) => void,
): Promise<boolean> {
  const place = join(folder, tree.name);
  if (existsSync(place)) {
    touch(place);
    return false;
  }
  mkdirSync(folder, { recursive: true });
  await removeAbandoned(folder);
  const building = buildingFolder(folder, tree.name);
  say(`builds ${tree.name} (${tree.packages.length} packages and what they need)`);
  const begun = Date.now();
  try {
    if (process.getuid?.() === 0) {
      await run("mmdebstrap", [...builderArguments(tree), building]);
    } else {
      await run("mmdebstrap", [...builderArguments(tree), "--format=tar", `${building}.tar`]);
      mkdirSync(building);
      await run("tar", ["-xf", `${building}.tar`, "-C", building, "--no-same-owner", "--exclude=./dev/*"]);
    }
    renameSync(building, place);
  } catch (error) {
    // another run of set-up was faster
    if (!existsSync(place)) throw error;
  } finally {
    rmSync(building, { recursive: true, force: true });
    rmSync(`${building}.tar`, { force: true });
  }
  say(`${tree.name} is ready (${((Date.now() - begun) / 1000).toFixed(0)} s)`);
  return true;
}

function builderArguments({ packages, plainHost }: RootFileSystem): string[] {
  return [
    "--variant=minbase",
    `--include=${packages.join(",")}`,
    ...leftOut.map((path) => `--dpkgopt=path-exclude=${path}`),
    ...(plainHost ? ['--customize-hook=rm -rf "$1/etc/systemd/system/multi-user.target.wants"'] : []),
    debianRelease,
  ];
}
