import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { renderAgentUserData } from "../../components/core/agent-user-data";
import { renderBootstrap } from "../../components/core/forwarder-bootstrap";
import { forwarderImageFolder } from "../../components/io/forwarder-image";
import { forwarderBootstrapSource } from "../../components/io/forwarder-image-source";
import { debianTreeName } from "../../lab/root-file-system";
import { projectFolder, rootFileSystemsFolder } from "../../set-up/paths";
import { unboundConf } from "../forwarder-agent/world/forwarder-world";
import { needsNamespaces } from "../lab/network/needs-namespaces";
import { imageFiles } from "./image-files";

const settings = {
  version: 1,
  bucket: "acme-bucket",
  region: "eu-central-1",
  forwarders: "acme-hub",
  slot: "a",
  software: "unbound",
} as const;
const bootstrap = renderBootstrap({ architecture: "arm64" }, forwarderBootstrapSource());
const userData = (script = bootstrap) =>
  renderAgentUserData({ ...settings, imageId: script.madeBy }, unboundConf("192.0.2.1"), script);

/** Notes what it is asked for, and starts the one service that is asked questions. */
const systemctl = `#!/bin/sh
echo "systemctl $*" >> /srv/asked
if [ "$*" = "restart unbound.service" ]; then unbound -p -c /etc/unbound/unbound.conf; fi
`;

/** Long pauses are noted in their place, and the network comes back meanwhile. */
const sleep = `#!/bin/sh
[ "$1" = 15 ] || exec /bin/sleep "$@"
echo "sleep $1" >> /srv/asked
rm -f /srv/down
`;

/** Runs what a new machine runs, in a plain Debian 13 with nobody else in its network but a small AWS. */
function boot(flags: readonly string[], userDataText: string, then: string): Promise<string> {
  const singleUser = flags.includes("--user");
  const setUp = `set -e
mount -t tmpfs test /mnt
mkdir /mnt/upper /mnt/work /mnt/root
mount -t overlay -o "lowerdir=$TREE,upperdir=/mnt/upper,workdir=/mnt/work${singleUser ? ",userxattr" : ""}" test /mnt/root
mount --rbind /proc /mnt/root/proc
mount --rbind /dev /mnt/root/dev
for folder in run srv tmp; do mount -t tmpfs $folder /mnt/root/$folder; done
cd /mnt/root
mkdir -p srv/bucket/bootstrap usr/local/bin
printf '%s' "$AWS" > srv/aws.js
cat > srv/bucket/bootstrap/$SHA256
printf '%s' "$USER_DATA" > srv/user-data
printf '%s' "$SYSTEMCTL" > usr/local/bin/systemctl
printf '%s' "$SLEEP" > usr/local/bin/sleep
chmod 755 usr/local/bin/*
exec chroot /mnt/root /bin/sh -c 'ip link set lo up; node /srv/aws.js & 
until curl -s http://127.0.0.1:8080/ > /dev/null; do /bin/sleep 0.05; done
run() { env PATH=/usr/local/bin:$PATH AWS_ENDPOINT_URL=http://127.0.0.1:8080 AWS_EC2_METADATA_SERVICE_ENDPOINT=http://127.0.0.1:8080 sh /srv/user-data > /srv/said 2>&1; echo "code $?"; }
eval "$THEN"'
`;
  return new Promise((resolve, reject) => {
    const child = spawn("unshare", [...flags, "/bin/sh", "-c", setUp], {
      stdio: ["pipe", "pipe", "pipe"],
      env: {
        PATH: "/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        TREE: join(rootFileSystemsFolder, debianTreeName()),
        AWS: readFileSync(join(projectFolder, "test/forwarder-agent/world/aws.js"), "utf8"),
        SHA256: bootstrap.sha256,
        USER_DATA: userDataText,
        SYSTEMCTL: systemctl,
        SLEEP: sleep,
        THEN: then,
      },
    });
    child.stdin.end(bootstrap.script);
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => {
        output += chunk.toString();
      });
    child.on("error", reject);
    child.on("close", () => resolve(output));
  });
}

describe("a forwarder that is made when it first boots", function () {
  this.timeout(60_000);
  let flags: readonly string[] = [];
  before(async function () {
    if (!existsSync(join(rootFileSystemsFolder, debianTreeName(), "usr")))
      throw new Error(`${debianTreeName()} is not built; run \`npm run setup\``);
    flags = await needsNamespaces(this);
  });

  it("fetches the files of an image from the bucket, becomes what an image would be, and boots once more", async () => {
    const files = imageFiles()
      .filter((path) => path.startsWith("files/"))
      .map((path) => path.slice("files".length));
    const output = await boot(
      flags,
      userData(),
      `run; cat /srv/asked; for file in ${files.filter((path) => path !== "/etc/unbound/unbound.conf").join(" ")}; do sha256sum $file; done
stat -c "%U:%G %a" /usr/lib/hybrid-dns/agent.js; cat /etc/resolv.conf /etc/hybrid-dns/agent.json; ls /var/tmp; tail -3 /srv/said; cat /etc/unbound/unbound.conf`,
    );
    assert.match(output, /^code 0$/m, output);
    assert.match(output, /provision: done: unbound/);
    assert.match(output, /^systemctl daemon-reload$/m);
    assert.match(output, /^systemctl reboot$/m);
    assert.doesNotMatch(output, /poweroff|sleep|hybrid-dns-bootstrap/);
    assert.match(output, /"imageId": "bootstrap-[0-9a-f]{12}"/);
    assert.match(output, /^nameserver 169\.254\.169\.253$/m);
    assert.match(output, /^root:root 644$/m);
    assert.ok(output.includes(unboundConf("192.0.2.1")));
    const expected = (path: string) => readFileSync(join(forwarderImageFolder(), "files", path));
    const { createHash } = await import("node:crypto");
    for (const path of files.filter((each) => each !== "/etc/unbound/unbound.conf"))
      assert.ok(output.includes(`${createHash("sha256").update(expected(path)).digest("hex")}  ${path}`), path);
  });

  it("tries again while the bucket cannot be reached", async () => {
    const output = await boot(flags, userData(), ": > /srv/down; run; cat /srv/asked; tail -1 /srv/said");
    assert.match(
      output,
      /^code 0\nsleep 15\n(?:systemctl .*\n)*systemctl daemon-reload\n(?:systemctl .*\n)*systemctl reboot$/m,
      output,
    );
  });

  it("runs nothing that is not what user data says, and powers off, so that another machine takes its place", async () => {
    const output = await boot(
      flags,
      userData(),
      `echo "touch /srv/evil" >> /srv/bucket/bootstrap/${bootstrap.sha256}; run; cat /srv/asked; ls /srv; tail -2 /srv/said`,
    );
    assert.match(output, /^code 1$/m, output);
    assert.equal(output.match(/^sleep 15$/gm)?.length, 19);
    assert.match(output, /^systemctl poweroff$/m);
    assert.doesNotMatch(output, /evil|reboot/);
    assert.match(output, /no forwarder after 20 tries; powers off/);
  });

  it("shows the role's keys in no list of processes, and sends what S3 wants to know of the body", async () => {
    const output = await boot(
      flags,
      userData(),
      `mkdir -p /usr/local/bin; printf '#!/bin/sh\\necho "curl $*" >> /srv/asked\\nexec /usr/bin/curl "$@"\\n' > /usr/local/bin/curl; chmod 755 /usr/local/bin/curl; run; cat /srv/asked; cat /srv/headers`,
    );
    assert.match(output, /^code 0$/m, output);
    assert.match(output, /^curl .*-K -$/m);
    assert.doesNotMatch(output, /secret|curl.*ASIATEST/);
    assert.match(output, /x-amz-content-sha256/);
  });
});
