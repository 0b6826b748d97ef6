import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { debianRelease, leftOut, type RootFileSystem } from "./root-file-system";

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
  if (existsSync(place)) return false;
  mkdirSync(folder, { recursive: true });
  removeAbandoned(folder);
  const building = join(folder, `.building-${process.pid}-${tree.name}`);
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

function builderArguments({ packages, provision, plainHost }: RootFileSystem): string[] {
  // mmdebstrap runs hooks by a shell, with the tree as $1
  const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  return [
    "--variant=minbase",
    `--include=${packages.join(",")}`,
    ...leftOut.map((path) => `--dpkgopt=path-exclude=${path}`),
    ...(provision === undefined
      ? []
      : [
          `--customize-hook=copy-in ${quoted(provision)} /tmp`,
          '--customize-hook=chroot "$1" /tmp/forwarder-image/provision.sh',
          '--customize-hook=rm -rf "$1/tmp/forwarder-image"',
        ]),
    ...(plainHost ? ['--customize-hook=rm -rf "$1/etc/systemd/system/multi-user.target.wants"'] : []),
    debianRelease,
  ];
}

/** What a build that was killed left; a build that runs is left alone. */
function removeAbandoned(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = /^[.]building-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !existsSync(`/proc/${pid}`)) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function run(command: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
    let end = "";
    const keep = (chunk: Buffer) => {
      end = (end + chunk.toString()).slice(-4_000);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", (error) => reject(new Error(`${command} cannot be run: ${error.message}`)));
    child.on("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`${command} ended with exit code ${code}:\n${end.trimEnd()}`)),
    );
  });
}
