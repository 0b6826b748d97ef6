import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { rootFileSystemsFolder } from "../../set-up/paths";

/** What a checker of a real DNS server says about a text: nothing when it is fine. */
export type Checker = (text: string) => string;

/** Runs a checker of the lab's Debian 13 on texts; a reason where that is not there. */
export function checkerInLab(program: string, folder: string): { checker?: Checker; reason?: string } {
  const roots = existsSync(rootFileSystemsFolder) ? readdirSync(rootFileSystemsFolder) : [];
  const root = roots
    .map((name) => join(rootFileSystemsFolder, name))
    .find((path) => ["usr/sbin", "usr/bin"].some((bin) => existsSync(join(path, bin, program))));
  if (root === undefined)
    return { reason: `${program} is in no root file system of the lab; \`npm run quickstart\` makes one` };
  // A file of its own in a temporary folder of its own: others use the tree, and check at the same time.
  const script = `file=$(mktemp ${folder}/hybrid-dns-check.XXXXXX) && trap 'rm -f "$file"' EXIT && cat > "$file" && ${program} "$file"`;
  const inside = ["chroot", root, "/bin/sh", "-c", script];
  const [command, ...args] = process.getuid?.() === 0 ? inside : ["unshare", "--map-root-user", ...inside];
  const checker: Checker = (text) => {
    const { status, stdout, stderr, error } = spawnSync(command!, args, {
      input: text,
      encoding: "utf8",
      timeout: 30_000,
    });
    if (error) throw error;
    return status === 0 ? "" : `exit ${status}: ${stdout}${stderr}`;
  };
  return { checker };
}
