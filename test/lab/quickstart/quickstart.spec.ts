import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { attachLab } from "../../../lab/attach-lab";
import type { Section } from "../../../lab/quickstart/report";
import { projectFolder } from "../../../set-up/paths";
import { freePort } from "../../helpers/free-port";
import { labSkipReason } from "../../helpers/lab-skip-reason";
import { leftOver } from "../../helpers/left-over";

/** Runs a command in the checkout, as a user does. */
function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: projectFolder,
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  return { status, stdout, stderr };
}

const hybridDns = (...args: string[]) => run("npx", ["hybrid-dns", ...args]);

describe("the quickstart", function () {
  this.timeout(300_000);

  let port: string;

  before(async function () {
    port = String(await freePort());
    const reason = labSkipReason();
    if (reason !== undefined) {
      console.log(`      skipped: ${reason}`);
      this.skip();
    }
    assert.deepEqual(leftOver(), [], "a lab of this checkout runs; `npx hybrid-dns lab down` first");
  });

  describe("run to its end", () => {
    let status: number | null;
    let stderr: string;
    let sections: readonly Section[];

    before(() => {
      const result = run("npm", ["run", "--silent", "quickstart", "--", "--json", "--port", port]);
      ({ status, stderr } = result);
      sections = (JSON.parse(result.stdout || "{}") as { sections?: Section[] }).sections ?? [];
    });

    it("passes", () => {
      assert.equal(status, 0, stderr);
      assert.match(stderr.trimEnd(), /^\d+ passed, 0 failed$/m);
      assert(sections.every(({ outcomes, facts }) => [...outcomes, ...facts].every(({ passed }) => passed)));
    });

    for (const [title, at, name, type] of [
      ["a cloud A record on premises", "client1", /^app1\.cloud\./, undefined],
      ["a load balancer's alias on premises", "client1", /^web\.cloud\./, undefined],
      ["the PTR record of a cloud address on premises", "client1", /^10\.20\.1\.10$/, undefined],
      ["a name that is not there on premises", "client1", /^nothing\.cloud\./, undefined],
      ["a 6 kB TXT on premises", "client1", /^large\.cloud\./, "TXT"],
      ...["app1", "app2"].flatMap((host) => [
        [`an on-premises A record at ${host}`, host, /^db1\.acmecorp\.com$/, undefined] as const,
        [`the PTR record of an on-premises address at ${host}`, host, /^10\.1\.0\.20$/, undefined] as const,
        [`a cloud name at ${host}`, host, /^app1\.cloud\./, undefined] as const,
        [`a name that only VPC+2 knows at ${host}`, host, /^fs-.*\.efs\..*\.amazonaws\.com$/, undefined] as const,
        [`a public name at ${host}`, host, /^www\.example\.com$/, undefined] as const,
      ]),
    ] as const)
      it(`asks for ${title}`, () => {
        const asked = sections.flatMap(({ outcomes }) => outcomes);
        const found = asked.find((it) => it.at === at && name.test(it.name) && it.type === type);
        assert(found?.passed, JSON.stringify(found));
      });

    it("leaves nothing running", () => assert.deepEqual(leftOver(), []));
  });

  it("passes with BIND on the forwarders, from the same table", () => {
    const args = ["--backend", "bind", "--json", "--port", port];
    const { status, stdout, stderr } = run("npm", ["run", "--silent", "quickstart", "--", ...args]);
    assert.equal(status, 0, stderr);
    const { sections } = JSON.parse(stdout) as { sections: Section[] };
    const outcomes = sections.flatMap((section) => section.outcomes);
    assert.ok(outcomes.length >= 30, String(outcomes.length));
    assert.deepEqual(
      outcomes.filter(({ passed }) => !passed),
      [],
    );
    assert.deepEqual(leftOver(), []);
  });

  describe("kept", () => {
    before(() => {
      const { status, stderr } = run("npm", ["run", "--silent", "quickstart", "--", "--keep", "--port", port]);
      assert.equal(status, 0, stderr);
    });
    after(() => {
      hybridDns("lab", "down");
    });

    it("shows a line a host: name, role, addresses", () => {
      const lines = hybridDns("lab", "hosts").stdout.trim().split("\n");
      assert.match(
        lines.find((line) => line.startsWith("acme-hub-a ")) ?? "",
        /^acme-hub-a +forwarder.* 10\.20\.1\.53$/,
      );
      assert.match(lines.find((line) => line.startsWith("client1 ")) ?? "", /10\.1\.0\.100$/);
    });

    it("runs a command in a host, with its output, its input and its exit code", () => {
      const dig = hybridDns("lab", "exec", "client1", "--", "dig", "+short", "app1.cloud.acmecorp.com");
      assert.equal(dig.stdout.trim(), "10.20.1.10");
      assert.equal(hybridDns("lab", "exec", "app1", "--", "sh", "-c", "exit 7").status, 7);
      const resolvers = hybridDns("lab", "exec", "app2", "--", "cat", "/etc/resolv.conf").stdout;
      assert.match(resolvers, /nameserver 10\.20\.1\.53\nnameserver 10\.20\.2\.53/);
    });

    it("refuses a host that is not there, and names those that are", () => {
      const { status, stderr } = hybridDns("lab", "exec", "nowhere", "--", "true");
      assert.equal(status, 1);
      assert.match(stderr, /there is no host nowhere; .*acme-hub-a.*client1/);
    });

    it("refuses a second lab beside it", () => {
      const { status, stderr } = hybridDns("lab", "up");
      assert.equal(status, 1);
      assert.match(stderr, /is up already \(http:\/\/127\.0\.0\.1:\d+\); `npx hybrid-dns lab down` ends it/);
    });

    it("points a plain pulumi at the emulated AWS", () => {
      const environment = JSON.parse(hybridDns("lab", "env", "--json").stdout) as { [name: string]: string };
      assert.match(environment["AWS_ENDPOINT_URL"] ?? "", /^http:\/\/127\.0\.0\.1:\d+$/);
      const exports = hybridDns("lab", "env").stdout;
      const script = `eval "$1"; cd "$2"; pulumi stack init by-hand && pulumi stack ls --json && pulumi stack rm --yes by-hand`;
      const folder = join(projectFolder, "examples", "one-vpc-one-data-centre", "pulumi");
      const { status, stdout, stderr } = run("bash", ["-c", script, "bash", exports, folder]);
      assert.equal(status, 0, stderr);
      assert.match(stdout, /"name": "by-hand"/);
    });

    it("is ended by `lab down`, with nothing left", async () => {
      assert.equal(hybridDns("lab", "down").stdout.trim(), "the lab is down");
      assert.deepEqual(leftOver(), []);
      await assert.rejects(attachLab(), /no lab of this checkout is up/);
      assert.equal(hybridDns("lab", "down").stdout.trim(), "there was no lab");
    });
  });

  describe("ended half-way", () => {
    /** Starts it, and waits for a phase to begin. */
    async function startUntil(phase: RegExp) {
      const args = ["--import", "tsx", "command/main.ts", "quickstart", "--port", port];
      const child = spawn(process.execPath, args, { cwd: projectFolder, stdio: ["ignore", "pipe", "pipe"] });
      const exit = once(child, "exit");
      let said = "";
      await new Promise<void>((resolve, reject) => {
        child.stderr.on("data", (data) => {
          said += String(data);
          if (phase.test(said)) resolve();
        });
        child.on("exit", () => reject(new Error(`ended before ${phase}:\n${said}`)));
      });
      child.stdout.resume();
      return { child, exit, said: () => said };
    }

    it("by Ctrl-C in the middle of `up` leaves nothing", async () => {
      const { child, exit, said } = await startUntil(/pulumi up …/);
      child.kill("SIGINT");
      const [code] = await exit;
      assert.equal(code, 130, said());
      assert.deepEqual(leftOver(), []);
    });

    it("by SIGKILL leaves what `lab down` cleans", async () => {
      const { child, exit } = await startUntil(/✓ network/);
      child.kill("SIGKILL");
      await exit;
      assert.notDeepEqual(leftOver(), []);
      const { status, stderr } = hybridDns("lab", "down");
      assert.equal(status, 0, stderr);
      assert.deepEqual(leftOver(), []);
    });

    it("by SIGKILL is cleaned by the next run, too", async () => {
      const { child, exit } = await startUntil(/pulumi up …/);
      child.kill("SIGKILL");
      await exit;
      const next = await startUntil(/cleaning up after a run that died[^…]*\n/);
      next.child.kill("SIGINT");
      await next.exit;
      assert.deepEqual(leftOver(), []);
    });
  });

  it("says which port is in use", async () => {
    const { createServer } = await import("node:net");
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port: taken } = server.address() as { port: number };
    const { status, stderr } = hybridDns("lab", "up", "--port", String(taken));
    server.close();
    assert.equal(status, 1);
    assert.match(stderr, new RegExp(`port ${taken} .*is in use`));
    assert.doesNotMatch(stderr, /\n {4}at /);
    assert.deepEqual(leftOver(), []);
  });
});
