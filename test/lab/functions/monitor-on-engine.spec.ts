import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Change, ChangeResourceRecordSetsCommand, ListResourceRecordSetsCommand } from "@aws-sdk/client-route-53";
import { Vpc } from "@pulumi/aws/ec2/vpc";
import { Provider } from "@pulumi/aws/provider";
import { HybridDns } from "../../../components";
import { findPulumiCli } from "../../../lab/engine/pulumi-cli";
import { type LabStack, openStack } from "../../../lab/stack";
import { region, withFront } from "../front/running-front";

const FORWARD = "cloud.acmecorp.com";
const REVERSE = "20.10.in-addr.arpa";

describe("a monitored hybrid DNS on the real engine, outside us-east-1", function () {
  this.timeout(240_000);
  const front = withFront({ route53: { settings: { changeMilliseconds: 0 } } });
  let folder: string;
  let stack: LabStack;
  let zoneIds: { [zoneName: string]: string };

  const program = async () => {
    const eventsProvider = new Provider("virginia", { region: "us-east-1" });
    const vpc = new Vpc("main", { cidrBlock: "10.20.0.0/16", enableDnsHostnames: true });
    const dns = new HybridDns("acme", {
      vpcs: { main: { vpcId: vpc.id, cidrBlocks: ["10.20.0.0/16"], dhcpOptions: { enabled: false } } },
      primaryVpc: "main",
      privateZones: { [FORWARD]: { records: { app1: { a: ["10.20.0.5"] }, quiet: { a: ["10.20.0.9"], ptr: false } } } },
      ptrRecords: { monitor: true },
      eventsProvider,
    });
    return { zoneIds: dns.zoneIds };
  };

  before(async function () {
    try {
      findPulumiCli();
    } catch (error) {
      console.log(`      skipped: ${(error as Error).message}`);
      this.skip();
    }
    folder = mkdtempSync(join(tmpdir(), "hybrid-dns-monitored-"));
    const configuration = join(folder, "Pulumi.lab.yaml");
    writeFileSync(configuration, `config:\n    aws:region: ${region}\n`);
    stack = await openStack({
      folder: join(folder, "pulumi"),
      endpoint: front().front.endpoint,
      project: "monitored",
      stack: "lab",
      program,
      configuration,
      log: () => {},
    });
  });
  after(() => {
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  const change = (...changes: Change[]) =>
    front().route53.send(
      new ChangeResourceRecordSetsCommand({ HostedZoneId: zoneIds[FORWARD], ChangeBatch: { Changes: changes } }),
    );
  const address = (Action: Change["Action"], name: string, value: string): Change => ({
    Action,
    ResourceRecordSet: { Name: `${name}.${FORWARD}`, Type: "A", TTL: 300, ResourceRecords: [{ Value: value }] },
  });
  const ptrs = async () => {
    const asked = new ListResourceRecordSetsCommand({ HostedZoneId: zoneIds[REVERSE] });
    const { ResourceRecordSets = [] } = await front().route53.send(asked);
    return Object.fromEntries(
      ResourceRecordSets.filter(({ Type }) => Type === "PTR").map(({ Name, ResourceRecords = [] }) => [
        Name!.replace(`.${REVERSE}.`, ""),
        ResourceRecords.map(({ Value }) => Value!.replace(`.${FORWARD}.`, "")),
      ]),
    );
  };
  const until = async (expected: object) => {
    for (let tries = 0; tries < 120; tries++) {
      try {
        assert.deepEqual(await ptrs(), expected);
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
    assert.deepEqual(await ptrs(), expected);
  };

  it("has the stack's own PTR records as soon as it is up", async () => {
    const { outputs } = await stack.up();
    zoneIds = outputs["zoneIds"] as typeof zoneIds;
    assert.deepEqual(await ptrs(), { "5.0": ["app1"] });
  });

  it("follows what others write by the SDK: made, changed, deleted; also at an address of the stack's", async () => {
    await change(address("CREATE", "app2", "10.20.0.6"), address("CREATE", "alias1", "10.20.0.5"));
    await until({ "5.0": ["alias1", "app1"], "6.0": ["app2"] });
    await change(address("UPSERT", "app2", "10.20.0.7"), address("DELETE", "alias1", "10.20.0.5"));
    await until({ "5.0": ["app1"], "7.0": ["app2"] });
    await change(address("DELETE", "app2", "10.20.0.7"));
    await until({ "5.0": ["app1"] });
  });

  it("changes nothing when nothing changes, and leaves nothing when it is destroyed", async () => {
    const { changes } = await stack.up();
    assert.deepEqual(changes, []);
    await stack.destroy();
    await assert.rejects(ptrs(), /NoSuchHostedZone|No hosted zone/);
  });
});
