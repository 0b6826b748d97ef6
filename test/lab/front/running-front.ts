import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EC2Client } from "@aws-sdk/client-ec2";
import { Route53Client } from "@aws-sdk/client-route-53";
import { type Front, type FrontOptions, startFront } from "../../../lab/front/front";
import { motoFolder } from "../../../set-up/paths";

/** A front for the tests of one file, with clients that talk to it and do not retry. */
export interface RunningFront {
  readonly front: Front;
  readonly folder: string;
  readonly route53: Route53Client;
  readonly ec2: EC2Client;
}

export const region = "eu-central-1";

/** Settings of an SDK client that talks to an address; nothing is retried, so that a test sees the first answer. */
export function clientOf(endpoint: string, accessKeyId = "AKIALAB") {
  return { endpoint, region, credentials: { accessKeyId, secretAccessKey: "lab" }, maxAttempts: 1 };
}

/** Starts a front before the tests of a file and ends it after; skips them, and says why, where moto is not installed. */
export function withFront(options: Omit<FrontOptions, "folder"> = {}): () => RunningFront {
  let running: RunningFront | undefined;
  before(async function () {
    if (!existsSync(join(motoFolder, "bin", "python"))) {
      console.log("      skipped: moto is not installed; `npm run setup` installs it");
      this.skip();
    }
    const folder = await mkdtemp(join(tmpdir(), "hybrid-dns-front-"));
    const front = await startFront({ folder, ...options });
    const client = clientOf(front.endpoint);
    running = { front, folder, route53: new Route53Client(client), ec2: new EC2Client(client) };
  });
  after(async () => {
    running?.route53.destroy();
    running?.ec2.destroy();
    await running?.front.end();
    if (running) await rm(running.folder, { recursive: true, force: true });
  });
  return () => {
    if (!running) throw new Error("the front is not running");
    return running;
  };
}

/** An `assert.rejects` check: an AWS error of this name whose message holds a text. */
export function awsError(name: string, text = ""): (error: unknown) => true {
  return (error) => {
    if (!(error instanceof Error) || error.name !== name || !error.message.includes(text)) {
      throw new Error(`expected ${name} with '${text}', got ${error}`, { cause: error });
    }
    return true;
  };
}
