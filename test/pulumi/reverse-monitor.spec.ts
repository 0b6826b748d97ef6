import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { ReverseMonitorArgs } from "../../components";
import { reverseMonitorArchive } from "../../components/io/reverse-monitor-archive";
import { matchesEvent } from "../../lab/functions/event-pattern";
import { census, type Declared, find, known, type ProgramOptions, runProgram } from "../helpers/pulumi-program";

type ProviderClass = typeof import("@pulumi/aws/provider").Provider;

const zoneIds = { "cloud.acmecorp.com": pulumi.output("Z1"), "20.10.in-addr.arpa": "Z2" };
const arns: ProgramOptions = {
  outputs: (type, name) => ({
    arn: `arn:aws:${type.split(/[:/]/)[1]}:eu-west-1:123456789012:${name}`,
    url: `https://sqs/${name}`,
  }),
};
const declare = (args: Partial<ReverseMonitorArgs> = {}, options: ProgramOptions = arns) =>
  runProgram(({ ReverseMonitor }) => new ReverseMonitor("acme", { zoneIds, ...args }), options);
const documentOf = (resource: Declared, property: string) => JSON.parse(String(resource.inputs[property]));

describe("ReverseMonitor", () => {
  it("declares a function with a queue before it, two rules, and what watches over it", async () => {
    const { declared, result } = await declare();
    assert.deepEqual(
      census(declared).filter((line) => !line.includes("MetricAlarm")),
      [
        "aws:cloudwatch/eventRule:EventRule acme-changes",
        "aws:cloudwatch/eventRule:EventRule acme-schedule",
        "aws:cloudwatch/eventTarget:EventTarget acme-changes",
        "aws:cloudwatch/eventTarget:EventTarget acme-schedule",
        "aws:cloudwatch/logGroup:LogGroup acme",
        "aws:iam/role:Role acme",
        "aws:iam/rolePolicy:RolePolicy acme",
        "aws:lambda/eventSourceMapping:EventSourceMapping acme",
        "aws:lambda/function:Function acme",
        "aws:sqs/queue:Queue acme",
        "aws:sqs/queue:Queue acme-dead-letters",
        "aws:sqs/queuePolicy:QueuePolicy acme",
        "hybrid-dns:index:ReverseMonitor acme",
      ],
    );
    assert.equal(census(declared).filter((line) => line.includes("MetricAlarm")).length, 5);
    assert.equal(await known(result.functionName), "acme");
    assert.equal(await known(result.deadLetterQueueUrl), "https://sqs/acme-dead-letters");
  });

  it("tells the function its zones, and lets it do no more than they need", async () => {
    const { declared } = await declare({ ptrRecords: { prefer: ["app1.cloud.acmecorp.com"] } });
    const { inputs } = find(declared, "aws:lambda/function:Function");
    assert.equal(await (inputs["code"] as pulumi.asset.FileArchive).path, reverseMonitorArchive());
    const { variables } = inputs["environment"] as { variables: { HYBRID_DNS_MONITOR: string } };
    assert.deepEqual(JSON.parse(variables.HYBRID_DNS_MONITOR), {
      name: "acme",
      zoneIds: { "cloud.acmecorp.com": "Z1" },
      reverseZoneIds: { "20.10.in-addr.arpa": "Z2" },
      ptrRecords: { prefer: ["app1.cloud.acmecorp.com"] },
    });
    const { Statement } = documentOf(find(declared, "aws:iam/rolePolicy:RolePolicy"), "policy");
    assert.deepEqual(Statement[1].Resource, ["arn:aws:route53:::hostedzone/Z2"]);
    assert.equal(inputs["role"], "arn:aws:iam:eu-west-1:123456789012:acme");
  });

  it("has encrypted queues, one run at a time, and gives up after three tries", async () => {
    const { declared } = await declare({ windowSeconds: 30 });
    const { inputs } = find(declared, "aws:sqs/queue:Queue", "acme");
    assert.deepEqual(
      [inputs["name"], inputs["fifoQueue"], inputs["sqsManagedSseEnabled"], inputs["delaySeconds"]],
      ["acme.fifo", true, true, 30],
    );
    assert.deepEqual(JSON.parse(String(inputs["redrivePolicy"])), {
      deadLetterTargetArn: "arn:aws:sqs:eu-west-1:123456789012:acme-dead-letters",
      maxReceiveCount: 3,
    });
    const policy = documentOf(find(declared, "aws:sqs/queuePolicy:QueuePolicy"), "policy");
    assert.deepEqual(policy.Statement[0].Condition.ArnEquals["aws:SourceArn"], [
      "arn:aws:cloudwatch:eu-west-1:123456789012:acme-changes",
      "arn:aws:cloudwatch:eu-west-1:123456789012:acme-schedule",
    ]);
  });

  it("is woken by changes of the zones that it follows, and by a clock", async () => {
    const { declared } = await declare();
    const { eventPattern } = find(declared, "aws:cloudwatch/eventRule:EventRule", "acme-changes").inputs;
    const event = (hostedZoneId: string) => ({
      source: "aws.route53",
      "detail-type": "AWS API Call via CloudTrail",
      detail: {
        eventSource: "route53.amazonaws.com",
        eventName: "ChangeResourceRecordSets",
        requestParameters: { hostedZoneId },
      },
    });
    assert.equal(matchesEvent(JSON.parse(String(eventPattern)), event("Z1")), true);
    assert.equal(matchesEvent(JSON.parse(String(eventPattern)), event("Z2")), false);
    const schedule = find(declared, "aws:cloudwatch/eventRule:EventRule", "acme-schedule").inputs;
    assert.equal(schedule["scheduleExpression"], "rate(15 minutes)");
    const targets = declared.filter(({ type }) => type === "aws:cloudwatch/eventTarget:EventTarget");
    assert.deepEqual(
      targets.map(({ inputs }) => [inputs["arn"], inputs["sqsTarget"]]),
      Array(2).fill(["arn:aws:sqs:eu-west-1:123456789012:acme", { messageGroupId: "reverse-zones" }]),
    );
  });

  it("hands events on from their own region with a provider for it", async () => {
    const { declared } = await runProgram(({ ReverseMonitor }) => {
      // The SDK may be loaded only once the mocks are set.
      const { Provider } = require("@pulumi/aws/provider") as { Provider: ProviderClass };
      const eventsProvider = new Provider("virginia", { region: "us-east-1" });
      new ReverseMonitor("acme", { zoneIds, eventsProvider });
    }, arns);
    const rule = find(declared, "aws:cloudwatch/eventRule:EventRule", "acme-relay");
    assert.match(rule.request.getProvider(), /::virginia::/);
    const changes = find(declared, "aws:cloudwatch/eventRule:EventRule", "acme-changes");
    assert.doesNotMatch(changes.request.getProvider(), /virginia/);
    assert.equal(rule.inputs["eventPattern"], changes.inputs["eventPattern"]);
    const target = find(declared, "aws:cloudwatch/eventTarget:EventTarget", "acme-relay");
    assert.match(target.request.getProvider(), /::virginia::/);
    assert.equal(target.inputs["arn"], "arn:aws:events:eu-west-1:123456789012:event-bus/default");
    assert.equal(target.inputs["roleArn"], "arn:aws:iam:eu-west-1:123456789012:acme-relay");
  });

  it("may be previewed while ids are unknown, and under mocks that answer nothing", async () => {
    await declare({}, { preview: true });
    await declare({}, {});
  });

  it("refuses what is wrong before anything is declared", async () => {
    await assert.rejects(
      declare({ zoneIds: { "cloud.acmecorp.com": "Z1" } }),
      /zoneIds: there is no reverse zone among them.*ZONE_ID_MISSING/,
    );
  });
});

describe("The monitor of a HybridDns", () => {
  const config = {
    vpcs: { main: { vpcId: "vpc-1", cidrBlocks: ["10.20.0.0/16"] } },
    primaryVpc: "main",
    privateZones: { "cloud.acmecorp.com": { records: { app1: { a: ["10.20.0.5"] } } } },
  };
  const run = (monitor: boolean) =>
    runProgram(({ HybridDns }) => new HybridDns("acme", { ...config, ptrRecords: { monitor } }), {
      ...arns,
      config: { "aws:region": "eu-west-1" },
    });

  it("is declared only where it is asked for, and has all zones", async () => {
    const without = await run(false);
    assert.doesNotMatch(census(without.declared).join(), /lambda/);
    const { declared } = await run(true);
    const { inputs } = find(declared, "aws:lambda/function:Function", "acme-reverse-monitor");
    const { variables } = inputs["environment"] as { variables: { HYBRID_DNS_MONITOR: string } };
    const told = JSON.parse(variables.HYBRID_DNS_MONITOR);
    assert.deepEqual(told.zoneIds, { "cloud.acmecorp.com": "acme-cloud.acmecorp.com-id" });
    assert.deepEqual(told.reverseZoneIds, { "20.10.in-addr.arpa": "acme-20.10.in-addr.arpa-id" });
  });

  it("has the pen, and goes before the stack's PTR records, which then delete what is left of theirs", async () => {
    const { declared } = await run(true);
    const ptrs = find(declared, "pulumi-nodejs:dynamic/hybriddns:PtrRecords");
    assert.deepEqual(ptrs.inputs["policy"], { monitored: true });
    const mapping = find(declared, "hybrid-dns:index:ReverseMonitor");
    assert.match(mapping.request.getDependenciesList().join(), /hybriddns:PtrRecords::acme/);
  });
});
