import { spawnSync } from "node:child_process";

/** Why the lab's network cannot be had on this machine; a test that needs it prints that and counts as skipped. */
export function labSkipReason(): string | undefined {
  const flags =
    process.getuid?.() === 0
      ? ["--mount", "--net", "--pid", "--fork"]
      : ["--user", "--map-root-user", "--mount", "--net", "--pid", "--fork"];
  const { status, stderr } = spawnSync("unshare", [...flags, "true"], { encoding: "utf8" });
  return status === 0 ? undefined : `no namespaces on this machine (${(stderr ?? "unshare is missing").trim()})`;
}
