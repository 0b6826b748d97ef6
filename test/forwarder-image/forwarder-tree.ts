import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { forwarderImageName } from "../../components/io/forwarder-image";
import { unitScript } from "../../lab/network/instance/unit-script";
import { enabledUnits, readImageTree } from "../../lab/network/supervisor/image-tree";
import { projectFolder, rootFileSystemsFolder } from "../../set-up/paths";

/**
 * Runs a shell script as root of a freshly booted forwarder: the image's tree under an overlay in memory, its units
 * started as they say, nobody else in its network.
 */
export function runInForwarder(
  flags: readonly string[],
  script: string,
): Promise<{ code: number | null; output: string }> {
  const tree = readImageTree(rootFileSystemsFolder, forwarderImageName(), "");
  if (!existsSync(join(tree.root, "etc")))
    throw new Error(`${forwarderImageName()} is not built; run \`npm run setup\``);
  const enabled = enabledUnits(tree.root);
  if (!enabled.includes("unbound.service")) throw new Error("the image does not enable unbound.service");
  const units = tree.installedUnits.map((unit) => {
    const variable = `UNIT_${unit.name.replace(/\W/g, "_")}`;
    return {
      script: [variable, unitScript(unit, { singleUser: flags.includes("--user") })] as const,
      line: `printf '%s' "$${variable}" > /mnt/root/run/lab/units/${unit.name}`,
    };
  });
  const singleUser = flags.includes("--user");
  const setUp = `set -e
mount -t tmpfs test /mnt
mkdir /mnt/upper /mnt/work /mnt/root
mount -t overlay -o "lowerdir=$TREE,upperdir=/mnt/upper,workdir=/mnt/work${singleUser ? ",userxattr" : ""}" test /mnt/root
mount --rbind /proc /mnt/root/proc
mount --rbind /dev /mnt/root/dev
printf '%s' "$SYSTEMCTL" > /mnt/root/usr/bin/systemctl
chmod 755 /mnt/root/usr/bin/systemctl
mkdir -p /mnt/root/run/lab/units /mnt/root/run/lab/state
${units.map(({ line }) => line).join("\n")}
${singleUser ? "sed -i 's/^\\(unbound:[^:]*\\):[0-9]*:[0-9]*:/\\1:0:0:/' /mnt/root/etc/passwd" : ""}
exec chroot /mnt/root /bin/sh -c 'ip link set lo up; systemctl --no-block start ${enabled.join(" ")}; until [ -s /run/lab/state/unbound.service/pid ]; do sleep 0.02; done; sleep 0.3; eval "$SCRIPT"'
`;
  return new Promise((resolve, reject) => {
    const child = spawn("unshare", [...flags, "/bin/sh", "-c", setUp], {
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
        TREE: tree.root,
        ...Object.fromEntries(units.map(({ script }) => script)),
        SYSTEMCTL: readFileSync(join(projectFolder, "lab/network/instance/systemctl.sh"), "utf8"),
        SCRIPT: script,
      },
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => {
        output += chunk.toString();
      });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
  });
}
