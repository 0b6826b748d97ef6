import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { ownResolvers } from "../instance/network-file";
import { readSystemdUnit, type SystemdUnit } from "../instance/systemd-unit";

/** What the lab reads from a host's file system before it boots. */
export interface ImageTree {
  readonly root: string;
  /** Services that are enabled, as systemd would start them. */
  readonly units: readonly SystemdUnit[];
  /** Services that are installed and can be started, the enabled ones among them. */
  readonly installedUnits: readonly SystemdUnit[];
  readonly resolvers: readonly string[] | undefined;
}

/**
 * Root of an image's tree.
 *
 * @param fallback - root of the tree for an image that no tree was built of, e.g. an AMI of AWS's own
 */
export function imageRoot(folder: string, image: string, fallback: string): string {
  return /^[A-Za-z0-9._-]+$/.test(image) && existsSync(join(folder, image, "etc")) ? join(folder, image) : fallback;
}

/** The tree of an image, or of a host: what a host has enabled for itself counts at its next boot. */
export function readTree(root: string): ImageTree {
  const networkFiles = join(root, "etc/systemd/network");
  const enabled = new Set(enabledUnits(root));
  const installedUnits = unitNames(root).flatMap((name) => readUnit(root, name) ?? []);
  return {
    root,
    units: installedUnits.filter(({ name }) => enabled.has(name)),
    installedUnits,
    resolvers: ownResolvers(
      list(networkFiles).map((name) => ({ name, text: readFileSync(join(networkFiles, name), "utf8") })),
    ),
  };
}

export const readImageTree = (folder: string, image: string, fallback: string): ImageTree =>
  readTree(imageRoot(folder, image, fallback));

/** Names of the services that start at a boot from this root, e.g. `unbound.service`. */
export const enabledUnits = (root: string): readonly string[] =>
  list(join(root, "etc/systemd/system/multi-user.target.wants")).filter((name) => name.endsWith(".service"));

/** Unit files shadow each other by folder; drop-ins of all folders are read in the order of their names. */
const unitFolders = ["etc/systemd/system", "run/systemd/system", "usr/lib/systemd/system"];

/** A lab host has neither a clock, a disk, a terminal nor a package source of its own, and its network is made for it. */
const notOfTheLab =
  /^(systemd-|chrony|apt-|dpkg-|unattended-upgrades|e2scrub|fstrim|getty|console-|networking|nftables|pam_namespace|ssh|amazon-ssm|snap)|@|-resolvconf[.]/;

const unitNames = (root: string): readonly string[] =>
  [...new Set(unitFolders.flatMap((folder) => list(join(root, folder))))]
    .filter((name) => name.endsWith(".service") && !notOfTheLab.test(name))
    .toSorted();

function readUnit(root: string, name: string): SystemdUnit | undefined {
  const file = unitFolders.map((folder) => join(root, folder, name)).find(isThere);
  if (file === undefined || isMasked(file)) return undefined;
  const dropIns = unitFolders
    .flatMap((folder) => {
      const dropInFolder = join(root, folder, `${name}.d`);
      return list(dropInFolder).map((dropIn) => ({ dropIn, path: join(dropInFolder, dropIn) }));
    })
    .filter(({ dropIn }) => dropIn.endsWith(".conf"))
    .toSorted((left, right) => (left.dropIn < right.dropIn ? -1 : 1));
  const texts = [file, ...dropIns.map(({ path }) => path)].filter(existsSync).map((path) => readFileSync(path, "utf8"));
  return readSystemdUnit(name, texts);
}

/** Links of a tree lead to places in it, which are not there from outside. */
const linkOf = (file: string): string | undefined => {
  try {
    return readlinkSync(file);
  } catch {
    return undefined;
  }
};
const isThere = (file: string) => existsSync(file) || linkOf(file) !== undefined;
const isMasked = (file: string) => linkOf(file) === "/dev/null";

const list = (folder: string): readonly string[] => (existsSync(folder) ? readdirSync(folder).toSorted() : []);
