import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { correctedClock } from "../../../components/forwarder-agent/aws/corrected-clock";
import { endpoints } from "../../../components/forwarder-agent/aws/endpoints";
import { s3Bucket } from "../../../components/forwarder-agent/aws/s3-bucket";
import { signedFetch } from "../../../components/forwarder-agent/aws/signed-fetch";
import { BucketUnreachable } from "../../../components/forwarder-agent/bucket";

const credentials = async () => ({ accessKeyId: "ASIA", secretAccessKey: "secret", sessionToken: "token" });

describe("s3Bucket", () => {
  let server: Server;
  let handle: (request: IncomingMessage, response: ServerResponse) => void;
  let requests: IncomingMessage[];

  before(async () => {
    server = createServer((request, response) => {
      requests.push(request);
      handle(request, response);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    requests = [];
  });

  function bucket(clock = correctedClock()) {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/acme`;
    return s3Bucket(url, signedFetch("eu-central-1", credentials, clock.now, clock.seen));
  }
  const answer = (status: number, body = "", headers: { [name: string]: string } = {}) => {
    handle = (_, response) => void response.writeHead(status, headers).end(body);
  };

  it("gives the text and its tag, and signs with the role", async () => {
    answer(200, "text", { ETag: '"1"' });
    assert.deepEqual(await bucket().get("desired.json", 10), { kind: "content", text: "text", tag: '"1"' });
    const [request] = requests;
    assert.equal(request?.url, "/acme/desired.json");
    assert.equal(request?.headers["x-amz-security-token"], "token");
    assert.match(
      request?.headers.authorization ?? "",
      /^AWS4-HMAC-SHA256 Credential=ASIA\/\d{8}\/eu-central-1\/s3\/aws4_request/,
    );
  });

  it("asks only for what has changed", async () => {
    answer(304);
    assert.deepEqual(await bucket().get("desired.json", 10, '"1"'), { kind: "unchanged" });
    assert.equal(requests[0]?.headers["if-none-match"], '"1"');
  });

  it("takes AWS's 403 of a role that may not list, and 404, for an object that is not there", async () => {
    for (const [status, code] of [
      [404, "NoSuchKey"],
      [403, "AccessDenied"],
    ] as const) {
      answer(status, `<Error><Code>${code}</Code></Error>`);
      assert.deepEqual(await bucket().get("reports/a.json", 1_000), { kind: "missing" });
    }
  });

  const unreachable: [
    what: string,
    status: number,
    body: string,
    headers: { [name: string]: string },
    reason: RegExp,
  ][] = [
    ["an error of S3", 503, "<Error><Code>SlowDown</Code></Error>", {}, /GET key: status 503 SlowDown/],
    ["a bucket that is not there", 404, "<Error><Code>NoSuchBucket</Code></Error>", {}, /status 404 NoSuchBucket/],
    ["a longer text than is allowed", 200, "x".repeat(5_000), {}, /longer than 1000 bytes/],
    ["a redirect, which is not followed", 302, "", { Location: "http://169.254.169.254/" }, /status 302/],
  ];
  for (const [what, status, body, headers, reason] of unreachable) {
    it(`says of ${what} that it did not answer`, async () => {
      answer(status, body, headers);
      await assert.rejects(
        bucket().get("key", 1_000),
        (error) => error instanceof BucketUnreachable && reason.test(error.message),
      );
      assert.equal(requests.length, 1);
    });
  }

  it("says of a closed connection that it did not answer", async () => {
    handle = (request) => void request.socket.destroy();
    await assert.rejects(bucket().get("key", 10), BucketUnreachable);
    await assert.rejects(bucket().put("key", "text"), BucketUnreachable);
  });

  it("signs anew with AWS's time where the machine's clock is wrong by an hour", async () => {
    const clock = correctedClock(() => Date.now() - 3_600_000);
    handle = (request, response) => {
      const [, year, month, day, hour, minute, second] =
        /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(String(request.headers["x-amz-date"])) ?? [];
      const said = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
      if (Math.abs(said - Date.now()) > 900_000)
        response.writeHead(403).end("<Error><Code>RequestTimeTooSkewed</Code></Error>");
      else response.writeHead(200).end("text");
    };
    const text = await bucket(clock).get("key", 1_000);
    assert.equal(text.kind, "content");
    assert.equal(requests.length, 2);
    assert.ok(Math.abs(clock.now() - Date.now()) < 60_000);
  });

  it("puts a text", async () => {
    let body = "";
    handle = (request, response) => {
      request.on("data", (chunk) => {
        body += chunk;
      });
      request.on("end", () => response.writeHead(200).end());
    };
    await bucket().put("reports/a.json", "{}");
    assert.equal(requests[0]?.method, "PUT");
    assert.equal(body, "{}");
  });
});

describe("endpoints", () => {
  const of = (environment: { [name: string]: string }, region = "eu-central-1") =>
    endpoints(environment, region, "acme");
  it("are AWS's own", () => {
    assert.deepEqual(of({}), {
      metadata: "http://169.254.169.254",
      bucket: "https://acme.s3.eu-central-1.amazonaws.com",
      logs: "https://logs.eu-central-1.amazonaws.com",
      cloudWatch: "https://monitoring.eu-central-1.amazonaws.com",
    });
    assert.equal(of({}, "cn-north-1").bucket, "https://acme.s3.cn-north-1.amazonaws.com.cn");
  });
  it("are those of the environment, the service's before the common one", () => {
    const given = of({ AWS_ENDPOINT_URL: "http://lab:1/", AWS_ENDPOINT_URL_S3: "http://s3:2" });
    assert.equal(given.bucket, "http://s3:2/acme");
    assert.equal(given.cloudWatch, "http://lab:1");
  });
});
