import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  GetPublicAccessBlockCommand,
} from "@aws-sdk/client-s3";
import { type ResourceCase, tagsOf, type World } from "./resource-case";

const denial = (bucket: string, effect = "Deny") =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: effect,
        Principal: "*",
        Action: "s3:*",
        Resource: `arn:aws:s3:::${bucket}/*`,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  });

async function findObject({ id }: { id: string }, { s3 }: World) {
  const [Bucket = "", ...rest] = id.split("/");
  const place = { Bucket, Key: rest.join("/") };
  const found = await s3.send(new GetObjectCommand(place));
  const { TagSet } = await s3.send(new GetObjectTaggingCommand(place));
  return { content: await found.Body?.transformToString(), type: found.ContentType, tags: tagsOf(TagSet) };
}

async function findRules({ id }: { id: string }, { s3 }: World) {
  const { Rules = [] } = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: id }));
  return Rules.map((rule) => `${rule.ID} ${rule.Status} ${rule.NoncurrentVersionExpiration?.NoncurrentDays}`);
}

export const bucketCases: readonly ResourceCase[] = [
  {
    type: "aws:s3/bucket:Bucket",
    given: () => ({ bucketPrefix: "acme-hub-", forceDestroy: true, tags: { Name: "acme-hub" } }),
    described: async ({ id }, { s3 }) => tagsOf((await s3.send(new GetBucketTaggingCommand({ Bucket: id }))).TagSet),
    expected: () => ({ Name: "acme-hub" }),
    outputs: ["arn", "bucket", "bucketDomainName", "bucketRegionalDomainName"],
    inPlace: {
      change: () => ({ tags: { Name: "acme", team: "net" }, forceDestroy: false }),
      changed: ["forceDestroy", "tags"],
      expected: () => ({ Name: "acme", team: "net" }),
    },
    replacing: { change: () => ({ bucketPrefix: "acme-spoke-" }), names: ["bucketPrefix"] },
  },
  {
    type: "aws:s3/bucketVersioning:BucketVersioning",
    neverAbsent: true,
    given: ({ bucketName }) => ({ bucket: bucketName, versioningConfiguration: { status: "Enabled" } }),
    described: async ({ id }, { s3 }) => (await s3.send(new GetBucketVersioningCommand({ Bucket: id }))).Status,
    expected: () => "Enabled",
    inPlace: {
      change: () => ({ versioningConfiguration: { status: "Suspended" } }),
      changed: ["versioningConfiguration"],
      expected: () => "Suspended",
    },
    replacing: { change: ({ otherBucketName }) => ({ bucket: otherBucketName }), names: ["bucket"] },
  },
  {
    type: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    neverAbsent: true,
    given: ({ bucketName }) => ({
      bucket: bucketName,
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    }),
    async described({ id }, { s3 }) {
      const answer = await s3.send(new GetBucketEncryptionCommand({ Bucket: id }));
      return answer.ServerSideEncryptionConfiguration?.Rules?.map(
        (rule) => `${rule.ApplyServerSideEncryptionByDefault?.SSEAlgorithm} ${rule.BucketKeyEnabled}`,
      );
    },
    expected: () => ["AES256 false"],
    inPlace: {
      change: () => ({
        rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" }, bucketKeyEnabled: true }],
      }),
      changed: ["rules"],
      expected: () => ["aws:kms true"],
    },
    replacing: { change: ({ otherBucketName }) => ({ bucket: otherBucketName }), names: ["bucket"] },
  },
  {
    type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    given: ({ bucketName }) => ({ bucket: bucketName, blockPublicAcls: true, restrictPublicBuckets: true }),
    async described({ id }, { s3 }) {
      const answer = await s3.send(new GetPublicAccessBlockCommand({ Bucket: id }));
      return Object.entries(answer.PublicAccessBlockConfiguration ?? {}).flatMap(([name, on]) => (on ? name : []));
    },
    expected: () => ["BlockPublicAcls", "RestrictPublicBuckets"],
    inPlace: {
      change: () => ({ blockPublicPolicy: true, restrictPublicBuckets: false }),
      changed: ["blockPublicPolicy", "restrictPublicBuckets"],
      expected: () => ["BlockPublicAcls", "BlockPublicPolicy"],
    },
    replacing: { change: ({ otherBucketName }) => ({ bucket: otherBucketName }), names: ["bucket"] },
  },
  {
    type: "aws:s3/bucketPolicy:BucketPolicy",
    given: ({ bucketName }) => ({ bucket: bucketName, policy: denial(bucketName) }),
    described: async ({ id }, { s3 }) => (await s3.send(new GetBucketPolicyCommand({ Bucket: id }))).Policy,
    expected: ({ bucketName }) => denial(bucketName),
    inPlace: {
      change: ({ bucketName }) => ({ policy: denial(bucketName, "Allow") }),
      changed: ["policy"],
      expected: ({ bucketName }) => denial(bucketName, "Allow"),
    },
    replacing: { change: ({ otherBucketName }) => ({ bucket: otherBucketName }), names: ["bucket"] },
  },
  {
    type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    given: ({ bucketName }) => ({
      bucket: bucketName,
      rules: [{ id: "replaced", status: "Enabled", filter: {}, noncurrentVersionExpiration: { noncurrentDays: 90 } }],
    }),
    described: findRules,
    expected: () => ["replaced Enabled 90"],
    inPlace: {
      change: () => ({
        rules: [
          {
            id: "replaced",
            status: "Disabled",
            filter: { prefix: "configuration/" },
            noncurrentVersionExpiration: { noncurrentDays: 30 },
          },
        ],
      }),
      changed: ["rules"],
      expected: () => ["replaced Disabled 30"],
    },
    replacing: { change: ({ otherBucketName }) => ({ bucket: otherBucketName }), names: ["bucket"] },
  },
  {
    type: "aws:s3/bucketObjectv2:BucketObjectv2",
    given: ({ bucketName }) => ({
      bucket: bucketName,
      key: "configuration/abc",
      content: "server:\n",
      contentType: "text/plain; charset=utf-8",
      tags: { team: "net" },
    }),
    described: findObject,
    expected: () => ({ content: "server:\n", type: "text/plain; charset=utf-8", tags: { team: "net" } }),
    outputs: ["arn", "etag"],
    inPlace: {
      change: () => ({ content: "forward-zone:\n", tags: { team: "dns" } }),
      changed: ["content", "tags"],
      expected: () => ({ content: "forward-zone:\n", type: "text/plain; charset=utf-8", tags: { team: "dns" } }),
    },
    replacing: { change: () => ({ key: "configuration/def" }), names: ["key"] },
  },
];
