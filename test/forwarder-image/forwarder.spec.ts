import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { renderNamedConf } from "../../components/core/named-conf";
import { renderUnboundConf } from "../../components/core/unbound-conf";
import { renderUserData } from "../../components/core/user-data";
import { forwarderImageFolder } from "../../components/io/forwarder-image";
import { needsNamespaces } from "../lab/network/needs-namespaces";
import { runInForwarder } from "./forwarder-tree";

const configuration = (extra = "") => `server:
    interface: 127.0.0.1
    chroot: ""
    access-control: 127.0.0.0/8 allow
    ${extra}
    local-data: "told.example. A 192.0.2.7"
`;
const configure = (text: string) => `/usr/lib/hybrid-dns/configure <<'EOF'\n${text}EOF\n`;
const ask = "dig +short +time=1 +tries=1 @127.0.0.1 told.example";

describe("a forwarder booted from the image", function () {
  this.timeout(60_000);
  let flags: readonly string[] = [];
  const run = (script: string) => runInForwarder(flags, script);
  before(async function () {
    flags = await needsNamespaces(this);
  });

  it("refuses everybody until it is configured, and says that it is not healthy", async () => {
    const { output } = await run(
      "dig +time=1 @127.0.0.1 www.example.com | grep status; /usr/lib/hybrid-dns/health-check; echo code $?",
    );
    assert.match(output, /status: REFUSED/);
    assert.match(output, /health-check: 127.0.0.1 is refused: not configured yet/);
    assert.match(output, /code 1/);
  });

  it("answers with the configuration that it is given, and is healthy", async () => {
    const { output } = await run(
      `${configure(configuration())}echo code $?; ${ask}; /usr/lib/hybrid-dns/health-check; echo health $?`,
    );
    assert.match(output, /configure: done: Unbound answers with the new configuration/);
    assert.match(output, /code 0\n192\.0\.2\.7\nhealth 0/);
  });

  it("takes the user data that the components render", async () => {
    const rendered = renderUnboundConf({
      clientCidrBlocks: ["10.0.0.0/14", "10.20.0.0/16", "fd00:20::/48"],
      forwardZones: {
        "acmecorp.com": { resolvers: ["10.1.0.53", "10.2.0.53"] },
        "1.10.in-addr.arpa": { resolvers: ["10.1.0.53", "10.2.0.53"] },
        ".": { resolvers: ["169.254.169.253"] },
      },
    });
    const { output } = await run(
      `cat > /user-data <<'USER DATA'\n${renderUserData("unbound", rendered)}USER DATA\nsh /user-data; echo code $?; /usr/lib/hybrid-dns/health-check; echo health $?`,
    );
    assert.match(output, /code 0\nhealth 0/);
  });

  it("changes nothing when unbound-checkconf refuses, and says why", async () => {
    const { output } = await run(
      `${configure(configuration())}${configure(configuration("no-such-option: yes"))}echo code $?; ${ask}; ls /etc/unbound`,
    );
    assert.match(output, /refused by unbound-checkconf, nothing was changed:\n.*unbound\.conf:5.*\n/);
    assert.match(output, /code 65\n192\.0\.2\.7\n/);
    assert.doesNotMatch(output, /candidate/);
  });

  it("comes back to the last good configuration when Unbound does not answer with the new one", async () => {
    const { output } = await run(
      `${configure(configuration())}${configure(configuration("interface: 192.0.2.1"))}echo code $?; sleep 0.5; ${ask}`,
    );
    assert.match(output, /the last good one comes back/);
    assert.match(output, /code 70\n192\.0\.2\.7/);
  });

  it("takes a second configuration in the first one's place", async () => {
    const { output } = await run(
      `${configure(configuration())}${configure(configuration().replace("192.0.2.7", "192.0.2.8"))}${ask}; cat /etc/unbound/unbound.conf.last-good`,
    );
    assert.match(output, /^192\.0\.2\.8$/m);
    assert.match(output, /192\.0\.2\.7/);
  });

  it("refuses empty and endless input, and arguments", async () => {
    const { output } = await run(
      "/usr/lib/hybrid-dns/configure < /dev/null; echo empty $?; head -c 2000000 /dev/zero | /usr/lib/hybrid-dns/configure; echo endless $?; /usr/lib/hybrid-dns/configure dnsmasq; echo argument $?",
    );
    assert.match(output, /empty 64/);
    assert.match(output, /endless 65/);
    assert.match(output, /argument 64/);
  });

  describe("with BIND", () => {
    const named = renderNamedConf({
      clientCidrBlocks: ["10.0.0.0/14"],
      forwardZones: { ".": { resolvers: ["169.254.169.253"] }, "acmecorp.com": { resolvers: ["10.1.0.53"] } },
    });
    const withBind = renderUserData("bind", named);
    const userData = (text: string) =>
      `cat > /user-data <<'USER DATA'\n${text}USER DATA\nsh /user-data; echo code $?; `;
    const health = "/usr/lib/hybrid-dns/health-check; echo health $?; ";
    const runs = "pidof unbound > /dev/null && echo unbound runs; pidof named > /dev/null && echo named runs; ";

    it("answers with the user data that the components render, and Unbound makes way", async () => {
      const { output } = await run(
        `${userData(withBind)}${health}${runs}ls /etc/systemd/system/multi-user.target.wants | grep -E "named|unbound"`,
      );
      assert.match(output, /configure: done: BIND answers with the new configuration/);
      assert.match(output, /code 0\nhealth 0\nnamed runs\nnamed.service\n$/);
    });

    it("makes a key of rndc of its own, which only BIND's group reads", async () => {
      const { output } = await run(
        `ls /etc/bind/rndc.key; ${userData(withBind)}stat -c '%a %U' /etc/bind/rndc.key; rndc status | grep running`,
      );
      assert.match(output, /cannot access '\/etc\/bind\/rndc.key'/);
      assert.match(output, /640 root\n.*up and running/s);
    });

    it("needs no more than its unit gives it: a user that is not root, one capability, a folder of its own", async function () {
      if (flags.includes("--user")) {
        console.log("      skipped: without root on this machine there is one user only");
        this.skip();
      }
      const unit = readFileSync(
        join(forwarderImageFolder(), "files/etc/systemd/system/named.service.d/hybrid-dns.conf"),
        "utf8",
      );
      const setting = (key: string) => new RegExp(`^${key}=(\\S+)$`, "m").exec(unit)?.[1] ?? assert.fail(key);
      const user = setting("User");
      const capability = setting("CapabilityBoundingSet").replace(/^CAP_/, "+").toLowerCase();
      const asUnit = `setpriv --reuid=${user} --regid=${setting("Group")} --init-groups --no-new-privs --bounding-set=-all,${capability} --inh-caps=-all,${capability} --ambient-caps=-all,${capability}`;
      const { output } = await run(
        `${userData(withBind)}systemctl stop named; rm -rf /run/named; install -d -o ${user} -g ${user} /run/${setting("RuntimeDirectory")}
${asUnit} $(sed -n 's/^ExecStart=//p' /etc/systemd/system/named.service.d/hybrid-dns.conf) & tries=0
until /usr/lib/hybrid-dns/health-check 2> /dev/null || [ $tries -gt 100 ]; do tries=$((tries + 1)); sleep 0.1; done
${health}grep -E '^(Uid|CapEff)' /proc/$(pidof named)/status; id -u ${user}; ${asUnit} rndc status | tail -n 1; ls /run/named`,
      );
      const [, uid, own] = /health 0\nUid:\t(\d+)\t.*\nCapEff:\t0{13}400\n(\d+)\n/.exec(output) ?? [];
      assert.ok(uid !== undefined && uid === own && uid !== "0", output);
      assert.match(output, /server is up and running\nnamed\.pid\nsession\.key\n$/);
    });

    it("changes nothing when named-checkconf refuses, and says why", async () => {
      const refused = "/usr/lib/hybrid-dns/configure bind <<'EOF'\noptions { no-such-option yes; };\nEOF\n";
      const { output } = await run(`${configure(configuration())}${refused}echo code $?; ${ask}; ${runs}`);
      assert.match(output, /refused by named-checkconf, nothing was changed:\n.*named\.conf:1: unknown option/);
      assert.match(output, /code 65\n192\.0\.2\.7\nunbound runs\n$/);
    });

    it("gives Unbound back, as it was, when BIND does not answer", async () => {
      const silent = named.replace("listen-on { any; };", "listen-on { 192.0.2.1; };");
      assert.notEqual(silent, named);
      const { output } = await run(
        `${configure(configuration())}${userData(renderUserData("bind", silent))}sleep 0.5; ${ask}; ${runs}${health}`,
      );
      assert.match(output, /BIND does not answer with the new configuration .*the last good one comes back/);
      assert.match(output, /code 70\n192\.0\.2\.7\nunbound runs\nhealth 0\n$/);
    });

    it("has BIND back after it was killed, and Unbound when it is configured again", async () => {
      const { output } = await run(
        `${userData(withBind)}kill -9 $(pidof named); sleep 1; ${health}${configure(configuration())}${ask}; ${runs}`,
      );
      assert.match(output, /code 0\nhealth 0\n.*192\.0\.2\.7\nunbound runs\n$/s);
    });
  });

  it("has Unbound back after it was killed", async () => {
    const { output } = await run(`${configure(configuration())}kill -9 $(pidof unbound); sleep 0.8; ${ask}`);
    assert.match(output, /^192\.0\.2\.7$/m);
  });

  it("is unhealthy when Unbound hangs, or is gone", async () => {
    const { output } = await run(
      `${configure(configuration())}kill -STOP $(pidof unbound); /usr/lib/hybrid-dns/health-check; echo hangs $?; kill -CONT $(pidof unbound); systemctl stop unbound; /usr/lib/hybrid-dns/health-check; echo gone $?`,
    );
    assert.match(output, /no answer from 127\.0\.0\.1 within a second\nhangs 1/);
    assert.match(output, /no unbound process runs\ngone 1/);
  });
});

describe("the files of the forwarder image", () => {
  const folder = forwarderImageFolder();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const scripts = files
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file, "utf8").startsWith("#!"));

  it("have scripts that a plain shell takes", () => {
    assert.equal(scripts.length, 4);
    for (const script of scripts) assert.equal(spawnSync("/bin/sh", ["-n", script]).status, 0, script);
  });

  it("have scripts that shellcheck takes", function () {
    const { error, stdout, status } = spawnSync("shellcheck", scripts, { encoding: "utf8" });
    if (error !== undefined) {
      console.log("    skipped: shellcheck is not installed");
      this.skip();
    }
    assert.equal(status, 0, stdout);
  });
});
