import { createHash } from "node:crypto";
import { join } from "node:path";
import { forwarderImageFolder, forwarderImageName } from "../../components/io/forwarder-image";
import { projectFolder } from "../../set-up/paths";
import { readPackageList } from "./package-list";

/** A tree of Debian 13 that hosts of the lab run from. */
export interface RootFileSystem {
  /** Name of the tree and of the image that it is registered as: ends with the hash of what it is made from. */
  readonly name: string;
  readonly packages: readonly string[];
  /** Folder with a `provision.sh` that is run inside, once the packages are there. */
  readonly provision?: string | undefined;
  /** Whether hosts start nothing of themselves, whatever the packages would. */
  readonly plainHost: boolean;
}

export const debianRelease = "trixie";

/** Everything that neither the lab nor a forwarder reads: half of the size. */
export const leftOut = ["/usr/share/doc/*", "/usr/share/man/*", "/usr/share/locale/*", "/usr/share/info/*"] as const;

/** Name of the image that hosts without one of their own, and the lab's own servers, run from. */
export function labHostImageName(): string {
  return `hybrid-dns-lab-host-${digest([debianRelease, "plain host", ...leftOut, ...labHostPackages()])}`;
}

/** The trees that the lab needs. */
export function rootFileSystems(): readonly RootFileSystem[] {
  const forwarder = forwarderImageFolder();
  return [
    {
      name: forwarderImageName(),
      packages: readPackageList(join(forwarder, "packages")),
      provision: forwarder,
      plainHost: false,
    },
    { name: labHostImageName(), packages: labHostPackages(), plainHost: true },
  ];
}

const labHostPackages = () => readPackageList(join(projectFolder, "lab", "root-file-system", "lab-host-packages"));

const digest = (parts: readonly string[]) => createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 12);
