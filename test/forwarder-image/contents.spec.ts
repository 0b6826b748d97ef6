import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../set-up/paths";
import { needsNamespaces } from "../lab/network/needs-namespaces";
import { runInForwarder } from "./forwarder-tree";
import { heredoc, imageFiles } from "./image-files";

const checkFolder = join(projectFolder, "forwarder-image", "check");

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
    const paths = imageFiles().flatMap((path) => /^files(\/.*)$/.exec(path)?.[1] ?? []);
    const output = await run(`stat -c '%U:%G %A %n' ${paths.join(" ")}`);
    const lines = output
      .trim()
      .split("\n")
      .filter((line) => line.includes(" /"));
    assert.equal(lines.length, paths.length);
    // Debian gives the folder of BIND's files to its group.
    for (const line of lines) assert.match(line, /^root:(root|bind) -rw[x-]r-[x-]r-[x-] /);
  });

  it("has no SSH, no updates where none were asked for, Amazon's time, and an agent and Unbound alone that begin at boot", async () => {
    const output = await run(`cd /etc/systemd/system
for unit in ssh.service ssh.socket apt-daily.timer apt-daily-upgrade.timer; do echo "$unit $(readlink $unit)"; done
ls /usr/sbin/sshd /usr/bin/unattended-upgrade; cat /etc/systemd/timesyncd.conf.d/*.conf; ls sysinit.target.wants
echo wanted: $(ls multi-user.target.wants)`);
    for (const unit of ["ssh.service", "ssh.socket", "apt-daily.timer", "apt-daily-upgrade.timer"])
      assert.match(output, new RegExp(`^${unit} /dev/null$`, "m"));
    assert.match(output, /cannot access '\/usr\/sbin\/sshd'/);
    assert.match(output, /cannot access '\/usr\/bin\/unattended-upgrade'/);
    assert.match(output, /^NTP=169\.254\.169\.123$/m);
    assert.match(output, /^systemd-timesyncd\.service$/m);
    assert.match(output, /^wanted:(?! .*named).* hybrid-dns-agent\.service .*unbound\.service\b/m);
  });

  it("has units whose sandboxes stay as tight as systemd once found them", async () => {
    const output = await run(
      `for unit in unbound named; do systemd-analyze security --offline=yes --no-pager "$unit.service" | tail -n 1; done`,
    );
    const exposures = [...output.matchAll(/Overall exposure level for (\S+): ([0-9.]+)/g)].map(
      ([, unit, exposure]) => [unit, Number(exposure)] as const,
    );
    assert.deepEqual(
      exposures.filter(([unit, exposure]) => exposure <= (unit === "named.service" ? 1.7 : 2.7)).map(([unit]) => unit),
      ["unbound.service", "named.service"],
      output,
    );
  });
});
