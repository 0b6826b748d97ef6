import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateVpcCommand,
  DescribeVpcsCommand,
  StartVpcEndpointServicePrivateDnsVerificationCommand,
} from "@aws-sdk/client-ec2";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  GetHostedZoneCountCommand,
  ListHealthChecksCommand,
  ListHostedZonesCommand,
} from "@aws-sdk/client-route-53";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { PortInUseError, startFront } from "../../../lab/front/front";
import type { Route53Snapshot } from "../../../lab/front/route53/snapshot";
import { awsError, clientOf, withFront } from "./running-front";

const authorization = (service: string, region = "eu-central-1") =>
  `AWS4-HMAC-SHA256 Credential=AKIALAB/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;

describe("the front that every AWS client talks to", () => {
  const socketPath = `/tmp/hybrid-dns-front-test-${process.pid}.sock`;
  const running = withFront({ socketPath });
  const at = (path: string) => `${running().front.endpoint}${path}`;
  const lab = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(at(path), { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
    const text = await response.text();
    return { status: response.status, content: text === "" ? undefined : JSON.parse(text) };
  };
  afterEach(async () => {
    await lab("DELETE", "/_lab/faults");
    await lab("DELETE", "/_lab/calls");
  });

  describe("tells the lab", () => {
    it("another generation after each change of what a network is drawn from, the same after any reading", async () => {
      const { ec2, route53 } = running();
      const generation = async () => (await lab("GET", "/_lab/generation")).content.generation as number;
      await ec2.send(new DescribeVpcsCommand({}));
      const before = await generation();
      await ec2.send(new DescribeVpcsCommand({}));
      assert.equal(await generation(), before);
      const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.99.0.0/16" }));
      const made = await generation();
      assert.ok(made > before);
      const VPC = { VPCId: Vpc!.VpcId!, VPCRegion: "eu-central-1" } as const;
      await route53.send(new CreateHostedZoneCommand({ Name: "generation.test", CallerReference: "generation", VPC }));
      assert.ok((await generation()) > made);
    });
    it("credentials of a role that exists, which count as its account's", async () => {
      const account = "210987654321";
      const { front } = running();
      const organisation = new STSClient(clientOf(front.endpoint));
      const assumed = await organisation.send(
        new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${account}:role/deploy`, RoleSessionName: "test" }),
      );
      const iam = new IAMClient(clientOf(front.endpoint, assumed.Credentials!.AccessKeyId!));
      await iam.send(new CreateRoleCommand({ RoleName: "acme-hub", AssumeRolePolicyDocument: "{}" }));
      const { status, content } = await lab("GET", `/_lab/credentials/acme-hub?account=${account}`);
      assert.equal(status, 200);
      assert.deepEqual(Object.keys(content), ["AccessKeyId", "SecretAccessKey", "Token", "Expiration"]);
      assert.ok(Date.parse(content.Expiration) > Date.now() + 3_600_000);
      const own = new STSClient(clientOf(front.endpoint, content.AccessKeyId));
      assert.equal((await own.send(new GetCallerIdentityCommand({}))).Account, account);
      assert.equal((await lab("GET", "/_lab/credentials/acme-hub")).status, 404);
    });
  });

  describe("passes on what moto does well", () => {
    it("by the credential scope of the Authorization header", async () => {
      const { ec2, front } = running();
      assert.ok((await ec2.send(new DescribeVpcsCommand({}))).Vpcs!.length > 0);
      const sts = new STSClient(clientOf(front.endpoint));
      assert.equal((await sts.send(new GetCallerIdentityCommand({}))).Account, "123456789012");
    });
    it("streams objects both ways, also by a presigned address", async () => {
      const headers = { authorization: authorization("s3", "us-east-1") };
      assert.equal((await fetch(at("/bucket"), { method: "PUT", headers })).status, 200);
      const content = randomBytes(3_000_000);
      const put = await fetch(at("/bucket/image.tar"), { method: "PUT", headers, body: content });
      assert.equal(put.status, 200);
      const presigned = `X-Amz-Credential=${encodeURIComponent("AKIALAB/20260101/us-east-1/s3/aws4_request")}&X-Amz-Signature=0&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20260101T000000Z&X-Amz-Expires=600&X-Amz-SignedHeaders=host`;
      for (const get of [fetch(at("/bucket/image.tar"), { headers }), fetch(at(`/bucket/image.tar?${presigned}`))]) {
        const body = Buffer.from(await (await get).arrayBuffer());
        assert.equal(hash(body), hash(content));
      }
    });
    it("keeps the caller's Host header, which names queues", async () => {
      const response = await fetch(at("/"), {
        method: "POST",
        headers: {
          authorization: authorization("sqs"),
          "content-type": "application/x-amz-json-1.0",
          "x-amz-target": "AmazonSQS.CreateQueue",
        },
        body: JSON.stringify({ QueueName: "changes" }),
      });
      const { QueueUrl }: { QueueUrl: string } = JSON.parse(await response.text());
      assert.equal(new URL(QueueUrl).port, String(running().front.port));
    });
    it("serves health checks, which Route 53 here leaves to moto", async () => {
      assert.deepEqual((await running().route53.send(new ListHealthChecksCommand({}))).HealthChecks, []);
    });
    it("listens on a unix socket as well", async () => {
      const body = await new Promise<string>((resolve, reject) => {
        const call = request({ socketPath, path: "/_lab/health" }, (response) => {
          let text = "";
          response.on("data", (chunk) => {
            text += chunk;
          });
          response.on("end", () => resolve(text));
        });
        call.on("error", reject).end();
      });
      assert.equal(JSON.parse(body).ready, true);
    });
  });

  describe("names an operation that the emulator does not have, in the service's own form", () => {
    it("of EC2", async () => {
      const order = new StartVpcEndpointServicePrivateDnsVerificationCommand({ ServiceId: "vpce-svc-1" });
      await assert.rejects(
        running().ec2.send(order),
        awsError("UnsupportedOperation", "ec2:StartVpcEndpointServicePrivateDnsVerification"),
      );
    });
    const unsupported = async (service: string, headers: Record<string, string>, body: string, path = "/") => {
      const response = await fetch(at(path), {
        method: "POST",
        headers: { authorization: authorization(service), ...headers },
        body,
      });
      assert.equal(response.status, 400);
      return { response, body: Buffer.from(await response.arrayBuffer()) };
    };
    it("of a JSON protocol", async () => {
      const { body, response } = await unsupported(
        "ssm",
        { "content-type": "application/x-amz-json-1.1", "x-amz-target": "AmazonSSM.CreateAssociation" },
        "{}",
      );
      const { __type, message } = JSON.parse(body.toString());
      assert.equal(__type, "UnsupportedOperation");
      assert.match(message, /ssm:CreateAssociation/);
      assert.equal(response.headers.get("x-amzn-errortype"), "UnsupportedOperation");
    });
    it("of the query protocol", async () => {
      const form = new URLSearchParams({ Action: "RollbackInstanceRefresh", Version: "2011-01-01" }).toString();
      const { body } = await unsupported("autoscaling", { "content-type": "application/x-www-form-urlencoded" }, form);
      assert.match(body.toString(), /<ErrorResponse><Error><Type>Sender<\/Type><Code>UnsupportedOperation<\/Code>/);
      assert.match(body.toString(), /autoscaling:RollbackInstanceRefresh/);
    });
    it("of CBOR", async () => {
      const { body } = await unsupported(
        "monitoring",
        { "content-type": "application/cbor", "smithy-protocol": "rpc-v2-cbor" },
        "\u00a0",
        "/service/GraniteServiceVersion20100801/operation/PutCompositeAlarm",
      );
      // A map of two pairs of texts with lengths of two octets: a2 79 0006 "__type" 79 0014 "UnsupportedOperation".
      assert.equal(body.subarray(0, 10).toString("latin1"), "\u00a2y\u0000\u0006__type");
      assert.match(body.toString("latin1"), /UnsupportedOperation.*message.*monitoring:PutCompositeAlarm/s);
    });
    it("of Route 53", async () => {
      const response = await fetch(at("/2013-04-01/trafficpolicy"), {
        method: "POST",
        headers: { authorization: authorization("route53") },
        body: "<x/>",
      });
      assert.equal(response.status, 400);
      assert.match(await response.text(), /UnsupportedOperation/);
    });
  });

  describe("refuses hostile bodies", () => {
    const post = (body: string) =>
      fetch(at("/2013-04-01/hostedzone"), {
        method: "POST",
        headers: { authorization: authorization("route53") },
        body,
      });
    it("that are no XML, another document, define entities, or are too long", async () => {
      const entities =
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><CreateHostedZoneRequest><Name>&a;</Name></CreateHostedZoneRequest>';
      for (const body of ["", "not xml", "<Other/>", "<CreateHostedZoneRequest><Name>", entities]) {
        const response = await post(body);
        assert.equal(response.status, 400, body);
        assert.match(await response.text(), /<Code>InvalidInput<\/Code>/, body);
      }
      assert.equal((await post("x".repeat(9_000_000))).status, 413);
    });
  });

  describe("for the lab", () => {
    it("shows Route 53 as resolvers need it, and whether it changed", async () => {
      const { route53 } = running();
      const { HostedZone } = await route53.send(
        new CreateHostedZoneCommand({ Name: "Lab.Example", CallerReference: "lab" }),
      );
      await route53.send(
        new ChangeResourceRecordSetsCommand({
          HostedZoneId: HostedZone!.Id,
          ChangeBatch: {
            Changes: [
              {
                Action: "CREATE",
                ResourceRecordSet: {
                  Name: "*.Lab.example",
                  Type: "TXT",
                  TTL: 5,
                  ResourceRecords: [{ Value: '"a & <b>"' }],
                },
              },
              {
                Action: "CREATE",
                ResourceRecordSet: {
                  Name: "web.lab.example",
                  Type: "A",
                  AliasTarget: {
                    DNSName: "x.elb.amazonaws.com",
                    HostedZoneId: "Z215JYRZR1TBD5",
                    EvaluateTargetHealth: true,
                  },
                },
              },
            ],
          },
        }),
      );
      const { generation, zones }: Route53Snapshot = (await lab("GET", "/_lab/route53")).content;
      const zone = zones.find(({ name }) => name === "lab.example.");
      assert.deepEqual(
        zone?.recordSets.filter(({ type }) => type !== "NS" && type !== "SOA"),
        [
          { name: "*.lab.example.", type: "TXT", ttl: 5, values: ['"a & <b>"'] },
          {
            name: "web.lab.example.",
            type: "A",
            alias: { dnsName: "x.elb.amazonaws.com.", zoneId: "Z215JYRZR1TBD5", evaluateTargetHealth: true },
          },
        ],
      );
      assert.equal((await lab("GET", `/_lab/route53?generation=${generation}`)).status, 304);
      await route53.send(new CreateHostedZoneCommand({ Name: "more.example", CallerReference: "more" }));
      assert.equal((await lab("GET", `/_lab/route53?generation=${generation}`)).status, 200);
    });
    it("counts calls by action, and the tokens that are left", async () => {
      const { route53, ec2 } = running();
      await lab("DELETE", "/_lab/calls");
      await route53.send(new GetHostedZoneCountCommand({}));
      await route53.send(new GetHostedZoneCountCommand({}));
      await ec2.send(new DescribeVpcsCommand({}));
      const { calls, tokens } = (await lab("GET", "/_lab/calls")).content;
      assert.deepEqual(calls, { "ec2.DescribeVpcs": 1, "route53.GetHostedZoneCount": 2 });
      assert.equal(tokens["123456789012 GetHostedZoneCount"], 48);
    });
    it("changes limits, and refuses what is no limit", async () => {
      const { route53 } = running();
      const before = (await lab("GET", "/_lab/route53/limits")).content;
      assert.deepEqual(before.changes, { burst: 1_500, perSecond: 100 });
      await lab("POST", "/_lab/route53/limits", { zonesPerAccount: 0 });
      const order = new CreateHostedZoneCommand({ Name: "none.example", CallerReference: "none" });
      await assert.rejects(route53.send(order), awsError("TooManyHostedZones"));
      await lab("POST", "/_lab/route53/limits", { zonesPerAccount: before.zonesPerAccount });
      for (const wrong of [
        { zones: 1 },
        { constructor: 1 },
        { zonesPerAccount: "many" },
        { changes: { burst: 1 } },
        [],
        "x",
        null,
      ]) {
        const { status, content } = await lab("POST", "/_lab/route53/limits", wrong);
        assert.equal(status, 400, JSON.stringify(wrong));
        assert.match(content.message, /got|no such/);
      }
    });

    const fault = (action: string, kind: string, count = 1) => lab("POST", "/_lab/faults", { action, kind, count });
    it("refuses the next calls of an action as AWS would, and then no more", async () => {
      const { route53, ec2 } = running();
      await fault("route53.ListHostedZones", "throttle", 2);
      for (const _ of [1, 2]) {
        await assert.rejects(route53.send(new ListHostedZonesCommand({})), awsError("Throttling", "Rate exceeded"));
      }
      await route53.send(new ListHostedZonesCommand({}));
      await fault("ec2.*", "internal-error");
      await assert.rejects(ec2.send(new DescribeVpcsCommand({})), awsError("InternalError"));
      await fault("DescribeVpcs", "throttle");
      await assert.rejects(ec2.send(new DescribeVpcsCommand({})), awsError("RequestLimitExceeded"));
      await ec2.send(new DescribeVpcsCommand({}));
    });
    it("closes the connection before a call is done, or after", async () => {
      const { route53, front } = running();
      const count = () => front.route53.context.store.zones.size;
      const create = (reference: string) =>
        route53.send(new CreateHostedZoneCommand({ Name: "closed.example", CallerReference: reference }));
      const before = count();
      await fault("CreateHostedZone", "close-before");
      await assert.rejects(create("closed before"));
      assert.equal(count(), before);
      await fault("CreateHostedZone", "close-after");
      await assert.rejects(create("closed after"));
      assert.equal(count(), before + 1);
      // The caller that tries again finds what its first try made.
      await assert.rejects(create("closed after"), awsError("HostedZoneAlreadyExists"));
    });
    it("makes one bucket unreachable and leaves the others alone", async () => {
      const headers = { authorization: authorization("s3", "us-east-1") };
      const put = (path: string) =>
        fetch(at(path), { method: "PUT", headers, body: path.split("/").length > 2 ? "x" : "" });
      for (const path of ["/dead-1", "/dead-2", "/dead-1/desired.json", "/dead-2/desired.json"]) await put(path);
      const get = (path: string) => fetch(at(path), { headers });
      await fault("s3.GET /dead-1/*", "close-before", 1_000);
      await assert.rejects(get("/dead-1/desired.json"));
      await assert.rejects(get("/dead-1/configuration/abc"));
      assert.equal((await get("/dead-2/desired.json")).status, 200);
      assert.equal((await put("/dead-1/reports/a.json")).status, 200);
      await lab("DELETE", "/_lab/faults");
      assert.equal((await get("/dead-1/desired.json")).status, 200);
    });
    it("says what it does not understand", async () => {
      for (const wrong of [
        {},
        { action: "*" },
        { action: "*", kind: "sneeze" },
        { action: "*", kind: "throttle", count: 0 },
      ]) {
        assert.equal((await lab("POST", "/_lab/faults", wrong)).status, 400, JSON.stringify(wrong));
      }
      const { status, content } = await lab("GET", "/_lab/nothing");
      assert.equal(status, 404);
      assert.match(content.message, /GET \/_lab\/route53/);
    });
  });

  it("says when its port is taken, before it starts anything", async () => {
    const { front, folder } = running();
    const second = startFront({ port: front.port, folder: join(folder, "second") });
    await assert.rejects(second, (error: Error) => {
      assert.ok(error instanceof PortInUseError);
      assert.match(error.message, new RegExp(`port ${front.port} of 127\\.0\\.0\\.1 is in use`));
      return true;
    });
  });
});

describe("the unix socket of the front", () => {
  it("is taken over when a dead front left it, and not when one answers on it", async () => {
    const folder = await mkdtemp(join(tmpdir(), "hybrid-dns-front-socket-"));
    const socketPath = join(folder, "front.sock");
    try {
      const other = createServer().listen(socketPath);
      await once(other, "listening");
      await assert.rejects(startFront({ folder, socketPath }), PortInUseError);
      await new Promise((resolve) => other.close(resolve));
      await writeFile(socketPath, "");
      const front = await startFront({ folder, socketPath });
      await front.end();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

function hash(content: Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}
