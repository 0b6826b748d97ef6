import type { S3Client } from "@aws-sdk/client-s3";
import { DESIRED_STATE_KEY, type DesiredState, type ForwarderReport, reportKey } from "../core/forwarder-contract";
import { MOST_OBJECT_BYTES, readDesiredState, readForwarderReport } from "../core/forwarder-objects";
import { forwarderStatus, type SlotStatus } from "../core/forwarder-status";
import { assumedCredentials } from "./assumed-credentials";
import type { Ec2Access } from "./ec2-client";

/** What a bucket says of the forwarders of one VPC. */
export interface BucketStatus {
  readonly bucket: string;
  readonly desired: DesiredState;
  readonly slots: readonly SlotStatus[];
  /** What could not be read, besides: one line each. */
  readonly faults: readonly string[];
}

/** A client; the SDK is loaded only here. An endpoint of its own (an emulator's) is asked by path, not by host name. */
export async function s3Client({ region, profile, endpoint, assumeRoles }: Ec2Access): Promise<S3Client> {
  const { S3Client } = await import("@aws-sdk/client-s3");
  return new S3Client({
    ...(region !== undefined && { region }),
    ...(profile !== undefined && { profile }),
    ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
    ...(await assumedCredentials({ assumeRoles, profile, region })),
    followRegionRedirects: true,
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000, throwOnRequestTimeout: true },
  });
}

/**
 * Reads what the forwarders of a VPC should be, and what each of them last said.
 *
 * @throws {Error} when there is no `desired.json` in the bucket, or it cannot be read
 */
export async function readBucketStatus(client: S3Client, bucket: string, now: number): Promise<BucketStatus> {
  const text = await objectText(client, bucket, DESIRED_STATE_KEY);
  if (text === undefined)
    throw new Error(
      `the bucket ${bucket} holds no ${DESIRED_STATE_KEY}: it is not the configuration bucket of forwarders`,
    );
  const desired = readDesiredState(text);
  const faults: string[] = [];
  const reports = await Promise.all(
    desired.slots.map(async ({ key }): Promise<[string, ForwarderReport | undefined]> => {
      const report = await objectText(client, bucket, reportKey(key));
      if (report === undefined) return [key, undefined];
      try {
        return [key, readForwarderReport(report)];
      } catch (error) {
        faults.push(`${reportKey(key)}: ${(error as Error).message}`);
        return [key, undefined];
      }
    }),
  );
  return {
    bucket,
    desired,
    slots: forwarderStatus(desired, Object.fromEntries(reports), (time) => (now - Date.parse(time)) / 1000),
    faults,
  };
}

/** `undefined` where there is no such object. */
async function objectText(client: S3Client, bucket: string, key: string): Promise<string | undefined> {
  const { GetObjectCommand, NoSuchKey } = await import("@aws-sdk/client-s3");
  try {
    const { Body, ContentLength = 0 } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    if (ContentLength > MOST_OBJECT_BYTES) throw new Error(`${key} has ${ContentLength} bytes, expected at most 1 MiB`);
    return await Body?.transformToString();
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}
