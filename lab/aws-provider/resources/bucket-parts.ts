import {
  type BucketVersioningStatus,
  DeleteBucketEncryptionCommand,
  DeleteBucketPolicyCommand,
  DeletePublicAccessBlockCommand,
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  type ServerSideEncryption,
} from "@aws-sdk/client-s3";
import { bucketPart } from "../bucket-part";
import { normalPolicy, policyProblem, policyText } from "../policy-text";
import { blockOf, blocksOf, flagOf, requiredText, textOf } from "../property-values";

export const bucketVersioning = bucketPart({
  type: "bucketVersioning:BucketVersioning",
  arguments: { versioningConfiguration: { change: "update", required: true, members: ["status"] } },
  check(inputs) {
    const status = textOf(blockOf(inputs, "versioningConfiguration") ?? {}, "status");
    return status === undefined || ["Enabled", "Suspended"].includes(status)
      ? []
      : [{ property: "versioningConfiguration.status", reason: `expected Enabled or Suspended, got ${status}` }];
  },
  put: (Bucket, inputs, aws) => {
    const Status = requiredText(blockOf(inputs, "versioningConfiguration") ?? {}, "status") as BucketVersioningStatus;
    return aws.s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
  },
  get: async (Bucket, aws) => {
    const { Status } = await aws.s3.send(new GetBucketVersioningCommand({ Bucket }));
    return { versioningConfiguration: { status: Status ?? "Disabled" } };
  },
  remove: (Bucket, aws) =>
    aws.s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Suspended" } })),
});

export const bucketEncryption = bucketPart({
  type: "bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  arguments: {
    rules: { change: "update", required: true, members: ["applyServerSideEncryptionByDefault", "bucketKeyEnabled"] },
  },
  put: (Bucket, inputs, aws) => {
    const Rules = blocksOf(inputs, "rules").map((rule) => {
      const byDefault = blockOf(rule, "applyServerSideEncryptionByDefault");
      return {
        BucketKeyEnabled: flagOf(rule, "bucketKeyEnabled"),
        ...(byDefault && {
          ApplyServerSideEncryptionByDefault: {
            SSEAlgorithm: requiredText(byDefault, "sseAlgorithm") as ServerSideEncryption,
            KMSMasterKeyID: textOf(byDefault, "kmsMasterKeyId"),
          },
        }),
      };
    });
    return aws.s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } }));
  },
  get: async (Bucket, aws) => {
    const answer = await aws.s3.send(new GetBucketEncryptionCommand({ Bucket }));
    return {
      rules: (answer.ServerSideEncryptionConfiguration?.Rules ?? []).map((rule) => ({
        bucketKeyEnabled: rule.BucketKeyEnabled ?? false,
        applyServerSideEncryptionByDefault: {
          sseAlgorithm: rule.ApplyServerSideEncryptionByDefault?.SSEAlgorithm ?? "",
          kmsMasterKeyId: rule.ApplyServerSideEncryptionByDefault?.KMSMasterKeyID ?? "",
        },
      })),
    };
  },
  remove: (Bucket, aws) => aws.s3.send(new DeleteBucketEncryptionCommand({ Bucket })),
});

const accessFlags = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"] as const;

export const bucketPublicAccessBlock = bucketPart({
  type: "bucketPublicAccessBlock:BucketPublicAccessBlock",
  arguments: Object.fromEntries(accessFlags.map((name) => [name, { change: "update", default: false } as const])),
  put: (Bucket, inputs, aws) =>
    aws.s3.send(
      new PutPublicAccessBlockCommand({
        Bucket,
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: flagOf(inputs, "blockPublicAcls"),
          BlockPublicPolicy: flagOf(inputs, "blockPublicPolicy"),
          IgnorePublicAcls: flagOf(inputs, "ignorePublicAcls"),
          RestrictPublicBuckets: flagOf(inputs, "restrictPublicBuckets"),
        },
      }),
    ),
  get: async (Bucket, aws) => {
    const { PublicAccessBlockConfiguration: found } = await aws.s3.send(new GetPublicAccessBlockCommand({ Bucket }));
    return {
      blockPublicAcls: found?.BlockPublicAcls ?? false,
      blockPublicPolicy: found?.BlockPublicPolicy ?? false,
      ignorePublicAcls: found?.IgnorePublicAcls ?? false,
      restrictPublicBuckets: found?.RestrictPublicBuckets ?? false,
    };
  },
  remove: (Bucket, aws) => aws.s3.send(new DeletePublicAccessBlockCommand({ Bucket })),
});

export const bucketPolicy = bucketPart({
  type: "bucketPolicy:BucketPolicy",
  arguments: { policy: { change: "update", required: true, transform: policyText, normalise: normalPolicy } },
  check(inputs) {
    const reason = policyProblem(textOf(inputs, "policy"));
    return reason === undefined ? [] : [{ property: "policy", reason }];
  },
  put: (Bucket, inputs, aws) =>
    aws.s3.send(new PutBucketPolicyCommand({ Bucket, Policy: requiredText(inputs, "policy") })),
  get: async (Bucket, aws) => ({
    policy: (await aws.s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy ?? "",
  }),
  remove: (Bucket, aws) => aws.s3.send(new DeleteBucketPolicyCommand({ Bucket })),
});
