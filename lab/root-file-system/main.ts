// Builds the trees that the lab's hosts run from; those that are there already are kept.
import { rootFileSystemsFolder } from "../../set-up/paths";
import { buildRootFileSystem } from "./build";
import { rootFileSystems } from "./root-file-system";

const say = (text: string) => console.log(`root file systems: ${text}`);

Promise.all(rootFileSystems().map((tree) => buildRootFileSystem(tree, rootFileSystemsFolder, say))).then(
  (built) => say(`${built.length} there, ${built.filter(Boolean).length} of them built now`),
  (error: unknown) => {
    console.error(`root file systems: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  },
);
