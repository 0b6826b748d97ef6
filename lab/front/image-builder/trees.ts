import { createHash } from "node:crypto";
import { rootFileSystemsFolder } from "../../../set-up/paths";
import { buildImageTree, debianTreeName } from "../../root-file-system";
import { TREE_TAG, type TreeBuilder } from "./builds";

/** Builds the trees of the lab in their folder. */
export function labTrees(folder: string = rootFileSystemsFolder): TreeBuilder {
  return {
    treeOf({ name, tags }) {
      const own = tags[TREE_TAG];
      if (own !== undefined) return own;
      if (name.startsWith("debian-13-")) return debianTreeName();
      throw new Error(`the lab builds images from Debian 13 only, and not from ${name}`);
    },
    nameFor(imageName, base, documents) {
      const kind = imageName.replace(/-[0-9a-f]{12}$/, "").replaceAll(/[^A-Za-z0-9._-]+/g, "-");
      const contents = createHash("sha256").update(JSON.stringify([base, documents]));
      return `${kind}-${contents.digest("hex").slice(0, 12)}`;
    },
    async build(name, base, documents, signal) {
      // Old ones are removed by set-up: here they may be what a test or another lab is about to boot.
      await buildImageTree({ name, base, documents, signal }, folder);
    },
  };
}
