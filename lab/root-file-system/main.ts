// Builds the trees that the lab's hosts run from; those that are there already are kept.
import { rootFileSystemsFolder } from "../../set-up/paths";
import { buildRootFileSystem } from "./build";
import { buildImageTree } from "./build-image-tree";
import { removeOldTrees } from "./old-trees";
import { forwarderTreeBuild, rootFileSystems } from "./root-file-system";

const say = (text: string) => console.log(`root file systems: ${text}`);

async function main(): Promise<void> {
  const trees = rootFileSystems().map((tree) => buildRootFileSystem(tree, rootFileSystemsFolder, say));
  const built = await Promise.all(trees);
  built.push(await buildImageTree(forwarderTreeBuild(), rootFileSystemsFolder));
  for (const name of await removeOldTrees(rootFileSystemsFolder)) say(`${name} is gone: it was old, and nobody's`);
  say(`${built.length} there, ${built.filter(Boolean).length} of them built now`);
}

main().catch((error: unknown) => {
  console.error(`root file systems: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
