import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { connect } from "node:http2";
import { connect as connectSocket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Client, credentials, Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { type OwnCertificate, ownCertificate } from "../../../components/terraform-provider/transport/certificate";
import { version } from "../../../package.json";
import { buildTerraformProvider } from "../../../terraform-provider/build";

const COOKIE = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";

/** The provider as go-plugin starts it, and an independent gRPC client that talks to it. */
describe("the Terraform provider as a plugin", function () {
  this.timeout(60_000);
  let folder: string;
  let sockets: string;
  let launcher: string;
  const started: ChildProcess[] = [];

  before(async function () {
    if (process.platform === "win32") {
      console.log("      skipped: the launcher is for sh");
      this.skip();
    }
    folder = await mkdtemp(join(tmpdir(), "hybrid-dns-plugin-"));
    sockets = join(folder, "sockets");
    await mkdir(sockets);
    const mirror = await buildTerraformProvider(join(folder, "mirror"));
    const target = join(mirror, "registry.terraform.io", "hybrid-dns", "hybriddns", version, "linux_amd64");
    launcher = join(target, `terraform-provider-hybriddns_v${version}`);
  });
  after(async () => {
    for (const child of started) if (child.exitCode === null) child.kill("SIGKILL");
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  const start = (environment: NodeJS.ProcessEnv, user: { readonly uid?: number; readonly gid?: number } = {}) => {
    const env = { PATH: process.env["PATH"], HYBRID_DNS_NODE: process.execPath, TMPDIR: sockets, ...environment };
    const child = spawn(launcher, [], { env, stdio: ["ignore", "pipe", "pipe"], ...user });
    started.push(child);
    return child;
  };
  const ended = async (child: ChildProcess) => {
    const output = { stdout: "", stderr: "" };
    child.stdout!.on("data", (chunk) => {
      output.stdout += chunk;
    });
    child.stderr!.on("data", (chunk) => {
      output.stderr += chunk;
    });
    const [code] = (await once(child, "close")) as [number];
    return { code, ...output };
  };
  const pem = (base64: string) => new X509Certificate(Buffer.from(base64, "base64")).toString();

  /** Starts it and waits for its line. */
  const handshake = async (client: OwnCertificate) => {
    const child = start({
      TF_PLUGIN_MAGIC_COOKIE: COOKIE,
      PLUGIN_CLIENT_CERT: client.certificate,
      PLUGIN_PROTOCOL_VERSIONS: "5,6",
    });
    const [line] = (await once(createInterface(child.stdout!), "line")) as [string];
    const [core, protocol, network, address, kind, certificate] = line.split("|");
    assert.deepEqual([core, protocol, network, kind], ["1", "6", "unix", "grpc"]);
    assert.match(certificate!, /^[A-Za-z0-9+/]+$/);
    return { child, address: address!, server: pem(certificate!) };
  };
  const clientOf = (address: string, server: string, own: OwnCertificate) =>
    new Client(
      `unix:${address}`,
      credentials.createSsl(Buffer.from(server), Buffer.from(own.key), Buffer.from(own.certificate)),
      {
        "grpc.ssl_target_name_override": "localhost",
        "grpc.default_authority": "localhost",
      },
    );
  const call = (client: Client, path: string, request = Buffer.alloc(0)): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      const deadline = Date.now() + 10_000;
      const same = (bytes: Buffer) => bytes;
      client.makeUnaryRequest(path, same, same, request, new Metadata(), { deadline }, (error, answer) => {
        if (error) reject(error);
        else resolve(answer!);
      });
    });
  const failure = (code: number, text: RegExp) => (error: ServiceError) => {
    assert.equal(error.code, code, String(error));
    assert.match(error.details, text);
    return true;
  };

  it("says to a person what it is and how to use it", async () => {
    for (const cookie of [{}, { TF_PLUGIN_MAGIC_COOKIE: "another" }]) {
      const { code, stdout, stderr } = await ended(start(cookie));
      assert.equal(code, 1);
      assert.equal(stdout, "");
      assert.match(stderr, /Terraform provider "hybriddns"[\s\S]*required_providers[\s\S]*filesystem_mirror/);
    }
  });

  it("says which protocol it speaks to a client that speaks another", async () => {
    const { code, stderr } = await ended(start({ TF_PLUGIN_MAGIC_COOKIE: COOKIE, PLUGIN_PROTOCOL_VERSIONS: "4,5" }));
    assert.equal(code, 1);
    assert.match(stderr, /speaks Terraform's plugin protocol 6, the client offers 4,5/);
  });

  it("says where no socket can be made, and how to name another folder", async () => {
    const long = join(folder, "x".repeat(100));
    await mkdir(long);
    for (const PLUGIN_UNIX_SOCKET_DIR of [join(folder, "none"), long]) {
      const { code, stderr } = await ended(start({ TF_PLUGIN_MAGIC_COOKIE: COOKIE, PLUGIN_UNIX_SOCKET_DIR }));
      assert.equal(code, 1);
      assert.match(stderr, /no socket can be made (in|at) .*PLUGIN_UNIX_SOCKET_DIR, names another folder/);
    }
    assert.deepEqual(await readdir(long), []);
  });

  it("says that it may not write to a folder", async () => {
    const closed = join(folder, "closed");
    await mkdir(closed, { mode: 0o555 });
    const environment = { TF_PLUGIN_MAGIC_COOKIE: COOKIE, PLUGIN_UNIX_SOCKET_DIR: closed };
    // Nothing is closed to root; as nobody it has to reach Node and the launcher.
    const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    await chmod(folder, 0o755);
    const { code, stderr } = await ended(start(environment, nobody));
    assert.match(
      stderr,
      /no socket can be made in .*closed.*(EACCES|permission).*PLUGIN_UNIX_SOCKET_DIR, names another/,
    );
    assert.equal(code, 1);
    assert.deepEqual(await readdir(closed), []);
  });

  it("answers over its own certificate, and ends when it is told to, with nothing left", async () => {
    const own = ownCertificate();
    const { child, address, server } = await handshake(own);
    const client = clientOf(address, server, own);
    const schema = await call(client, "/tfplugin6.Provider/GetProviderSchema");
    assert.ok(schema.includes("hybriddns_ptr_records"));
    assert.deepEqual([...(await call(client, "/grpc.health.v1.Health/Check"))], [8, 1]);
    await assert.rejects(call(client, "/plugin.GRPCBroker/StartStream"), failure(status.UNIMPLEMENTED, /StartStream/));
    await assert.rejects(call(client, "/toString"), failure(status.UNIMPLEMENTED, /toString/));
    await call(client, "/plugin.GRPCController/Shutdown");
    assert.equal((await ended(child)).code, 0);
    client.close();
    assert.deepEqual(await readdir(sockets), []);
  });

  it("answers over a plain connection a client that has no certificate", async () => {
    const child = start({ TF_PLUGIN_MAGIC_COOKIE: COOKIE, PLUGIN_PROTOCOL_VERSIONS: "6" });
    const [line] = (await once(createInterface(child.stdout!), "line")) as [string];
    const [, , , address, , certificate] = line.split("|");
    assert.equal(certificate ?? "", "");
    const client = new Client(`unix:${address}`, credentials.createInsecure());
    const schema = await call(client, "/tfplugin6.Provider/GetProviderSchema");
    assert.ok(schema.includes("hybriddns_ptr_records"));
    await call(client, "/plugin.GRPCController/Shutdown");
    assert.equal((await ended(child)).code, 0);
    client.close();
  });

  it("refuses malformed messages and goes on", async () => {
    const own = ownCertificate();
    const { child, address, server } = await handshake(own);
    const client = clientOf(address, server, own);
    const validate = "/tfplugin6.Provider/ValidateResourceConfig";
    await assert.rejects(call(client, validate, Buffer.from("0aff", "hex")), failure(status.INTERNAL, /./));
    const answer = await call(client, validate, Buffer.from("0a0178", "hex"));
    assert.match(answer.toString(), /there is no resource "x" in this version of the provider/);
    assert.ok((await call(client, "/tfplugin6.Provider/GetProviderSchema")).length > 0);
    await call(client, "/plugin.GRPCController/Shutdown");
    assert.equal((await ended(child)).code, 0);
    client.close();
  });

  it("refuses a message that says to be too large before it is there, and what is not one message, and goes on", async () => {
    const child = start({ TF_PLUGIN_MAGIC_COOKIE: COOKIE, PLUGIN_PROTOCOL_VERSIONS: "6" });
    const [line] = (await once(createInterface(child.stdout!), "line")) as [string];
    const session = connect("http://localhost", { createConnection: () => connectSocket(line.split("|")[3]!) });
    /** Sends the first bytes of a request; what is still open stays so, as if more came. */
    const send = async (hex: string, more: boolean) => {
      const stream = session.request({
        ":method": "POST",
        ":path": "/tfplugin6.Provider/GetProviderSchema",
        "content-type": "application/grpc",
      });
      if (more) stream.write(Buffer.from(hex, "hex"));
      else stream.end(Buffer.from(hex, "hex"));
      const [headers] = (await once(stream, "response")) as [{ [name: string]: string }];
      stream.resume();
      await once(stream, "close");
      return `${headers["grpc-status"]} ${headers["grpc-message"]}`;
    };
    const tooLarge = /^8 a message has 268435456 bytes at most, this one 4294967295/;
    assert.match(await send("00ffffffff00", true), tooLarge);
    assert.match(await send("00000000010000", true), /^3 a request holds exactly one whole message/);
    assert.match(await send("0000", false), /^3 a request holds exactly one whole message/);
    assert.match(await send("0000000005ab", false), /^3 a request holds exactly one whole message/);
    assert.match(await send("0100000000", false), /^12 compressed messages are not read/);
    assert.match(await send("0000000000", false), /^undefined/);
    session.close();
    child.kill("SIGTERM");
    assert.equal((await ended(child)).code, 0);
  });

  it("talks to nobody but who started it", async () => {
    const own = ownCertificate();
    const { child, address, server } = await handshake(own);
    const stranger = clientOf(address, server, ownCertificate());
    await assert.rejects(call(stranger, "/tfplugin6.Provider/GetProviderSchema"), failure(status.UNAVAILABLE, /./));
    stranger.close();
    const client = clientOf(address, server, own);
    await call(client, "/plugin.GRPCController/Shutdown");
    assert.equal((await ended(child)).code, 0);
    client.close();
  });

  it("ends when its client vanishes, with nothing left", async () => {
    const own = ownCertificate();
    const { child, address, server } = await handshake(own);
    const client = clientOf(address, server, own);
    await call(client, "/tfplugin6.Provider/GetProviderSchema");
    client.close();
    assert.equal((await ended(child)).code, 0);
    assert.deepEqual(await readdir(sockets), []);
  });

  it("ends when whoever started it is killed before it connects", async function () {
    if (process.platform !== "linux") this.skip();
    const parent = spawn("sh", ["-c", '"$0" & echo $!; wait', launcher], {
      env: {
        PATH: process.env["PATH"],
        HYBRID_DNS_NODE: process.execPath,
        TMPDIR: sockets,
        TF_PLUGIN_MAGIC_COOKIE: COOKIE,
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    started.push(parent);
    const lines = createInterface(parent.stdout!);
    const seen: string[] = [];
    for await (const line of lines) {
      seen.push(line);
      if (seen.length === 2) parent.kill("SIGKILL");
    }
    // The output ends when the last process that holds it does: the orphan itself.
    assert.match(seen[1]!, /^1\|6\|unix\|/);
    assert.deepEqual(await readdir(sockets), []);
  });

  it("takes the first Node that is new enough", async () => {
    const fake = async (name: string, nodeVersion: string) => {
      const path = join(folder, name);
      await writeFile(
        path,
        `#!/bin/sh\n[ "$1" = --version ] && echo ${nodeVersion} && exit\necho ${name} was started\n`,
      );
      await chmod(path, 0o755);
      return path;
    };
    const old = await fake("node", "v20.20.2");
    await fake("nodejs", "v22.0.0");
    const { code, stdout } = await ended(start({ HYBRID_DNS_NODE: old, PATH: folder }));
    assert.equal(stdout, "nodejs was started\n");
    assert.equal(code, 0);
  });
});
