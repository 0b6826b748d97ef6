import { readFileSync } from "node:fs";
import type { S3Client } from "@aws-sdk/client-s3";
import { Command } from "commander";
import { type BucketStatus, readBucketStatus, s3Client } from "../components/io/forwarder-status";
import { attachLab } from "../lab/attach-lab";
import { LabError } from "../lab/lab-error";
import { bucketsOf } from "./status/buckets-of-outputs";
import { statusTable } from "./status/status-table";

interface StatusOptions {
  readonly bucket: readonly string[];
  readonly outputs?: string;
  readonly region?: string;
  readonly profile?: string;
  readonly json?: true;
}

/** `hybrid-dns status`: which forwarder runs what. */
export function statusCommand(): Command {
  return new Command("status")
    .description("each forwarder: address, holder, version, configuration, last report; exits with 1 unless all are ok")
    .option("--bucket <name...>", "configuration bucket (output configurationBuckets); may be given several times", [])
    .option(
      "--outputs <file>",
      "outputs of a stack that name the buckets, `-` for standard input, e.g. `pulumi stack output --json | hybrid-dns status --outputs -`, or `terraform output -json`",
    )
    .option("--region <name>", "region of the buckets (default: as every AWS tool finds it)")
    .option("--profile <name>", "profile of the shared configuration (default: as every AWS tool finds it)")
    .option("--json", "as JSON")
    .addHelpText("after", "\nWithout --bucket and --outputs the lab of this checkout is asked.")
    .action(async (options: StatusOptions) => {
      const all = await statusOf(options);
      console.log(options.json ? JSON.stringify(all, undefined, 2) : all.map((one) => statusTable(one)).join("\n\n"));
      const well = all.every(({ slots, faults }) => faults.length === 0 && slots.every(({ state }) => state === "ok"));
      if (!well) process.exitCode = 1;
    });
}

async function statusOf({ bucket, outputs, region, profile }: StatusOptions): Promise<readonly BucketStatus[]> {
  const named = [...bucket, ...(outputs === undefined ? [] : bucketsOf(readText(outputs)))];
  const fromLab = named.length === 0;
  const client = fromLab ? await clientOfLab() : await s3Client({ region, profile });
  try {
    const buckets = fromLab ? await bucketsOfLab(client) : named;
    return await Promise.all(
      buckets.map((one) =>
        readBucketStatus(client, one, Date.now()).catch((error: Error) => {
          throw new LabError(`the bucket ${one} cannot be read: ${error.name}: ${error.message}`);
        }),
      ),
    );
  } finally {
    client.destroy();
  }
}

async function clientOfLab(): Promise<S3Client> {
  const { emulator } = await attachLab();
  const { labS3Client } = await import("../lab/configuration-buckets.js");
  return labS3Client(emulator.endpoint);
}

async function bucketsOfLab(client: S3Client): Promise<readonly string[]> {
  const { configurationBuckets } = await import("../lab/configuration-buckets.js");
  const names = await configurationBuckets(client);
  if (names.length === 0) throw new LabError("the lab has no configuration bucket of forwarders");
  return names;
}

function readText(file: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (error) {
    throw new LabError(`--outputs: ${(error as Error).message}`);
  }
}
