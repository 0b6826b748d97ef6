import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import {
  AssociateDhcpOptionsCommand,
  CreateDhcpOptionsCommand,
  DescribeInstancesCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import { type Front, startFront } from "../../../lab/front/front";
import { attachNetwork, type Network, startNetwork, stopNetwork } from "../../../lab/network";
import { holderOf } from "../../../lab/network/holder";
import { readSite } from "../../../lab/site";
import { type CloudFixture, makeCloud, region, siteConfiguration, unboundConfiguration } from "./cloud-fixture";
import { needsNamespaces } from "./needs-namespaces";

const patienceMilliseconds = 10_000;

/** Processes that have a text in their command line. */
const processesWith = (text: string): string[] =>
  readdirSync("/proc").filter((pid) => {
    if (!/^\d+$/.test(pid) || pid === String(process.pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(text);
    } catch {
      return false;
    }
  });

async function eventually(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < patienceMilliseconds; waited += 50) {
    if (await holds()) return;
    await setTimeout(50);
  }
  assert.fail(`${what}: not within ${patienceMilliseconds / 1000} s`);
}

describe("the network of what is in the emulated AWS", function () {
  this.timeout(120_000);
  const root = mkdtempSync(join(tmpdir(), "lab-network-"));
  const folder = join(root, "network");
  const socket = join(root, "front.socket");
  let front: Front;
  let cloud: CloudFixture;
  let network: Network;
  const start = () =>
    startNetwork({
      endpoint: front.endpoint,
      socket,
      region,
      folder,
      site: readSite(),
      siteConfiguration,
      log: () => {},
    });
  const dig = async (host: string, ...question: string[]) => {
    const { stdout } = await network.exec(host, ["dig", "+short", "+time=1", "+tries=2", ...question]);
    return stdout
      .trim()
      .split("\n")
      .filter((line) => !line.startsWith(";;"));
  };

  before(async function () {
    await needsNamespaces(this);
    front = await startFront({ folder: join(root, "front"), port: 0, socketPath: socket });
    cloud = await makeCloud(front.endpoint, unboundConfiguration);
    network = await start();
  });
  after(async () => {
    await stopNetwork(folder);
    cloud?.end();
    await front?.end();
    rmSync(root, { recursive: true, force: true });
  });

  it("has a host for every instance and for every machine of the site", () => {
    assert.deepEqual(
      network.hosts().map(({ name, role, addresses }) => `${name}: ${role}, ${addresses.join(" ")}`),
      [
        "acme-hub-a: forwarder in hub, 10.20.1.53",
        "acme-hub-b: forwarder in hub, 10.20.2.53",
        "app1: instance in hub, 10.20.1.10",
        "app2: instance in spoke, 10.21.1.10",
        "ns1: name server in headquarters, 10.1.0.53",
        "ns2: name server in headquarters, 10.2.0.53",
        "dns1: resolver in headquarters, 10.1.0.54",
        "client1: client in headquarters, 10.1.0.100",
        "client2: client in headquarters, 10.1.0.101",
        "guest1: client in headquarters, 192.168.50.100",
      ],
    );
  });

  for (const [server, client] of [
    ["BIND", "client1"],
    ["Unbound", "client2"],
  ] as const)
    it(`answers on premises by ${server} for names of the cloud, both ways, and its own`, async () => {
      assert.deepEqual(await dig(client, "app1.cloud.acmecorp.com"), ["10.20.1.10"]);
      assert.deepEqual(await dig(client, "-x", "10.20.1.10"), ["app1.cloud.acmecorp.com."]);
      assert.equal((await dig(client, "web.cloud.acmecorp.com")).length, 2);
      assert.deepEqual((await dig(client, "shop.acmecorp.com"))[0], "web.cloud.acmecorp.com.");
      assert.deepEqual(await dig(client, "-x", "10.1.0.20"), ["db1.acmecorp.com."]);
      assert.deepEqual(await dig(client, "www.example.com"), ["192.0.2.80"]);
    });

  it("answers in hub and spoke for names on premises, of AWS and of the internet", async () => {
    for (const host of ["app1", "app2"]) {
      assert.deepEqual(await dig(host, "db1.acmecorp.com"), ["10.1.0.20"]);
      assert.deepEqual(await dig(host, "-x", "10.1.0.20"), ["db1.acmecorp.com."]);
      assert.deepEqual(await dig(host, cloud.fileSystemName), ["10.20.1.90"]);
      assert.deepEqual(await dig(host, "www.example.com"), ["192.0.2.80"]);
    }
  });

  it("carries an answer of 6 kB by TCP, through the security groups", async () => {
    assert.equal((await dig("client1", "big.cloud.acmecorp.com", "TXT")).length, 3);
  });

  it("gives hosts the resolvers of the VPC's option set, and the forwarders their own", async () => {
    const resolvers = async (host: string) => (await network.exec(host, ["cat", "/etc/resolv.conf"])).stdout;
    assert.equal(await resolvers("app2"), "search cloud.acmecorp.com\nnameserver 10.20.1.53\nnameserver 10.20.2.53\n");
    assert.equal(await resolvers("acme-hub-a"), "nameserver 169.254.169.253\n");
  });

  it("keeps a VPC's resolver to the VPC's own hosts", async () => {
    assert.deepEqual(await dig("app1", "@10.20.0.2", "app1.cloud.acmecorp.com"), ["10.20.1.10"]);
    assert.deepEqual(await dig("app2", "@169.254.169.253", "app1.cloud.acmecorp.com"), ["10.20.1.10"]);
    // silence, as on AWS: a refusal would say that somebody is there
    for (const host of ["client1", "app2"]) {
      const { stdout } = await network.exec(host, [
        "dig",
        "+time=1",
        "+tries=1",
        "@10.20.0.2",
        "app1.cloud.acmecorp.com",
      ]);
      assert.match(stdout, /timed out/, host);
    }
    assert.deepEqual(await dig("client1", "@169.254.169.253", "app1.cloud.acmecorp.com"), []);
  });

  it("enforces security groups and route tables", async () => {
    const ping = async (host: string, address: string) =>
      (await network.exec(host, ["ping", "-c1", "-W1", address])).code;
    assert.equal(await ping("app1", "10.21.1.10"), 0);
    assert.notEqual(await ping("app1", "10.20.1.53"), 0, "the forwarders' group lets DNS in and nothing else");
    assert.notEqual(
      await ping("app2", "10.1.0.100"),
      0,
      "the spoke has no route to the site, and peering is not transitive",
    );
    assert.deepEqual(await dig("guest1", "@10.20.1.53", "app1.cloud.acmecorp.com"), [], "guests are in no rule");
  });

  it("refuses guests at the site's own name servers", async () => {
    const { stdout } = await network.exec("guest1", ["dig", "+time=1", "app1.cloud.acmecorp.com"]);
    assert.match(stdout, /status: REFUSED/);
  });

  it("runs commands with input, exit code and the host's own processes only", async () => {
    const answer = await network.exec("client1", ["sh", "-c", "cat; echo problem >&2; exit 7"], { input: "hello" });
    assert.deepEqual(answer, { code: 7, stdout: "hello", stderr: "problem\n" });
    const { stdout } = await network.exec("app1", ["ps", "-e", "-o", "args="]);
    assert.doesNotMatch(stdout, /unbound|named/);
    await assert.rejects(
      network.exec("nobody", ["true"]),
      /there is no host nobody; expected one of acme-hub-a, .*guest1/,
    );
  });

  it("gives instance metadata by token only", async () => {
    const ask = (...options: string[]) => network.exec("app1", ["curl", "-s", "-w", " %{http_code}", ...options]);
    assert.equal((await ask("http://169.254.169.254/latest/meta-data/local-ipv4")).stdout, " 401");
    const token = await network.exec("app1", [
      "curl",
      "-s",
      "-X",
      "PUT",
      "-H",
      "X-aws-ec2-metadata-token-ttl-seconds: 60",
      "http://169.254.169.254/latest/api/token",
    ]);
    const header = `X-aws-ec2-metadata-token: ${token.stdout}`;
    assert.equal(
      (await ask("-H", header, "http://169.254.169.254/latest/meta-data/local-ipv4")).stdout,
      "10.20.1.10 200",
    );
  });

  it("writes down what was asked of the internet", async () => {
    const before = network.internetQuestions().length;
    await dig("app1", "private-name.example.com");
    const asked = network.internetQuestions().slice(before);
    assert.ok(
      asked.some((line) => line.startsWith("private-name.example.com A asked by 10.20.")),
      asked.join("\n"),
    );
    await dig("client1", "app1.cloud.acmecorp.com");
    assert.ok(!network.internetQuestions().some((line) => line.includes("cloud.acmecorp.com")));
  });

  it("answers while one forwarder's power is off, and by it when it is back", async () => {
    const inItsNetwork = network.spawnAt("acme-hub-a", ["cat"]);
    try {
      const addresses = () => readFileSync(`/proc/${inItsNetwork.pid}/net/fib_trie`, "utf8");
      await eventually("it is in the host's network", () => addresses().includes("10.20.1.53"));
      await network.kill("acme-hub-a");
      // else it would be asked, once it is back, before it has a route to ask others by
      assert.doesNotMatch(addresses(), /10\.20\.1\.53/, "its address goes with its power");
    } finally {
      inItsNetwork.stdin.end();
    }
    assert.deepEqual(await dig("client1", "+tries=3", "app1.cloud.acmecorp.com"), ["10.20.1.10"]);
    assert.deepEqual(await dig("app1", "db2.acmecorp.com"), ["10.2.0.20"]);
    await assert.rejects(network.exec("acme-hub-a", ["true"]), /acme-hub-a is down/);
    await network.restart("acme-hub-a");
    assert.deepEqual(await dig("app1", "@10.20.1.53", "db2.acmecorp.com"), ["10.2.0.20"]);
  });

  it("follows the emulator: a new record, another option set, an instance that is gone", async () => {
    const again = await attachNetwork(folder);
    assert.ok(again);
    await cloud.change("CREATE", [
      { Name: "new.cloud.acmecorp.com", Type: "A", TTL: 60, ResourceRecords: [{ Value: "10.20.1.11" }] },
    ]);
    const options = { DhcpConfigurations: [{ Key: "domain-name-servers", Values: ["AmazonProvidedDNS"] }] };
    const { DhcpOptions } = await cloud.ec2.send(new CreateDhcpOptionsCommand(options));
    await cloud.ec2.send(
      new AssociateDhcpOptionsCommand({ VpcId: cloud.hubVpcId, DhcpOptionsId: DhcpOptions?.DhcpOptionsId }),
    );
    const { Reservations = [] } = await cloud.ec2.send(new DescribeInstancesCommand({}));
    const gone = Reservations.flatMap(({ Instances = [] }) => Instances).find(({ Tags = [] }) =>
      Tags.some(({ Value }) => Value === "acme-hub-b"),
    );
    await cloud.ec2.send(new TerminateInstancesCommand({ InstanceIds: [gone?.InstanceId ?? ""] }));
    const { bind, unbound } = siteConfiguration;
    await again.refresh({ bind: `${bind}// changed\n`, unbound: `${unbound}# changed\n` });
    assert.deepEqual(
      again
        .hosts()
        .filter(({ name }) => name.startsWith("acme"))
        .map(({ name }) => name),
      ["acme-hub-a"],
    );
    await eventually("app1 takes the new option set over", async () =>
      (await network.exec("app1", ["cat", "/etc/resolv.conf"])).stdout.includes("nameserver 10.20.0.2"),
    );
    assert.deepEqual(await dig("app1", "new.cloud.acmecorp.com"), ["10.20.1.11"]);
    for (const [host, file] of [
      ["ns1", "/etc/bind/hybrid-dns.conf"],
      ["dns1", "/etc/unbound/unbound.conf.d/hybrid-dns.conf"],
    ] as const)
      assert.match((await network.exec(host, ["cat", file])).stdout, /changed/);
    for (const client of ["client1", "client2"]) assert.deepEqual(await dig(client, "db1.acmecorp.com"), ["10.1.0.20"]);
  });

  it("leaves nothing when it is stopped", async () => {
    assert.ok(processesWith(folder).length > 0);
    await network.stop();
    assert.deepEqual(processesWith(folder), []);
    assert.deepEqual(readdirSync(folder), ["network.log"]);
    assert.doesNotMatch(readFileSync("/proc/mounts", "utf8"), /\/mnt\/hosts\//);
    assert.equal(await attachNetwork(folder), undefined);
  });

  it("leaves nothing when its holder is killed, and starts again in the same folder", async () => {
    network = await start();
    const { mark } = holderOf(folder)!;
    process.kill(mark.pid, "SIGKILL");
    await eventually("every process of it ends", () => processesWith(folder).length === 0);
    assert.equal(await attachNetwork(folder), undefined);
    await stopNetwork(folder);
    assert.ok(!existsSync(join(folder, "network.json")));
    network = await start();
    assert.deepEqual(await dig("client1", "app1.cloud.acmecorp.com"), ["10.20.1.10"]);
    await assert.rejects(start(), /runs in .* already/);
  });
});
