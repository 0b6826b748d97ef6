import { spawn } from "node:child_process";
import { LabError } from "../lab-error";

const namespaces = ["--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"];

/**
 * How `unshare` makes the lab's namespaces on this machine: as root, else with a user namespace.
 *
 * @throws {LabError} where neither works, with what would make it work
 */
export async function namespaceFlags(): Promise<readonly string[]> {
  const root = process.getuid?.() === 0;
  const flags = root ? namespaces : ["--user", "--map-root-user", ...namespaces];
  const problem = await trial(flags);
  if (problem === undefined) return flags;
  if (root)
    throw new LabError(
      `root may not make namespaces here (${problem}); a container needs --privileged, or at least CAP_SYS_ADMIN and CAP_NET_ADMIN`,
    );
  throw new LabError(
    `neither root nor user namespaces are to be had (${problem}); run as root, or allow them, as root: ` +
      "sysctl -w kernel.unprivileged_userns_clone=1 (Debian), " +
      "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0 (Ubuntu), sysctl -w user.max_user_namespaces=10000",
  );
}

/** @returns what went wrong */
function trial(flags: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn("unshare", [...flags, "/bin/sh", "-c", "mount -t tmpfs none /mnt"], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.on("error", (error) => resolve(error.message));
    child.on("close", (code) =>
      resolve(code === 0 ? undefined : said.trim().split("\n").at(-1) || `exit code ${code}`),
    );
  });
}
