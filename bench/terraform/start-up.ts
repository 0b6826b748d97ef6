import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { globSync } from "node:fs";
import { connect as connectHttp2 } from "node:http2";
import { connect } from "node:net";
import { homedir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { connect as connectTls } from "node:tls";
import { ownCertificate } from "../../components/terraform-provider/transport/certificate";
import { findAwsProviderMirror } from "../../lab/terraform/find-terraform";
import { median, milliseconds, type Part, times } from "./report";

const COOKIE = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";
/** The handshake may take at most so many times a bare start of Node; and so long, or half as long as the AWS provider's. */
const BAR = { times: 2, milliseconds: 250 };
/** Terraform gives each plugin a certificate of its own; the plugin makes one too. */
const CLIENT = ownCertificate();

/** From the start of a process to its handshake, and to its first answer. */
interface Start {
  readonly handshake: number;
  readonly answer?: number | undefined;
}

/**
 * How long a provider takes to its handshake, beside bare Node and the AWS provider.
 *
 * In turns, so that what else the machine does meets all of them alike; the median is shown.
 */
export async function startUp(launcher: string, folder: string, platform: string, rounds: number): Promise<Part> {
  const aws = globSync(join(findAwsProviderMirror() ?? folder, AWS, "*", platform, "terraform-provider-aws*"))[0];
  const contestants: { readonly name: string; readonly start: () => Promise<Start> }[] = [
    { name: "bare Node", start: bareNode },
    { name: "hybriddns", start: () => startPlugin(launcher, folder) },
    ...(aws ? [{ name: "hashicorp/aws", start: () => startPlugin(aws, folder) }] : []),
  ];
  const starts = new Map<string, Start[]>(contestants.map(({ name }) => [name, []]));
  for (const { start } of contestants) await start();
  for (let round = 0; round < rounds; round++) {
    for (const { name, start } of contestants) starts.get(name)!.push(await start());
  }
  const handshakes = (name: string) => median(starts.get(name)!.map(({ handshake }) => handshake));
  const [node, own] = [handshakes("bare Node"), handshakes("hybriddns")];
  const rows = [...starts].map(([name, each]) => {
    const answers = each.flatMap(({ answer }) => answer ?? []);
    return [
      name,
      milliseconds(handshakes(name)),
      times(handshakes(name) / node),
      answers.length > 0 ? milliseconds(median(answers)) : "",
      answers.length > 0 ? times(median(answers) / node) : "",
    ];
  });
  const half = aws ? handshakes("hashicorp/aws") / 2 : 0;
  return {
    title: `Start of a provider, median of ${rounds}`,
    head: ["", "to its handshake", "of bare Node's start", "to its first answer", "of bare Node's start"],
    rows,
    bars: [
      {
        what: "handshake beside bare Node's start",
        limit: `≤ ${BAR.times} ×`,
        measured: times(own / node),
        met: own <= BAR.times * node,
      },
      {
        what: "handshake",
        limit: `≤ ${BAR.milliseconds} ms, or half of the AWS provider's`,
        measured: aws ? `${milliseconds(own)}, ${times(own / (2 * half))} of the AWS provider's` : milliseconds(own),
        met: own <= BAR.milliseconds || own <= half,
      },
    ],
    missing: aws ? [] : ["The AWS provider is not on this machine (HYBRID_DNS_TERRAFORM_PLUGINS names its mirror)."],
  };
}

const AWS = "registry.terraform.io/hashicorp/aws";

async function bareNode(): Promise<Start> {
  const begin = performance.now();
  execFileSync(process.execPath, ["-e", "0"]);
  return { handshake: performance.now() - begin };
}

/** Starts a plugin of go-plugin, waits for its line, asks whether it is well, and ends it. */
async function startPlugin(program: string, folder: string): Promise<Start> {
  const env = {
    PATH: process.env["PATH"],
    HOME: homedir(),
    TMPDIR: folder,
    HYBRID_DNS_NODE: process.execPath,
    TF_PLUGIN_MAGIC_COOKIE: COOKIE,
    PLUGIN_PROTOCOL_VERSIONS: "5,6",
    PLUGIN_CLIENT_CERT: CLIENT.certificate,
    PLUGIN_MIN_PORT: "10000",
    PLUGIN_MAX_PORT: "25000",
  };
  const begin = performance.now();
  const child: ChildProcess = spawn(program, [], { env, stdio: ["ignore", "pipe", "ignore"] });
  const ended = once(child, "close");
  try {
    const [line] = (await Promise.race([
      once(createInterface(child.stdout!), "line"),
      ended.then(() => {
        throw new Error(`${program} ended before its handshake`);
      }),
    ])) as [string];
    const handshake = performance.now() - begin;
    await askHealth(line);
    return { handshake, answer: performance.now() - begin };
  } finally {
    child.kill("SIGKILL");
    await ended.catch(() => {});
  }
}

/** The smallest call that every plugin answers. */
async function askHealth(line: string): Promise<void> {
  const [, , network, address = "", , certificate = ""] = line.split("|");
  const [host = "", port = ""] = address.split(":");
  const socket = network === "unix" ? connect(address) : connect(Number(port), host);
  const server = new X509Certificate(Buffer.from(certificate, "base64")).toString();
  const session = connectHttp2("https://localhost", {
    createConnection: () =>
      connectTls({
        socket,
        servername: "localhost",
        ca: server,
        key: CLIENT.key,
        cert: CLIENT.certificate,
        ALPNProtocols: ["h2"],
      }),
  });
  try {
    const stream = session.request({
      ":method": "POST",
      ":path": "/grpc.health.v1.Health/Check",
      "content-type": "application/grpc",
      te: "trailers",
    });
    stream.end(Buffer.concat([Buffer.from([0, 0, 0, 0, SERVICE.length]), SERVICE]));
    const chunks: Buffer[] = [];
    for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
    const answer = Buffer.concat(chunks).subarray(5).toString("hex");
    if (answer !== "0801") throw new Error(`a plugin says that it is not well: ${answer}`);
  } finally {
    session.destroy();
  }
}

/** The request: `service`, field 1, is `plugin`. */
const SERVICE = Buffer.from("\x0a\x06plugin");
