import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zipSync } from "fflate";
import { plainCalls } from "../../../lab/aws-provider/plain-calls";
import type { Properties } from "../../../lab/aws-provider/property-values";
import { region } from "../front/running-front";
import type { ResourceCase, World } from "./resource-case";

/** An archive as the engine writes one of a file. */
function archiveOf(text: string): Properties {
  const path = join(mkdtempSync(join(tmpdir(), "hybrid-dns-archive-")), "function.zip");
  writeFileSync(path, zipSync({ "index.js": new TextEncoder().encode(text) }));
  const hash = Buffer.from(text).toString("hex");
  return { "4dabf18193072939515e22adb298388d": "0def7320c3a5731c473e5ecbe6d01bc7", hash, path };
}

const callsOf = async ({ route53 }: World) => {
  const { protocol, hostname, port } = (await route53.config.endpoint!()) as never as {
    protocol: string;
    hostname: string;
    port: number;
  };
  const credentials = async () => ({ accessKeyId: "AKIALAB", secretAccessKey: "lab" });
  return plainCalls(() => ({ region, endpoint: `${protocol}//${hostname}:${port}`, credentials }));
};
const attributesOf = async (world: World, QueueUrl: string) => {
  const calls = await callsOf(world);
  const asked = { QueueUrl, AttributeNames: ["All"] };
  const { Attributes } = await calls.json<{ Attributes: { [name: string]: string } }>(
    "sqs",
    "AmazonSQS.GetQueueAttributes",
    asked,
  );
  return Attributes;
};
const made = async (world: World, type: string, given: Properties) => {
  const { provider } = world;
  return provider.create(type, await provider.inputs(type, given));
};
const QUEUE = "aws:sqs/queue:Queue";
const RULE = "aws:cloudwatch/eventRule:EventRule";

const pattern = (eventName: string) => JSON.stringify({ source: ["aws.route53"], detail: { eventName: [eventName] } });
const policy = (sid: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Sid: sid, Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: "*" }],
  });

/** Things that cases stand on, made when the first of them asks; they end with the emulator. */
const standing: { queueUrl?: string; queueArn?: string; functionArn?: string } = {};
export async function makeStandingFunctions(world: World): Promise<void> {
  const queue = await made(world, QUEUE, { name: "standing.fifo", fifoQueue: true, visibilityTimeoutSeconds: 60 });
  const lambda = await made(world, "aws:lambda/function:Function", functionGiven(world, "standing"));
  await made(world, RULE, { name: "standing", eventPattern: pattern("CreateHostedZone") });
  standing.queueUrl = queue.id;
  standing.queueArn = String(queue.outputs["arn"]);
  standing.functionArn = String(lambda.outputs["arn"]);
}

function functionGiven({ roleName }: World, name: string): Properties {
  return {
    name,
    code: archiveOf("exports.handler = async () => {};"),
    description: "Keeps PTR records right",
    handler: "index.handler",
    runtime: "nodejs22.x",
    architectures: ["arm64"],
    memorySize: 512,
    timeout: 300,
    role: `arn:aws:iam::123456789012:role/${roleName}`,
    environment: { variables: { HYBRID_DNS_MONITOR: "{}" } },
    loggingConfig: { logFormat: "Text", logGroup: "/aws/lambda/acme" },
    tags: { team: "net" },
  };
}

export const functionCases: readonly ResourceCase[] = [
  {
    type: QUEUE,
    given: () => ({
      name: "acme.fifo",
      fifoQueue: true,
      contentBasedDeduplication: true,
      delaySeconds: 15,
      visibilityTimeoutSeconds: 360,
      messageRetentionSeconds: 86_400,
      sqsManagedSseEnabled: true,
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: standing.queueArn, maxReceiveCount: 3 }),
      tags: { team: "net" },
    }),
    described: async ({ id }, world) => {
      const { DelaySeconds, VisibilityTimeout, FifoQueue, SqsManagedSseEnabled } = await attributesOf(world, id);
      return { DelaySeconds, VisibilityTimeout, FifoQueue, SqsManagedSseEnabled };
    },
    expected: () => ({ DelaySeconds: "15", VisibilityTimeout: "360", FifoQueue: "true", SqsManagedSseEnabled: "true" }),
    outputs: ["arn", "url"],
    inPlace: {
      change: () => ({ delaySeconds: 60, tags: { team: "dns" } }),
      changed: ["delaySeconds", "tags"],
      expected: () => ({
        DelaySeconds: "60",
        VisibilityTimeout: "360",
        FifoQueue: "true",
        SqsManagedSseEnabled: "true",
      }),
    },
    replacing: { change: () => ({ name: "other.fifo" }), names: ["name"] },
  },
  {
    type: "aws:sqs/queuePolicy:QueuePolicy",
    given: () => ({ queueUrl: standing.queueUrl!, policy: policy("One") }),
    described: async (_, world) =>
      JSON.parse((await attributesOf(world, standing.queueUrl!))["Policy"]!).Statement[0].Sid,
    expected: () => "One",
    inPlace: { change: () => ({ policy: policy("Two") }), changed: ["policy"], expected: () => "Two" },
  },
  {
    type: RULE,
    given: () => ({
      name: "acme-changes",
      description: "Changes of zones",
      eventPattern: pattern("ChangeResourceRecordSets"),
      tags: { team: "net" },
    }),
    described: async ({ id }, world) => {
      const calls = await callsOf(world);
      const found = await calls.json<{ [name: string]: string }>("events", "AWSEvents.DescribeRule", { Name: id });
      return [found["State"], found["Description"], JSON.parse(found["EventPattern"]!).detail.eventName];
    },
    expected: () => ["ENABLED", "Changes of zones", ["ChangeResourceRecordSets"]],
    outputs: ["arn"],
    inPlace: {
      change: () => ({ eventPattern: pattern("CreateHostedZone"), tags: { team: "dns" } }),
      changed: ["eventPattern", "tags"],
      expected: () => ["ENABLED", "Changes of zones", ["CreateHostedZone"]],
    },
    replacing: { change: () => ({ name: "other" }), names: ["name"] },
  },
  {
    type: "aws:cloudwatch/eventTarget:EventTarget",
    given: () => ({ rule: "standing", arn: standing.queueArn!, sqsTarget: { messageGroupId: "one" } }),
    described: async (_, world) => {
      const calls = await callsOf(world);
      const asked = { Rule: "standing" };
      const { Targets } = await calls.json<{ Targets: { Arn: string; SqsParameters: object }[] }>(
        "events",
        "AWSEvents.ListTargetsByRule",
        asked,
      );
      return Targets.map(({ Arn, SqsParameters }) => [Arn, SqsParameters]);
    },
    expected: () => [[standing.queueArn, { MessageGroupId: "one" }]],
    inPlace: {
      change: () => ({ sqsTarget: { messageGroupId: "two" } }),
      changed: ["sqsTarget"],
      expected: () => [[standing.queueArn, { MessageGroupId: "two" }]],
    },
    replacing: { change: () => ({ rule: "other" }), names: ["rule"] },
  },
  {
    type: "aws:lambda/function:Function",
    given: (world) => functionGiven(world, "acme"),
    described: async ({ id }, world) => {
      const calls = await callsOf(world);
      const { Configuration } = await calls.rest<{ Configuration: { [name: string]: unknown } }>(
        "lambda",
        "GET",
        `/2015-03-31/functions/${id}`,
      );
      const { MemorySize, Timeout, Runtime, CodeSize } = Configuration;
      return [MemorySize, Timeout, Runtime, Number(CodeSize) > 0];
    },
    expected: () => [512, 300, "nodejs22.x", true],
    outputs: ["arn", "sourceCodeHash"],
    inPlace: {
      change: () => ({ code: archiveOf("exports.handler = async () => 1;"), memorySize: 1024, tags: { team: "dns" } }),
      changed: ["code", "memorySize", "tags"],
      expected: () => [1024, 300, "nodejs22.x", true],
    },
    replacing: { change: () => ({ name: "other" }), names: ["name"] },
  },
  {
    type: "aws:lambda/eventSourceMapping:EventSourceMapping",
    given: () => ({
      functionName: standing.functionArn!,
      eventSourceArn: standing.queueArn!,
      batchSize: 10,
      functionResponseTypes: ["ReportBatchItemFailures"],
    }),
    described: async ({ id }, world) => {
      const calls = await callsOf(world);
      const found = await calls.rest<{ BatchSize: number; FunctionArn: string }>(
        "lambda",
        "GET",
        `/2015-03-31/event-source-mappings/${id}`,
      );
      return [found.BatchSize, found.FunctionArn];
    },
    expected: () => [10, standing.functionArn],
    outputs: ["functionArn", "uuid"],
    inPlace: { change: () => ({ batchSize: 5 }), changed: ["batchSize"], expected: () => [5, standing.functionArn] },
  },
];
