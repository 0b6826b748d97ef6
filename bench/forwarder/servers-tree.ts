import { createHash } from "node:crypto";
import { join } from "node:path";
import { buildRootFileSystem } from "../../lab/root-file-system/build";
import { debianRelease, leftOut } from "../../lab/root-file-system/root-file-system";
import { cacheFolder } from "../../set-up/paths";

const packages = ["unbound", "bind9", "nsd", "dnsperf", "iproute2"];
const folder = join(cacheFolder, "bench");

/**
 * The tree of Debian 13 that all measured servers, the upstream and the load come from, so that the host needs none of
 * them; built when it is not there.
 *
 * @throws {Error} which says what is missing, where it cannot be built
 */
export async function serversTree(say: (text: string) => void): Promise<string> {
  const hash = createHash("sha256")
    .update([debianRelease, ...leftOut, ...packages].join("\n"))
    .digest("hex");
  const name = `hybrid-dns-bench-${hash.slice(0, 12)}`;
  try {
    await buildRootFileSystem({ name, packages, plainHost: true }, folder, say);
  } catch (error) {
    throw new Error(
      `unbound, named, nsd and dnsperf come from a tree of Debian 13, which could not be built: it needs mmdebstrap ` +
        `(apt-get install mmdebstrap) and a mirror of Debian. ${error instanceof Error ? error.message : error}`,
    );
  }
  return join(folder, name);
}
