import { DeleteObjectsCommand, ListObjectVersionsCommand } from "@aws-sdk/client-s3";
import type { AwsConnection } from "./aws-connection";

/** Deletes all versions and delete markers of one key, or of all. */
export async function emptyBucket(Bucket: string, aws: AwsConnection, key?: string): Promise<void> {
  for (;;) {
    const { Versions = [], DeleteMarkers = [] } = await aws.s3.send(
      new ListObjectVersionsCommand({ Bucket, ...(key !== undefined && { Prefix: key }) }),
    );
    const Objects = [...Versions, ...DeleteMarkers]
      .filter(({ Key }) => key === undefined || Key === key)
      .map(({ Key, VersionId }) => ({ Key: Key ?? "", VersionId }));
    if (Objects.length === 0) return;
    const { Errors = [] } = await aws.s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    const [first] = Errors;
    if (first) throw new Error(`${Bucket}/${first.Key}: ${first.Code}: ${first.Message}`);
  }
}
