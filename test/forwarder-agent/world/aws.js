// @ts-check
// Metadata, bucket and CloudWatch of a forwarder under test, in one small server. The bucket is the folder /srv/bucket.
// While there is a file /srv/down, every connection is closed.
const { createHash } = require("node:crypto");
const { existsSync, mkdirSync, readFileSync, writeFileSync, appendFileSync } = require("node:fs");
const { createServer } = require("node:http");
const { dirname } = require("node:path");

/** @type {Readonly<Record<string, string>>} */
const metadata = {
  "/latest/meta-data/instance-id": "i-0a1b2c3d",
  "/latest/meta-data/local-ipv4": "10.20.0.5",
  "/latest/meta-data/iam/security-credentials/": "acme-hub",
  "/latest/meta-data/iam/security-credentials/acme-hub": JSON.stringify({
    AccessKeyId: "ASIATEST",
    SecretAccessKey: "secret",
    Token: "token",
    Expiration: "2099-01-01T00:00:00Z",
  }),
};

/** @param {import("node:http").IncomingMessage} request */
const isSigned = ({ headers }) =>
  /^AWS4-HMAC-SHA256 Credential=ASIATEST\/\d{8}\/eu-central-1\/(s3|monitoring|logs)\/aws4_request/.test(
    headers.authorization ?? "",
  ) && headers["x-amz-security-token"] === "token";

createServer((request, response) => {
  if (existsSync("/srv/down")) {
    request.socket.destroy();
    return;
  }
  const url = request.url ?? "";
  const answer = (/** @type {number} */ status, /** @type {string | Buffer} */ body = "", headers = {}) => {
    response.writeHead(status, headers).end(body);
  };
  if (url === "/latest/api/token") return answer(request.method === "PUT" ? 200 : 405, "token-of-imds");
  if (url.startsWith("/latest/")) {
    if (request.headers["x-aws-ec2-metadata-token"] !== "token-of-imds") return answer(401);
    const text = url.endsWith("/ami-id") ? readFileSync("/srv/ami-id", "utf8").trim() : metadata[url];
    return text === undefined ? answer(404) : answer(200, text);
  }
  if (!isSigned(request)) return answer(403, "<Error><Code>SignatureDoesNotMatch</Code></Error>");
  const chunks = /** @type {Buffer[]} */ ([]);
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    const body = Buffer.concat(chunks);
    if (request.method === "POST") {
      appendFileSync("/srv/metrics", `${body}\n`);
      return answer(200, "<PutMetricDataResponse/>");
    }
    if (request.method === "GET") appendFileSync("/srv/headers", `${Object.keys(request.headers).join(" ")}\n`);
    const file = `/srv/bucket/${url.replace(/^\/acme-bucket\//, "")}`;
    if (request.method === "PUT") {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, body);
      return answer(200);
    }
    if (!existsSync(file)) return answer(403, "<Error><Code>AccessDenied</Code></Error>");
    const content = readFileSync(file);
    const tag = `"${createHash("md5").update(content).digest("hex")}"`;
    return request.headers["if-none-match"] === tag ? answer(304) : answer(200, content, { ETag: tag });
  });
}).listen(8080, "127.0.0.1");
