import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Change,
  ChangeResourceRecordSetsCommand,
  ListResourceRecordSetsCommand,
  Route53Client,
} from "@aws-sdk/client-route-53";
import { unzipSync } from "fflate";
import { renderMonitorSettings } from "../../components/core/reverse-monitor-texts";
import type { BatchAnswer } from "../../components/reverse-monitor/handler";
import { type LambdaFunction, lambdaFunction } from "../../lab/functions/lambda-function";
import { type CloudEvent, route53Event } from "../../lab/functions/route53-events";
import { type Route53Server, route53Server } from "../helpers/route53-server";
import { queueEvent, tick } from "./queue-events";

const { archiveOf, bundleMonitor } = require("../../reverse-monitor/build.js") as {
  archiveOf: (bundle: Uint8Array) => Uint8Array;
  bundleMonitor: () => Uint8Array;
};

const credentials = { accessKeyId: "a", secretAccessKey: "b" };
const FORWARD = "cloud.acmecorp.com";
const REVERSE = "20.10.in-addr.arpa";

describe("The code of a monitor's function", function () {
  this.timeout(60_000);
  const bundle = bundleMonitor();
  let folder: string;
  let server: Route53Server;
  let client: Route53Client;
  let zoneIds: { forward: string; reverse: string };
  let running: LambdaFunction;
  let lines: string[];
  const events: CloudEvent[] = [];

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "hybrid-dns-monitor-"));
    writeFileSync(join(folder, "index.js"), bundle);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(async () => {
    server = await route53Server({ settings: { changeMilliseconds: 0 } });
    zoneIds = { forward: await server.makeZone(FORWARD), reverse: await server.makeZone(REVERSE) };
    client = new Route53Client({ region: "us-east-1", endpoint: server.endpoint, credentials });
    // The events are made of the very calls, as the lab makes them.
    client.middlewareStack.add(
      (next) => async (args) => {
        const answer = await next(args);
        const { path, body } = args.request as { path: string; body?: string };
        const action = server.service.actionOf("POST", path) ?? "";
        const event = body ? route53Event({ account: "123456789012", action, path, body }, new Date()) : undefined;
        if (event) events.push(event);
        return answer;
      },
      { step: "finalizeRequest" },
    );
    lines = [];
    const known = {
      zones: [{ zoneName: FORWARD, zoneId: zoneIds.forward }],
      reverseZones: [{ zoneName: REVERSE, zoneId: zoneIds.reverse }],
    };
    running = lambdaFunction({
      folder,
      handler: "index.handler",
      environment: {
        HYBRID_DNS_MONITOR: renderMonitorSettings({ logicalName: "acme", policy: {}, guards: undefined }, known),
        AWS_ENDPOINT_URL: server.endpoint,
        AWS_REGION: "eu-west-1",
        AWS_ACCESS_KEY_ID: "function",
        AWS_SECRET_ACCESS_KEY: "function",
      },
      timeoutSeconds: 30,
      onLine: (line) => lines.push(line),
    });
  });
  afterEach(async () => {
    await running.end();
    client.destroy();
    await server.end();
  });

  const change = async (...changes: Change[]): Promise<CloudEvent> => {
    await client.send(
      new ChangeResourceRecordSetsCommand({ HostedZoneId: zoneIds.forward, ChangeBatch: { Changes: changes } }),
    );
    return events.at(-1)!;
  };
  const address = (Action: Change["Action"], name: string, value: string): Change => ({
    Action,
    ResourceRecordSet: { Name: `${name}.${FORWARD}`, Type: "A", TTL: 300, ResourceRecords: [{ Value: value }] },
  });
  const told = async (...bodies: object[]): Promise<BatchAnswer> => {
    const answer = await running.invoke(queueEvent(...bodies));
    assert("result" in answer, JSON.stringify(answer));
    return answer.result as BatchAnswer;
  };
  const ptrs = async () => {
    const { ResourceRecordSets } = await client.send(
      new ListResourceRecordSetsCommand({ HostedZoneId: zoneIds.reverse }),
    );
    return (ResourceRecordSets ?? [])
      .filter(({ Type }) => Type === "PTR")
      .map(({ Name, ResourceRecords }) => [Name, ...(ResourceRecords ?? []).map(({ Value }) => Value)]);
  };

  it("follows what anybody writes with the SDK: made, changed, deleted", async () => {
    assert.deepEqual(await told(await change(address("CREATE", "app1", "10.20.0.5"))), { batchItemFailures: [] });
    assert.deepEqual(await ptrs(), [["5.0.20.10.in-addr.arpa.", "app1.cloud.acmecorp.com."]]);

    await told(await change(address("UPSERT", "app1", "10.20.0.6"), address("CREATE", "app2", "10.20.0.6")));
    assert.deepEqual(await ptrs(), [
      ["6.0.20.10.in-addr.arpa.", "app1.cloud.acmecorp.com.", "app2.cloud.acmecorp.com."],
    ]);

    await told(await change(address("DELETE", "app1", "10.20.0.6"), address("DELETE", "app2", "10.20.0.6")));
    assert.deepEqual(await ptrs(), []);
    assert.ok(server.accessKeys.includes("function"), "it has credentials of its own");
    const [first] = lines.map((line) => JSON.parse(line));
    assert.deepEqual([first.event, first.PtrRecordsCreated, first.RunsSucceeded], ["run", 1, 1]);
  });

  it("finds at a tick what no event told it", async () => {
    await change(address("CREATE", "app1", "10.20.0.5"));
    assert.deepEqual(await told(tick), { batchItemFailures: [] });
    assert.equal((await ptrs()).length, 1);
  });

  it("sits out throttling, and a change of somebody else's in the zone", async () => {
    const refusal = (code: string, message: string) => ({ kind: "refuse", status: 400, code, message }) as const;
    const event = await change(address("CREATE", "app1", "10.20.0.5"));
    server.mishaps("ListResourceRecordSets", refusal("Throttling", "Rate exceeded"));
    server.mishaps("ChangeResourceRecordSets", refusal("PriorRequestNotComplete", "still processing"));
    assert.deepEqual(await told(event), { batchItemFailures: [] });
    assert.equal((await ptrs()).length, 1);
  });

  it("hands its messages back where it may not write, and says which zone", async () => {
    const event = await change(address("CREATE", "app1", "10.20.0.5"));
    server.mishaps("ChangeResourceRecordSets", {
      kind: "refuse",
      status: 403,
      code: "AccessDenied",
      message: "not authorized",
    });
    assert.equal((await told(event)).batchItemFailures.length, 1);
    assert.match(lines.join("\n"), /"undone":\[\{"zoneName":"20\.10\.in-addr\.arpa","reason":"failed"/);
  });

  it("is one file in an archive, the same whenever it is made, and small", () => {
    const archive = archiveOf(bundle);
    assert.deepEqual(archiveOf(bundleMonitor()), archive);
    assert.deepEqual(Object.keys(unzipSync(archive)), ["index.js"]);
    assert.ok(archive.length < 400_000, `${archive.length} bytes`);
    assert.doesNotMatch(Buffer.from(bundle).toString(), new RegExp(process.cwd()));
  });
});
