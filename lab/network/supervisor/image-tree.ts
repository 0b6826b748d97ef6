import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ownResolvers } from "../instance/network-file";
import { readSystemdUnit, type SystemdUnit } from "../instance/systemd-unit";

/** What the lab reads from an image's tree before a host boots from it. */
export interface ImageTree {
  readonly root: string;
  /** Services that the image enables, as systemd would start them, and those that it has drop-ins of its own for. */
  readonly units: readonly SystemdUnit[];
  readonly resolvers: readonly string[] | undefined;
}

/**
 * The tree of an image.
 *
 * @param fallback - root of the tree for an image that no tree was built of, e.g. an AMI of AWS's own
 */
export function readImageTree(folder: string, image: string, fallback: string): ImageTree {
  const known = /^[A-Za-z0-9._-]+$/.test(image) && existsSync(join(folder, image, "etc"));
  const root = known ? join(folder, image) : fallback;
  const networkFiles = join(root, "etc/systemd/network");
  return {
    root,
    units: ownUnits(root),
    resolvers: ownResolvers(
      list(networkFiles).map((name) => ({ name, text: readFileSync(join(networkFiles, name), "utf8") })),
    ),
  };
}

/** Unit files shadow each other by folder; drop-ins of all folders are read in the order of their names. */
const unitFolders = ["etc/systemd/system", "run/systemd/system", "usr/lib/systemd/system"];

function ownUnits(root: string): readonly SystemdUnit[] {
  const withDropIns = list(join(root, "etc/systemd/system"))
    .filter((name) => name.endsWith(".service.d"))
    .map((name) => name.slice(0, -".d".length));
  return [...new Set([...enabledUnits(root), ...withDropIns])].toSorted().flatMap((name) => {
    const file = unitFolders.map((folder) => join(root, folder, name)).find(existsSync);
    if (file === undefined) return [];
    const dropIns = unitFolders
      .flatMap((folder) => {
        const dropInFolder = join(root, folder, `${name}.d`);
        return list(dropInFolder).map((dropIn) => ({ dropIn, path: join(dropInFolder, dropIn) }));
      })
      .filter(({ dropIn }) => dropIn.endsWith(".conf"))
      .toSorted((left, right) => (left.dropIn < right.dropIn ? -1 : 1));
    const texts = [file, ...dropIns.map(({ path }) => path)].map((path) => readFileSync(path, "utf8"));
    return readSystemdUnit(name, texts) ?? [];
  });
}

/** Names of the services that start at a boot from this root, e.g. `unbound.service`. */
export function enabledUnits(root: string): readonly string[] {
  return list(join(root, "etc/systemd/system/multi-user.target.wants")).filter((name) => name.endsWith(".service"));
}

const list = (folder: string): readonly string[] => (existsSync(folder) ? readdirSync(folder).toSorted() : []);
