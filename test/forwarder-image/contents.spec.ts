import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { forwarderImageFiles, forwarderImageFolder } from "../../components/io/forwarder-image";
import { projectFolder } from "../../set-up/paths";
import { needsNamespaces } from "../lab/network/needs-namespaces";
import { runInForwarder } from "./forwarder-tree";

const checkFolder = join(projectFolder, "forwarder-image", "check");
const heredoc = (file: string, text: string) => `cat > ${file} <<'END OF FILE'\n${text}END OF FILE\n`;

describe("what is in the image", function () {
  this.timeout(60_000);
  let flags: readonly string[] = [];
  const run = async (script: string) => (await runInForwarder(flags, script)).output;
  before(async function () {
    flags = await needsNamespaces(this);
  });

  it("has checkers that take the good configurations, and complain of the bad ones for what is bad in them", async () => {
    const files = readdirSync(checkFolder).map((name) => ({
      name,
      text: readFileSync(join(checkFolder, name), "utf8"),
    }));
    assert.ok(files.filter(({ name }) => name.startsWith("bad.")).length >= 8);
    const output = await run(
      files
        .map(({ name, text }) => {
          const checker = name.endsWith(".named.conf") ? "named-checkconf" : "unbound-checkconf";
          return `${heredoc("/tmp/it.conf", text)}echo "<${name}>"; ${checker} /tmp/it.conf 2>&1; echo "code $?"\n`;
        })
        .join(""),
    );
    for (const { name, text } of files) {
      const said = output.split(`<${name}>\n`)[1]?.split("\n<")[0] ?? "";
      if (name.startsWith("good.")) assert.match(said, /code 0\s*$/, name);
      else {
        assert.doesNotMatch(said, /code 0\s*$/, name);
        assert.match(said, new RegExp(/^# expects: (.*)$/m.exec(text)?.[1] ?? "no expectation"), name);
      }
    }
  });

  it("has a list of its packages with their versions, as dpkg knows them", async () => {
    const output = await run(
      `cat /usr/share/hybrid-dns/packages.cdx.json; echo ===; dpkg-query -W -f '\${Package} \${Version} \${Architecture}\\n'`,
    );
    const [list = "", known = ""] = output.split("===\n");
    const { bomFormat, components } = JSON.parse(list) as {
      bomFormat: string;
      components: { name: string; version: string; purl: string }[];
    };
    assert.equal(bomFormat, "CycloneDX");
    const expected = known
      .trim()
      .split("\n")
      .map((line) => line.split(" ") as [string, string, string]);
    assert.deepEqual(
      components.map(({ name, version }) => `${name} ${version}`),
      expected.map(([name, version]) => `${name} ${version}`).sort(),
    );
    for (const [name, version, architecture] of expected) {
      const { purl } = components.find((component) => component.name === name)!;
      assert.equal(
        purl,
        `pkg:deb/debian/${name}@${version.replaceAll("+", "%2B").replaceAll(":", "%3A")}?arch=${architecture}`,
      );
    }
    for (const name of ["unbound", "bind9", "nodejs", "systemd-timesyncd"])
      assert.ok(
        components.some((one) => one.name === name),
        name,
      );
  });

  it("has files of root that nobody else can change", async () => {
    const paths = forwarderImageFiles().flatMap(({ path }) => /^files(\/.*)$/.exec(path)?.[1] ?? []);
    const output = await run(`stat -c '%U:%G %A %n' ${paths.join(" ")}`);
    const lines = output
      .trim()
      .split("\n")
      .filter((line) => line.includes(" /"));
    assert.equal(lines.length, paths.length);
    // Debian gives the folder of BIND's files to its group.
    for (const line of lines) assert.match(line, /^root:(root|bind) -rw[x-]r-[x-]r-[x-] /);
  });

  it("has no SSH, no updates where none were asked for, Amazon's time, and an agent that begins at boot", async () => {
    const output = await run(`cd /etc/systemd/system
for unit in ssh.service ssh.socket apt-daily.timer apt-daily-upgrade.timer; do echo "$unit $(readlink $unit)"; done
ls /usr/sbin/sshd /usr/bin/unattended-upgrade; cat timesyncd.conf /etc/systemd/timesyncd.conf.d/*.conf; ls multi-user.target.wants`);
    for (const unit of ["ssh.service", "ssh.socket", "apt-daily.timer", "apt-daily-upgrade.timer"])
      assert.match(output, new RegExp(`^${unit} /dev/null$`, "m"));
    assert.match(output, /cannot access '\/usr\/sbin\/sshd'/);
    assert.match(output, /cannot access '\/usr\/bin\/unattended-upgrade'/);
    assert.match(output, /^NTP=169\.254\.169\.123$/m);
    assert.match(output, /^hybrid-dns-agent\.service$/m);
  });

  it("starts the software that the agent's settings name where no configuration comes, and leaves the rest to the agent", async () => {
    const settings = JSON.stringify(
      { version: 1, bucket: "b", region: "r", forwarders: "f", slot: "a", software: "bind" },
      undefined,
      2,
    );
    const output = await run(
      `${heredoc("/etc/hybrid-dns/agent.json", `${settings}\n`)}/usr/lib/hybrid-dns/configure < /dev/null; echo code $?
cat /var/lib/hybrid-dns/software; ls /var/lib/hybrid-dns/configured; tries=0; until dig +tries=1 +time=1 @127.0.0.1 localhost | grep status || [ $tries -gt 50 ]; do tries=$((tries + 1)); sleep 0.1; done`,
    );
    assert.match(
      output,
      /no configuration came; the agent fetches it\ncode 0\nbind\n\/var\/lib\/hybrid-dns\/configured\n.*status: REFUSED/s,
    );
  });

  it("is not made with options that are neither yes nor no, nor with an agent of Systems Manager that is not there", async () => {
    const provision = heredoc("/tmp/provision.sh", readFileSync(join(forwarderImageFolder(), "provision.sh"), "utf8"));
    const output = await run(
      `${provision}SECURITY_UPDATES=maybe sh /tmp/provision.sh; echo code $?; : > /tmp/packages; SSM_AGENT=yes sh /tmp/provision.sh; echo code $?`,
    );
    assert.match(output, /SECURITY_UPDATES is 'maybe', expected yes or no\ncode 1/);
    assert.match(output, /SSM_AGENT is yes, but the agent of Systems Manager is not installed\ncode 1/);
  });
});

describe("the template for Packer", () => {
  it("is valid, with what it is given", function () {
    const template = join(projectFolder, "forwarder-image", "packer");
    const { error, stdout, stderr, status } = spawnSync(
      "packer",
      ["validate", "-var", "region=eu-central-1", template],
      {
        encoding: "utf8",
        env: { ...process.env, CHECKPOINT_DISABLE: "1" },
      },
    );
    if (error !== undefined) {
      console.log("      skipped: packer is not installed");
      this.skip();
    }
    assert.equal(status, 0, stdout + stderr);
  });

  it("runs the same provisioning on what the image is made from", () => {
    const text = readFileSync(join(projectFolder, "forwarder-image", "packer", "forwarder.pkr.hcl"), "utf8");
    assert.match(text, /default {5}= "\.\.\/\.\.\/dist\/forwarder-image"/);
    assert.match(text, /"\/bin\/sh \/tmp\/forwarder-image\/provision\.sh"/);
  });
});
