import type { S3Client } from "@aws-sdk/client-s3";
import { attachLab } from "../../lab/attach-lab";
import { LabError } from "../../lab/lab-error";

/** The configuration buckets of the lab that is up. @throws {LabError} where none is */
export async function labBuckets(): Promise<{ readonly client: S3Client; readonly names: readonly string[] }> {
  const { emulator } = await attachLab();
  const { configurationBuckets, labS3Client } = await import("../../lab/configuration-buckets.js");
  const client = labS3Client(emulator.endpoint);
  const names = await configurationBuckets(client);
  if (names.length === 0) throw new LabError("the lab has no configuration bucket of forwarders");
  return { client, names };
}
