import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { forwarderImageName } from "../../components/io/forwarder-image";
import { unitScript } from "../../lab/network/instance/systemd-unit";
import { readImageTree } from "../../lab/network/supervisor/image-tree";
import { projectFolder, rootFileSystemsFolder } from "../../set-up/paths";

/**
 * Runs a shell script as root of a freshly booted forwarder: the image's tree under an overlay in memory, its Unbound
 * started as its unit says, nobody else in its network.
 */
export function runInForwarder(
  flags: readonly string[],
  script: string,
): Promise<{ code: number | null; output: string }> {
  const tree = readImageTree(rootFileSystemsFolder, forwarderImageName(), "");
  if (!existsSync(join(tree.root, "etc")))
    throw new Error(`${forwarderImageName()} is not built; run \`npm run setup\``);
  const [unit] = tree.units.filter(({ name }) => name === "unbound.service");
  if (unit === undefined) throw new Error("the image does not enable unbound.service");
  const singleUser = flags.includes("--user");
  const setUp = `set -e
mount -t tmpfs test /mnt
mkdir /mnt/upper /mnt/work /mnt/root
mount -t overlay -o "lowerdir=$TREE,upperdir=/mnt/upper,workdir=/mnt/work${singleUser ? ",userxattr" : ""}" test /mnt/root
mount --rbind /proc /mnt/root/proc
mount --rbind /dev /mnt/root/dev
mkdir -p /mnt/root/run/lab/state/unbound.service
printf '%s' "$SYSTEMCTL" > /mnt/root/usr/bin/systemctl
chmod 755 /mnt/root/usr/bin/systemctl
printf '%s' "$UNIT" > /mnt/root/run/lab/unit
${singleUser ? "sed -i 's/^\\(unbound:[^:]*\\):[0-9]*:[0-9]*:/\\1:0:0:/' /mnt/root/etc/passwd" : ""}
exec chroot /mnt/root /bin/sh -c 'ip link set lo up; /bin/sh /run/lab/unit & until [ -s /run/lab/state/unbound.service/pid ]; do sleep 0.02; done; sleep 0.3; eval "$SCRIPT"'
`;
  return new Promise((resolve, reject) => {
    const child = spawn("unshare", [...flags, "/bin/sh", "-c", setUp], {
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
        TREE: tree.root,
        UNIT: unitScript(unit),
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
