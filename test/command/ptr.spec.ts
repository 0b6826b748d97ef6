import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { batchChanges } from "../../components/core/change-batch";
import type { RecordSet } from "../../components/core/resource-record";
import { nameOfRoute53 } from "../../components/core/route53-name";
import { route53ZoneStore } from "../../components/io/route53-zone-store";
import { projectFolder } from "../../set-up/paths";
import { TEST_CREDENTIALS, withEnvironment } from "../helpers/environment";
import { type Route53Server, route53Server } from "../helpers/route53-server";

const CHANGE = "ChangeResourceRecordSets";
const ENDLESS = { burst: 1e6, perSecond: 1e6 };
const PAGE = readFileSync(join(projectFolder, "docs", "ptr-command.md"), "utf8");

describe("hybrid-dns ptr", function () {
  this.timeout(120_000);
  withEnvironment(TEST_CREDENTIALS);
  let server: Route53Server;
  let folder: string;
  let zoneIds: { cloud: string; reverse: string };

  beforeEach(async () => {
    server = await route53Server({ settings: { requests: ENDLESS, requestsPerAction: ENDLESS, changes: ENDLESS } });
    folder = mkdtempSync(join(tmpdir(), "hybrid-dns-ptr-"));
    zoneIds = {
      cloud: await server.makeZone("cloud.acmecorp.com"),
      reverse: await server.makeZone("20.10.in-addr.arpa"),
    };
  });
  afterEach(async () => {
    await server.end();
    rmSync(folder, { recursive: true });
  });

  const FILE = { forwardZones: ["cloud.acmecorp.com"], reverseZones: ["20.10.in-addr.arpa"] };
  const fileOf = (content: unknown) => {
    const file = join(folder, "zones.json");
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
    return file;
  };
  const set = (name: string, type: string, ...values: string[]): RecordSet => ({
    name: nameOfRoute53(name),
    type,
    ttlSeconds: 300,
    values,
  });
  const pace = { requestBurst: 1e6, requestsPerSecond: 1e6, changeBurst: 1e6, changesPerSecond: 1e6 };
  const store = () => route53ZoneStore({ endpoint: server.endpoint }, { pace, credentials: "none" });
  const write = async (zoneId: string, ...sets: RecordSet[]) => {
    for (const batch of batchChanges(sets.map((after) => ({ after })))) await store().changeRecordSets(zoneId, batch);
    server.actions.length = 0;
  };
  const ptrs = async () => {
    const sets = await store().listRecordSets(zoneIds.reverse);
    const found = sets.filter(({ type }) => type === "PTR").map(({ name, values }) => [name, values.join(" ")]);
    return Object.fromEntries(found) as { [name: string]: string };
  };

  /** As a user's shell runs it, without a terminal, with the strict Route 53 in AWS's place. */
  function start(...args: readonly string[]): ChildProcess {
    const env = { ...process.env, ...TEST_CREDENTIALS, AWS_ENDPOINT_URL: server.endpoint };
    return spawn(process.execPath, ["--import", "tsx", "command/main.ts", "ptr", ...args], { cwd: projectFolder, env });
  }
  async function result(child: ChildProcess, input = "") {
    let [stdout, stderr] = ["", ""];
    child.stdout!.on("data", (chunk) => {
      stdout += String(chunk);
    });
    child.stderr!.on("data", (chunk) => {
      stderr += String(chunk);
    });
    child.stdin!.end(input);
    const [code] = (await once(child, "close")) as [number];
    return { code, stdout, stderr };
  }
  const ptr = (...args: readonly string[]) => result(start(...args));

  it("says what its page says", async () => {
    const block = (kind: string) =>
      [...PAGE.matchAll(new RegExp(`\`\`\`${kind}\n(.*?)\`\`\``, "gs"))].map(([, text]) => text!);
    const setsOf = (text: string, zone: string) =>
      text
        .trim()
        .split("\n")
        .map((line) => line.split(/\s+/) as [string, string, string])
        .map(([name, type, value]) => set(`${name}.${zone}`, type, value));
    const [json = "", ...others] = block("json");
    const [forward = "", reverse = ""] = block("zone");
    const [text = ""] = block("text");
    assert.deepEqual(others, []);
    await write(zoneIds.cloud, ...setsOf(forward, "cloud.acmecorp.com"));
    await write(zoneIds.reverse, ...setsOf(reverse, "20.10.in-addr.arpa"));
    const { code, stdout, stderr } = await ptr("plan", "--file", fileOf(json));
    assert.equal(stderr, "");
    assert.equal(stdout, text);
    assert.equal(code, 0);
    assert.ok(!server.actions.includes(CHANGE));
  });

  it("applies what it planned, and then nothing differs", async () => {
    await write(zoneIds.cloud, set("app1.cloud.acmecorp.com", "A", "10.20.0.5"));
    const file = fileOf(FILE);
    assert.equal((await ptr("check", "--file", file)).code, 1);
    const applied = await ptr("apply", "--yes", "--file", file);
    assert.deepEqual([applied.code, applied.stderr], [0, ""]);
    assert.match(applied.stdout, /^\+ 10\.20\.0\.5 {2}app1\.cloud\.acmecorp\.com$/m);
    assert.match(applied.stdout, /^1 written, 0 left$/m);
    assert.deepEqual(await ptrs(), { "5.0.20.10.in-addr.arpa.": "app1.cloud.acmecorp.com." });
    const checked = await ptr("check", "--file", file);
    assert.equal(checked.code, 0);
    assert.match(checked.stdout, /^nothing to write$/m);
  });

  it("prints all of it as JSON", async () => {
    await write(zoneIds.cloud, set("app1.cloud.acmecorp.com", "A", "10.20.0.5", "192.0.2.1"));
    const { stdout } = await ptr("plan", "--json", "--file", fileOf(FILE));
    assert.deepEqual(JSON.parse(stdout), {
      summary: { creates: 1, updates: 0, deletes: 0, conflicts: 0, refusals: 0, calls: 1, tokens: 1 },
      zones: [
        {
          zoneName: "20.10.in-addr.arpa",
          zoneId: zoneIds.reverse,
          existing: 0,
          foreign: 0,
          changes: [
            {
              action: "create",
              name: "5.0.20.10.in-addr.arpa",
              address: "10.20.0.5",
              type: "PTR",
              after: { targets: ["app1.cloud.acmecorp.com"], ttlSeconds: 300 },
            },
          ],
          conflicts: [],
          refusals: [],
        },
      ],
      skipped: [{ name: "app1.cloud.acmecorp.com", what: "192.0.2.1", reason: "no reverse zone covers it" }],
      unreadable: [],
    });
    const applied = await ptr("apply", "--yes", "--json", "--file", fileOf(FILE));
    assert.deepEqual(JSON.parse(applied.stdout).zones[0].outcome, { written: 1, left: 0 });
  });

  it("reads the file from the standard input, and takes ids where they are given", async () => {
    const content = {
      forwardZoneIds: { "cloud.acmecorp.com": zoneIds.cloud },
      reverseZoneIds: { "20.10.in-addr.arpa": `/hostedzone/${zoneIds.reverse}` },
    };
    const { code, stderr } = await result(start("check", "--file", "-"), JSON.stringify(content));
    assert.deepEqual([code, stderr], [0, ""]);
    assert.ok(!server.actions.includes("ListHostedZonesByName"));
  });

  it("does nothing where nobody can be asked", async () => {
    await write(zoneIds.cloud, set("app1.cloud.acmecorp.com", "A", "10.20.0.5"));
    const { code, stderr } = await ptr("apply", "--file", fileOf(FILE));
    assert.deepEqual([code, await ptrs()], [2, {}]);
    assert.match(stderr, /no terminal to ask on; give --yes/);
  });

  it("leaves a zone that would lose too much, unless forced", async () => {
    const old = Array.from({ length: 12 }, (_, index) =>
      set(`${index}.0.20.10.in-addr.arpa`, "PTR", `h${index}.cloud.acmecorp.com.`),
    );
    await write(zoneIds.reverse, ...old);
    const guarded = await ptr("apply", "--yes", "--file", fileOf(FILE));
    assert.equal(guarded.code, 1);
    assert.match(guarded.stdout, /12 left: it would delete 12 of 12 PTR records, 30 % are allowed; --force writes/);
    assert.equal(Object.keys(await ptrs()).length, 12);
    assert.equal((await ptr("apply", "--yes", "--force", "--file", fileOf(FILE))).code, 0);
    assert.deepEqual(await ptrs(), {});
  });

  it("writes only the zones that it is told to, and the others do not count", async () => {
    await server.makeZone("21.10.in-addr.arpa");
    await write(zoneIds.cloud, set("app1.cloud.acmecorp.com", "A", "10.20.0.5", "10.21.0.5"));
    const file = fileOf({ ...FILE, reverseZones: ["20.10.in-addr.arpa", "21.10.in-addr.arpa"] });
    const applied = await ptr("apply", "--yes", "--zone", "20.10.in-addr.arpa.", "--file", file);
    assert.match(applied.stdout, /^1 written, 0 left$/m);
    assert.equal((await ptr("check", "--zone", "20.10.in-addr.arpa", "--file", file)).code, 0);
    assert.equal((await ptr("check", "--file", file)).code, 1);
    const other = await ptr("check", "--zone", "22.10.in-addr.arpa", "--file", file);
    assert.equal(other.code, 2);
    assert.match(other.stderr, /none of the file's reverse zones: 20\.10\.in-addr\.arpa, 21\.10\.in-addr\.arpa/);
  });

  it("stops in order on Ctrl-C, says what is left, and the next run does the rest", async () => {
    const hosts = Array.from({ length: 2400 }, (_, index) =>
      set(`host-with-a-long-name-${index}.cloud.acmecorp.com`, "A", `10.20.${index >> 8}.${index & 255}`),
    );
    await write(zoneIds.cloud, ...hosts);
    const child = start("apply", "--yes", "--json", "--file", fileOf(FILE));
    const ended = result(child);
    while (!server.actions.includes(CHANGE)) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill("SIGINT");
    const { code, stdout, stderr } = await ended;
    assert.equal(code, 1);
    assert.match(stderr, /SIGINT: ending in order/);
    const { written, left, stop } = JSON.parse(stdout).zones[0].outcome;
    assert.deepEqual([written + left, stop], [2400, { reason: "stopped", message: "it was stopped" }]);
    assert.equal(Object.keys(await ptrs()).length, written);
    assert.ok(left > 0 && written > 0, `${written} written, ${left} left`);
    const next = await ptr("apply", "--yes", "--json", "--file", fileOf(FILE));
    assert.deepEqual(JSON.parse(next.stdout).zones[0].outcome, { written: left, left: 0 });
    assert.equal(Object.keys(await ptrs()).length, 2400);
  });

  describe("killed while it runs", () => {
    const COUNT = 1400;
    const hosts = Array.from({ length: COUNT }, (_, index) =>
      set(`host-with-a-long-name-${index}.cloud.acmecorp.com`, "A", `10.20.${index >> 8}.${index & 255}`),
    );
    // Two lookups, six pages of the zones, then the two batches.
    const moments = [
      [1, "before"],
      [8, "after"],
      [9, "before"],
      [9, "after"],
      [10, "before"],
      [10, "after"],
    ] as const;
    for (const [call, when] of moments)
      it(`${when} call ${call} is served, leaves what the next run finishes`, async () => {
        await write(zoneIds.cloud, ...hosts);
        const old = [
          set("1.255.20.10.in-addr.arpa", "PTR", "x.example.com."),
          set("2.255.20.10.in-addr.arpa", "TXT", '"x"'),
        ];
        await write(zoneIds.reverse, ...old);
        const child = start("apply", "--yes", "--file", fileOf(FILE));
        server.at(call, when, () => child.kill("SIGKILL"));
        // What has come is served, whoever asked for it is dead or not.
        const served = new Promise<void>((resolve) => server.at(call, "after", resolve));
        await Promise.all([result(child), served]);
        assert.equal(child.signalCode, "SIGKILL", `${server.actions}`);
        const before = Object.keys(await ptrs()).length;
        const next = await ptr("apply", "--yes", "--json", "--file", fileOf(FILE));
        assert.equal(next.code, 0);
        const { written } = JSON.parse(next.stdout).zones[0].outcome;
        assert.equal(before - 1 + written, COUNT, "what the dead run wrote is not written again");
        assert.equal(Object.keys(await ptrs()).length, COUNT + 1);
        assert.equal((await ptr("check", "--file", fileOf(FILE))).code, 0);
      });
  });

  it("fails when a zone cannot be read, and goes on with the others", async () => {
    await write(zoneIds.cloud, set("app1.cloud.acmecorp.com", "A", "10.20.0.5"));
    const content = {
      ...FILE,
      forwardZoneIds: { "gone.acmecorp.com": "Z0GONE" },
    };
    const { code, stdout } = await ptr("apply", "--yes", "--file", fileOf(content));
    assert.equal(code, 2);
    assert.match(stdout, /gone\.acmecorp\.com \(Z0GONE\) is not read: .*ZONE_GONE/);
    assert.match(stdout, /^1 written, 0 left; one zone is not read$/m);
    assert.equal(Object.keys(await ptrs()).length, 1);
  });

  it("says what is wrong with names that it looks up", async () => {
    await server.makeZone("cloud.acmecorp.com", "vpc-0e5f6071");
    const content = {
      forwardZones: ["cloud.acmecorp.com"],
      reverseZones: ["21.10.in-addr.arpa", "20.10.in-addr.arpa"],
    };
    const { code, stderr } = await ptr("check", "--file", fileOf(content));
    assert.equal(code, 2);
    assert.match(
      stderr,
      /forwardZones\[0\]: there are 2 hosted zones cloud\.acmecorp\.com: .*\(private\).*ZONE_AMBIGUOUS/,
    );
    assert.match(stderr, /reverseZones\[0\]: there is no hosted zone 21\.10\.in-addr\.arpa.*ZONE_NOT_FOUND/);
  });

  it("finds many zones in few calls", async () => {
    for (let index = 30; index < 42; index++) await server.makeZone(`${index}.10.in-addr.arpa`);
    const reverseZones = Array.from({ length: 12 }, (_, index) => `${index + 30}.10.in-addr.arpa`);
    const { code } = await ptr("check", "--file", fileOf({ reverseZones }));
    assert.equal(code, 0);
    assert.equal(server.actions.filter((action) => action === "ListHostedZonesByName").length, 1);
  });

  const wrong: [string, unknown, readonly RegExp[]][] = [
    ["no JSON", '{ "reverseZones": [ }', [/it is no JSON: Unexpected token '}'/]],
    ["an empty file", "", [/it is no JSON/]],
    ["a list", [], [/got a list, expected a map of arguments \(WRONG_TYPE\)/]],
    ["nothing in it", {}, [/reverseZones: is missing; give the reverse zones/]],
    [
      "many things wrong",
      {
        forwardZone: ["x"],
        forwardZones: ["20.10.in-addr.arpa", 5],
        reverseZones: ["acmecorp.com", "20.10.in-addr.arpa"],
        reverseZoneIds: { "20.10.in-addr.arpa": null },
        policy: { maximumNames: 0 },
        addressRecords: [{ name: "a b", addresses: ["10.20.0.5/24"] }],
      },
      [
        /forwardZone: there is no such argument; did you mean `forwardZones`\?/,
        /forwardZones\[0\]: 20\.10\.in-addr\.arpa is a reverse zone/,
        /forwardZones\[1\]: got the number 5, expected text/,
        /reverseZones\[0\]: "acmecorp\.com" is no reverse zone/,
        /reverseZoneIds\["20\.10\.in-addr\.arpa"\]: got nothing \(null\), expected text/,
        /policy\.maximumNames: got 0, expected 1 to 400/,
        /addressRecords\[0\]\.name: "a b" is no domain name/,
        /addressRecords\[0\]\.addresses\[0\]: "10\.20\.0\.5\/24" is no IP address/,
      ],
    ],
  ];
  for (const [title, content, messages] of wrong) {
    it(`says all at once what is wrong with a file: ${title}`, async () => {
      const { code, stdout, stderr } = await ptr("plan", "--file", fileOf(content));
      assert.deepEqual([code, stdout], [2, ""]);
      for (const message of messages) assert.match(stderr, message);
      assert.doesNotMatch(stderr, /\n {4}at /);
      assert.deepEqual(server.actions, []);
    });
  }

  for (const [title, args, message] of [
    ["no file", [], /required option '--file <file>' not specified/],
    ["a file that is not there", ["--file", "nowhere.json"], /--file: ENOENT/],
    ["an option of nobody", ["--file", "x", "--froce"], /unknown option '--froce'/],
  ] as const) {
    it(`exits with 2 for ${title}`, async () => {
      const { code, stderr } = await ptr("check", ...args);
      assert.equal(code, 2);
      assert.match(stderr, message);
    });
  }
});
