import assert from "node:assert/strict";
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketEncryptionCommand,
  DeleteObjectCommand,
  GetBucketEncryptionCommand,
  GetBucketOwnershipControlsCommand,
  GetObjectCommand,
  GetPublicAccessBlockCommand,
  ListObjectVersionsCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { awsError, clientOf, region, withFront } from "../running-front";

describe("what the front mends in moto's buckets", () => {
  const running = withFront();
  const Bucket = "acme-hub-1234";
  let s3: S3Client;
  before(async () => {
    s3 = new S3Client({ ...clientOf(running().front.endpoint), forcePathStyle: true });
    const CreateBucketConfiguration = { LocationConstraint: region } as const;
    await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
  });
  const policy = (...statements: object[]) =>
    s3.send(
      new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }) }),
    );
  const denial = (more: object) => ({
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`],
    ...more,
  });
  const put = (Key: string, Body: string) =>
    s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: "application/json" }));
  const get = (Key: string, IfNoneMatch?: string) => s3.send(new GetObjectCommand({ Bucket, Key, IfNoneMatch }));

  it("are encrypted, private and their owner's from the start, and without settings of their own again", async () => {
    const sse = async () =>
      (await s3.send(new GetBucketEncryptionCommand({ Bucket }))).ServerSideEncryptionConfiguration?.Rules?.map(
        ({ ApplyServerSideEncryptionByDefault }) => ApplyServerSideEncryptionByDefault?.SSEAlgorithm,
      );
    assert.deepEqual(await sse(), ["AES256"]);
    await s3.send(new DeleteBucketEncryptionCommand({ Bucket }));
    assert.deepEqual(await sse(), ["AES256"]);
    assert.deepEqual((await s3.send(new GetPublicAccessBlockCommand({ Bucket }))).PublicAccessBlockConfiguration, {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    const { OwnershipControls } = await s3.send(new GetBucketOwnershipControlsCommand({ Bucket }));
    assert.deepEqual(OwnershipControls?.Rules, [{ ObjectOwnership: "BucketOwnerEnforced" }]);
  });

  const policies: Readonly<Record<string, [object[], "taken" | "refused"]>> = {
    "against calls without TLS": [[denial({ Condition: { Bool: { "aws:SecureTransport": "false" } } })], "taken"],
    "against calls with TLS": [[denial({ Condition: { Bool: { "aws:SecureTransport": ["true"] } } })], "refused"],
    "against TLS before 1.2": [[denial({ Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } })], "taken"],
    "against a network that nobody here knows": [
      [denial({ Condition: { StringNotEquals: { "aws:SourceVpc": "vpc-1" } } })],
      "taken",
    ],
    "against everybody, by another name": [[denial({ Principal: { AWS: "*" } })], "refused"],
    "against other objects": [[denial({ Resource: `arn:aws:s3:::${Bucket}/reports/*` })], "taken"],
  };
  for (const [what, [statements, outcome]] of Object.entries(policies)) {
    it(`judge a policy ${what}: a call is ${outcome}`, async () => {
      await policy(...statements);
      const call = put("configuration/1", "server:");
      if (outcome === "taken") await call;
      else await assert.rejects(call, ({ $metadata }) => $metadata.httpStatusCode === 403);
      await policy(denial({ Condition: { Bool: { "aws:SecureTransport": "false" } } }));
    });
  }

  it("answer a conditional GET, keep versions, and are deleted only when they are empty", async () => {
    const VersioningConfiguration = { Status: "Enabled" } as const;
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
    const first = await put("desired.json", "{}");
    assert.equal(first.ServerSideEncryption, "AES256");
    await assert.rejects(get("desired.json", first.ETag), ({ $metadata }) => $metadata.httpStatusCode === 304);
    await put("desired.json", '{"schema":1}');
    const seen = await get("desired.json", first.ETag);
    assert.deepEqual([await seen.Body?.transformToString(), seen.ContentType], ['{"schema":1}', "application/json"]);
    await assert.rejects(get("nothing"), awsError("NoSuchKey"));
    await assert.rejects(s3.send(new DeleteBucketCommand({ Bucket })), awsError("BucketNotEmpty"));
    for (;;) {
      const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
      const all = [...Versions, ...DeleteMarkers];
      if (all.length === 0) break;
      for (const { Key, VersionId } of all) await s3.send(new DeleteObjectCommand({ Bucket, Key: Key!, VersionId }));
    }
    await s3.send(new DeleteBucketCommand({ Bucket }));
  });
});
