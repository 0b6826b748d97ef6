import assert from "node:assert/strict";
import { declareHybridDns } from "../../program/hybrid-dns-program";
import { handedOver } from "../helpers/configuration-file";
import { type ProgramRun, runProgram } from "../helpers/pulumi-program";

/** What is declared of a file with a monitor, and the stack's `aws:` configuration. */
const run = (aws: object, monitor = true, partition?: string) =>
  runProgram(declareHybridDns, {
    config: handedOver({
      "hybrid-dns:name": "acme",
      "hybrid-dns:dns": {
        vpcs: { main: { vpcId: "vpc-1", cidrBlocks: ["10.20.0.0/16"] } },
        primaryVpc: "main",
        privateZones: { "cloud.acmecorp.com": { records: { app1: { a: ["10.20.0.5"] } } } },
        ptrRecords: { monitor },
        ...(partition && { partition }),
      },
      ...aws,
    }),
  });
const eventsProvider = ({ declared }: ProgramRun<unknown>) =>
  declared.find(({ type, name }) => type === "pulumi:providers:aws" && name === "events")?.inputs;
const hasRelay = ({ declared }: ProgramRun<unknown>) =>
  declared.some(({ name }) => name === "acme-reverse-monitor-relay");

describe("The root program, with a monitor", () => {
  it("hands events on from us-east-1, as whoever runs the stack", async () => {
    const role = { roleArn: "arn:aws:iam::111111111111:role/network" };
    const ran = await run({ "aws:region": "eu-west-1", "aws:profile": "network", "aws:assumeRoles": [role] });
    assert.equal(hasRelay(ran), true);
    const inputs = eventsProvider(ran);
    assert.deepEqual([inputs?.["region"], inputs?.["profile"]], ["us-east-1", "network"]);
    assert.match(JSON.stringify(inputs?.["assumeRoles"]), /role\/network/);
  });

  const rows: readonly [what: string, aws: object, monitor?: boolean, partition?: string][] = [
    ["in us-east-1 itself", { "aws:region": "us-east-1" }],
    ["where the region is not stated: it may be us-east-1", {}],
    ["without a monitor", { "aws:region": "eu-west-1" }, false],
    ["in GovCloud's own region for events", { "aws:region": "us-gov-west-1" }, true, "aws-us-gov"],
  ];
  for (const [what, aws, monitor, partition] of rows) {
    it(`hands nothing on ${what}`, async () => {
      const ran = await run(aws, monitor, partition);
      assert.equal(hasRelay(ran), false);
      assert.equal(eventsProvider(ran), undefined);
    });
  }
});
