import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { s3Client } from "../../components/io/forwarder-status";
import { projectFolder } from "../../set-up/paths";
import { withFront } from "../lab/front/running-front";

const bucket = "acme-hub-0123456789";
const sha256 = "c".repeat(64);
const keys = { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" };

describe("hybrid-dns status", function () {
  this.timeout(60_000);
  const running = withFront();
  let client: Awaited<ReturnType<typeof s3Client>>;

  /** As a user's shell runs it, with the front in AWS's place. */
  async function status(...args: readonly string[]) {
    const { endpoint } = running().front;
    const env = { ...process.env, ...keys, AWS_REGION: "eu-west-1", AWS_ENDPOINT_URL: endpoint, NO_COLOR: "1" };
    const command = ["--import", "tsx", "command/main.ts", "status", ...args];
    const child = spawn(process.execPath, command, { cwd: projectFolder, env });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk) => {
      stdout += String(chunk);
    });
    child.stderr.on("data", (chunk) => {
      stderr += String(chunk);
    });
    const [code] = (await once(child, "close")) as [number];
    return { code, stdout, stderr };
  }

  const put = (Key: string, content: unknown) =>
    client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: JSON.stringify(content) }));

  const report = (slot: string, configuration = sha256) => ({
    version: 1,
    slot,
    instanceId: `i-of-${slot}`,
    imageId: "ami-1",
    address: `10.20.1.${slot}`,
    software: "unbound",
    softwareVersion: "1.26.2",
    configuration,
    healthy: true,
    reportedAt: new Date().toISOString(),
    startedAt: new Date().toISOString(),
  });

  before(async () => {
    Object.assign(process.env, keys);
    client = await s3Client({ region: "eu-west-1", endpoint: running().front.endpoint });
    await client.send(
      new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } }),
    );
    await put("desired.json", {
      version: 1,
      software: "unbound",
      configuration: { sha256, bytes: 10 },
      slots: [
        { key: "a", address: "10.20.1.53" },
        { key: "b", address: "10.20.2.53" },
      ],
      probes: [],
    });
    await put("reports/a.json", report("a"));
  });
  after(() => client?.destroy());

  it("shows a line a forwarder, says in words what is not well, and exits with 1", async () => {
    const { code, stdout } = await status("--bucket", bucket);
    assert.equal(code, 1);
    assert.match(stdout, /^acme-hub-0123456789: unbound, configuration c{12}$/m);
    assert.match(stdout, /✓ +a +10[.]20[.]1[.]53 +i-of-a +ami-1 +unbound 1[.]26[.]2 +c{12} +\d+ s ago/);
    assert.match(stdout, /✗ +b +10[.]20[.]2[.]53 .*never/);
    assert.match(stdout, /^b: unreported: no report in the bucket/m);
  });

  it("exits with 0 when all is well, and speaks JSON", async () => {
    await put("reports/b.json", report("b"));
    const { code, stdout } = await status("--bucket", bucket, "--json");
    assert.equal(code, 0);
    const [one] = JSON.parse(stdout) as { bucket: string; slots: { slot: string; state: string }[] }[];
    assert.equal(one?.bucket, bucket);
    assert.deepEqual(
      one?.slots.map(({ slot, state }) => [slot, state]),
      [
        ["a", "ok"],
        ["b", "ok"],
      ],
    );
  });

  for (const [who, outputs] of [
    ["Pulumi", { configurationBuckets: { hub: bucket } }],
    ["Terraform", { configurationBuckets: { sensitive: false, type: "string", value: { hub: bucket } } }],
  ] as const)
    it(`finds the buckets in the outputs that ${who} prints`, async () => {
      const file = join(running().folder, `${who}.json`);
      writeFileSync(file, JSON.stringify(outputs));
      const { stdout } = await status("--outputs", file, "--json");
      assert.equal((JSON.parse(stdout) as { bucket: string }[])[0]?.bucket, bucket);
    });

  it("names a report that nobody can read, and shows the others", async () => {
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: "reports/b.json", Body: "<html>" }));
    const { code, stdout } = await status("--bucket", bucket);
    assert.equal(code, 1);
    assert.match(stdout, /reports\/b[.]json: report is no JSON: "<html>"/);
    assert.match(stdout, /✓ +a /);
  });

  for (const [title, args, message] of [
    [
      "a bucket that is not there",
      ["--bucket", "acme-nowhere"],
      /the bucket acme-nowhere cannot be read: NoSuchBucket/,
    ],
    ["an option of nobody", ["--buket", "x"], /unknown option '--buket'/],
    ["outputs without buckets", ["--outputs", "package.json"], /the outputs name no bucket/],
    ["outputs that are no JSON", ["--outputs", "README.md"], /the outputs are no JSON/],
    ["a file that is not there", ["--outputs", "nowhere.json"], /--outputs: ENOENT/],
  ] as const)
    it(`says what is wrong with ${title}`, async () => {
      const { code, stderr } = await status(...args);
      assert.equal(code, 1);
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /\n {4}at /);
    });
});
