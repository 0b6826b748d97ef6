import { createHash } from "node:crypto";
import { join } from "node:path";
import { imageDocuments } from "../../components/core/image-documents";
import { forwarderImageFiles, forwarderImageFolder, forwarderImageName } from "../../components/io/forwarder-image";
import { projectFolder } from "../../set-up/paths";
import type { ImageTreeBuild } from "./build-image-tree";
import { readPackageList } from "./package-list";

/** A tree of Debian 13 that hosts of the lab run from. */
export interface RootFileSystem {
  /** Name of the tree and of the image that it is registered as: ends with the hash of what it is made from. */
  readonly name: string;
  readonly packages: readonly string[];
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

/** Name of the tree that images are built from: Debian 13 with all packages of a forwarder, so that a build needs no network. */
export function debianTreeName(): string {
  return `hybrid-dns-debian-13-${digest([debianRelease, ...leftOut, ...forwarderPackages()])}`;
}

/** The trees that set-up builds of packages. */
export function rootFileSystems(): readonly RootFileSystem[] {
  return [
    { name: debianTreeName(), packages: forwarderPackages(), plainHost: false },
    { name: labHostImageName(), packages: labHostPackages(), plainHost: true },
  ];
}

/** What makes a forwarder of the tree for images, by the very documents that an image is built of in AWS. */
export function forwarderTreeBuild(): ImageTreeBuild {
  const documents = imageDocuments(forwarderImageFiles(), { SECURITY_UPDATES: "no", SSM_AGENT: "no" });
  return { name: forwarderImageName(), base: debianTreeName(), documents: documents.map(({ text }) => text) };
}

/** With those that are there only where they are asked for. */
const forwarderPackages = () => [...readPackageList(join(forwarderImageFolder(), "packages")), "unattended-upgrades"];

const labHostPackages = () => readPackageList(join(projectFolder, "lab", "root-file-system", "lab-host-packages"));

const digest = (parts: readonly string[]) => createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 12);
