import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { region } from "./lab-folders";
import { clientSettings } from "./network/cloud-access";

/** S3 of the lab, asked by path: its endpoint has no names for buckets. */
export const labS3Client = (endpoint: string): S3Client =>
  new S3Client({ ...clientSettings({ endpoint, region }), forcePathStyle: true });

/** The configuration buckets of forwarders; the lab has no others. */
export async function configurationBuckets(client: S3Client): Promise<readonly string[]> {
  const { Buckets = [] } = await client.send(new ListBucketsCommand({}));
  return Buckets.flatMap(({ Name }) => Name ?? []);
}
