import { spawn } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readAwstoeDocument } from "./awstoe";
import { awstoeScript } from "./awstoe-script";
import { buildingFolder, removeAbandoned, touch } from "./building";
import { removeTree, userNamespace } from "./remove-tree";
import { run } from "./run";

/** A tree that is made of another one by what an image's documents do in it. */
export interface ImageTreeBuild {
  readonly name: string;
  /** The tree that it is made of. */
  readonly base: string;
  /** Texts of AWSTOE documents, in their order. */
  readonly documents: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

/** As long as AWSTOE waits for a step. */
const LONGEST_MILLISECONDS = 7_200_000;

/**
 * Builds a tree in the folder, unless it is there already: the documents run as root in a copy of the base, which has no
 * network, and the copy takes its place when all of them are done.
 *
 * Without root, whoever owns a file in the end is the user of the lab, as its overlays need it.
 *
 * @returns whether it had to be built
 * @throws {Error} with the end of what the documents said
 */
export async function buildImageTree(build: ImageTreeBuild, folder: string): Promise<boolean> {
  const place = join(folder, build.name);
  if (existsSync(place)) {
    touch(place);
    return false;
  }
  const base = join(folder, build.base);
  if (!existsSync(base)) throw new Error(`there is no root file system ${build.base}; run \`npm run setup\``);
  mkdirSync(folder, { recursive: true });
  await removeAbandoned(folder);
  const building = buildingFolder(folder, build.name);
  try {
    // What is in it, also where it is a link: a build must never write to its base.
    await run("cp", ["--archive", "--reflink=auto", `${base}/.`, building]);
    await runDocuments(building, build);
    renameSync(building, place);
  } catch (error) {
    // another build was faster
    if (!existsSync(place)) throw error;
  } finally {
    await removeTree(building);
  }
  touch(base);
  touch(place);
  return true;
}

const namespaces = [...userNamespace, "--mount", "--net", "--pid", "--fork", "--kill-child"];
const script = ".awstoe";
const inside = `set -e
mount --rbind /proc "$TREE/proc"
mount --rbind /dev "$TREE/dev"
chroot "$TREE" /bin/bash /${script}
${userNamespace.length === 0 ? "" : 'chroot "$TREE" find / -xdev -exec chown --no-dereference 0:0 {} +'}
`;

async function runDocuments(tree: string, { documents, signal }: ImageTreeBuild): Promise<void> {
  const file = join(tree, script);
  writeFileSync(file, awstoeScript(documents.map(readAwstoeDocument)));
  const child = spawn("unshare", [...namespaces, "/bin/sh", "-c", inside], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", HOME: "/root", TREE: tree },
    killSignal: "SIGKILL",
    timeout: LONGEST_MILLISECONDS,
    signal,
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4_000);
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  if (code !== 0) throw new Error(said.trimEnd() || `the build ended with exit code ${code}`);
  rmSync(file);
}
