import { readFileSync } from "node:fs";
import type { S3Client } from "@aws-sdk/client-s3";
import { Command } from "commander";
import { type BucketStatus, readBucketStatus, s3Client } from "../components/io/forwarder-status";
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

/** Finds the buckets of a lab. */
type AskLab = () => Promise<{ readonly client: S3Client; readonly names: readonly string[] }>;

/**
 * `hybrid-dns status`: which forwarder runs what.
 *
 * @param lab - asked where no bucket is named; absent where there can be no lab
 */
export function statusCommand(lab?: AskLab): Command {
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
    .addHelpText("after", lab ? "\nWithout --bucket and --outputs the lab of this checkout is asked." : "")
    .action(async (options: StatusOptions) => {
      const all = await statusOf(options, lab);
      console.log(options.json ? JSON.stringify(all, undefined, 2) : all.map((one) => statusTable(one)).join("\n\n"));
      const well = all.every(({ slots, faults }) => faults.length === 0 && slots.every(({ state }) => state === "ok"));
      if (!well) process.exitCode = 1;
    });
}

async function statusOf(options: StatusOptions, lab: AskLab | undefined): Promise<readonly BucketStatus[]> {
  const { bucket, outputs, region, profile } = options;
  const named = [...bucket, ...(outputs === undefined ? [] : bucketsOf(readText(outputs)))];
  const { client, names } =
    named.length > 0 ? { client: await s3Client({ region, profile }), names: named } : await askLab(lab);
  try {
    return await Promise.all(
      names.map((one) =>
        readBucketStatus(client, one, Date.now()).catch((error: Error) => {
          throw new LabError(`the bucket ${one} cannot be read: ${error.name}: ${error.message}`);
        }),
      ),
    );
  } finally {
    client.destroy();
  }
}

function askLab(lab: AskLab | undefined): ReturnType<AskLab> {
  if (lab) return lab();
  throw new LabError("which forwarders? give --bucket, or --outputs with the outputs of their stack");
}

function readText(file: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (error) {
    throw new LabError(`--outputs: ${(error as Error).message}`);
  }
}
