import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { BIND_CONFIGURATION } from "../../../components/forwarder-agent/server/bind";
import { UNBOUND_CONFIGURATION } from "../../../components/forwarder-agent/server/unbound";
import { forwarderImageName } from "../../../components/io/forwarder-image";
import { rootFileSystemsFolder } from "../../../set-up/paths";

const { bundleAgent } = require("../../../forwarder-image/build.js") as { bundleAgent: () => string };
const read = (name: string) => readFileSync(join(__dirname, name), "utf8");

/**
 * Runs a shell script beside the agent's bundle, in a forwarder's tree with nobody else in its network: real Unbound and
 * BIND, a small AWS, and a server `10.1.0.53` that knows `corp.example`.
 *
 * @param flags - of `unshare`
 * @param software - which service runs when the script begins
 */
export function runBesideAgent(
  flags: readonly string[],
  software: "unbound" | "bind",
  script: string,
): Promise<string> {
  const tree = join(rootFileSystemsFolder, forwarderImageName());
  if (!existsSync(join(tree, "usr/bin/node"))) throw new Error(`${tree} is not built; run \`npm run setup\``);
  const singleUser = flags.includes("--user");
  const setUp = `set -e
mount -t tmpfs test /mnt
mkdir /mnt/upper /mnt/work /mnt/root
mount -t overlay -o "lowerdir=$TREE,upperdir=/mnt/upper,workdir=/mnt/work${singleUser ? ",userxattr" : ""}" test /mnt/root
mount --rbind /proc /mnt/root/proc
mount --rbind /dev /mnt/root/dev
mount -t tmpfs run /mnt/root/run
mount -t tmpfs srv /mnt/root/srv
cd /mnt/root
mkdir -p run/named etc/hybrid-dns var/lib/hybrid-dns usr/lib/hybrid-dns srv/bucket
printf '%s' "$SYSTEMCTL" > usr/bin/systemctl
printf '%s' "$AGENT" > usr/lib/hybrid-dns/agent.js
printf '%s' "$AWS" > srv/aws.js
printf '%s' "$ASKER" > srv/asker.js
printf '%s' "$FUNCTIONS" > srv/functions.sh
printf '%s' "$SCRIPT" > srv/script.sh
printf '%s' "$SETTINGS" > etc/hybrid-dns/agent.json
printf '%s' "$SITE" > srv/site.conf
printf '%s' "$UNBOUND" > etc/unbound/unbound.conf
printf '%s' "$BIND" > etc/bind/named.conf
: > var/lib/hybrid-dns/configured
echo ami-1 > srv/ami-id
for address in 192.0.2.1 192.0.2.2; do
  printf '@ 60 SOA ns nobody 1 60 60 60 60\n@ NS ns\nns A 192.0.2.53\n@ A %s\n' $address > etc/bind/told.$address
done
chmod 755 usr/bin/systemctl
${singleUser ? "sed -i -E 's/^(unbound|bind):([^:]*):[0-9]*:[0-9]*:/\\1:\\2:0:0:/' etc/passwd" : "chroot . chown bind run/named"}
exec chroot /mnt/root /bin/sh -c '
rndc-confgen -a > /dev/null 2>&1; chmod 644 /etc/bind/rndc.key
ip link set lo up; ip address add 10.1.0.53/32 dev lo
unbound -c /srv/site.conf
node /srv/aws.js & 
systemctl start ${software === "bind" ? "named" : "unbound"}.service
. /srv/functions.sh
until_true ask
until_true "curl -s http://127.0.0.1:8080/"
. /srv/script.sh'
`;
  return new Promise((resolve, reject) => {
    const child = spawn("unshare", [...flags, "/bin/sh", "-c", setUp], {
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
        TREE: tree,
        CONFIGURATION: software === "bind" ? BIND_CONFIGURATION : UNBOUND_CONFIGURATION,
        AGENT: bundleAgent(),
        AWS: read("aws.js"),
        ASKER: read("asker.js"),
        SYSTEMCTL: read("systemctl.sh"),
        FUNCTIONS: read("functions.sh"),
        SCRIPT: script,
        SITE,
        UNBOUND: unboundConf("192.0.2.1"),
        BIND: namedConf("192.0.2.1"),
        SETTINGS: JSON.stringify({
          version: 1,
          bucket: "acme-bucket",
          region: "eu-central-1",
          forwarders: "acme-hub",
          slot: "a",
          software,
        }),
      },
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => {
        output += chunk.toString();
      });
    child.on("error", reject);
    child.on("close", () => resolve(output));
  });
}

const SITE = `server:
    interface: 10.1.0.53
    access-control: 0.0.0.0/0 allow
    chroot: ""
    username: ""
    pidfile: "/run/site.pid"
    local-zone: "corp.example." static
    local-data: "corp.example. SOA ns.corp.example. hostmaster.corp.example. 1 3600 600 86400 60"
    local-data: "app1.corp.example. A 10.1.0.9"
remote-control:
    control-enable: no
`;

/** A configuration of Unbound that knows one name by itself; `upstream` is asked for `corp.example`. */
export const unboundConf = (told: string, upstream = "10.1.0.53", extra = ""): string => `server:
    interface: 127.0.0.1
    chroot: ""
    directory: "/etc/unbound"
    pidfile: "/run/unbound.pid"
    access-control: 127.0.0.0/8 allow
    module-config: "iterator"
    do-not-query-localhost: no
    infra-cache-max-rtt: 1000
    local-zone: "told.example." static
    local-data: "told.example. A ${told}"
${extra}
remote-control:
    control-enable: yes
    control-interface: "/run/unbound.ctl"
    control-use-cert: no
forward-zone:
    name: "corp.example."
    forward-addr: ${upstream}
`;

export const namedConf = (told: string, upstream = "10.1.0.53", extra = ""): string => `include "/etc/bind/rndc.key";
controls { inet 127.0.0.1 port 953 allow { 127.0.0.1; } keys { "rndc-key"; }; };
statistics-channels { inet 127.0.0.1 port 8053 allow { 127.0.0.1; }; };
options {
    directory "/var/cache/bind";
    pid-file "/run/named/named.pid";
    session-keyfile "/run/named/session.key";
    listen-on { 127.0.0.1; };
    listen-on-v6 { none; };
    dnssec-validation no;
    empty-zones-enable no;
    ${extra}
};
zone "localhost." { type primary; database "_builtin empty . nobody.invalid."; };
zone "example" { type forward; forward only; forwarders { 10.1.0.53; }; };
zone "told.example" { type primary; file "/etc/bind/told.${told}"; };
zone "corp.example" { type forward; forward only; forwarders { ${upstream}; }; };
`;
