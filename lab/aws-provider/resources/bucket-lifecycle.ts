import {
  DeleteBucketLifecycleCommand,
  type ExpirationStatus,
  GetBucketLifecycleConfigurationCommand,
  type LifecycleRule,
  PutBucketLifecycleConfigurationCommand,
} from "@aws-sdk/client-s3";
import { bucketPart } from "../bucket-part";
import { blockOf, blocksOf, numberOf, type Properties, requiredText, textOf } from "../property-values";

export const bucketLifecycle = bucketPart({
  type: "bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  arguments: {
    rules: {
      change: "update",
      required: true,
      members: [
        "id",
        "status",
        "filter",
        "abortIncompleteMultipartUpload",
        "expiration",
        "noncurrentVersionExpiration",
      ],
    },
  },
  put: (Bucket, inputs, aws) => {
    const Rules = blocksOf(inputs, "rules").map(ruleCall);
    return aws.s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));
  },
  get: async (Bucket, aws) => {
    const { Rules = [] } = await aws.s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    return { rules: Rules.map(ruleProperties) as Properties[] };
  },
  remove: (Bucket, aws) => aws.s3.send(new DeleteBucketLifecycleCommand({ Bucket })),
});

function ruleCall(rule: Properties): LifecycleRule {
  const upload = blockOf(rule, "abortIncompleteMultipartUpload");
  const expiration = blockOf(rule, "expiration");
  const noncurrent = blockOf(rule, "noncurrentVersionExpiration");
  return {
    ID: requiredText(rule, "id"),
    Status: requiredText(rule, "status") as ExpirationStatus,
    Filter: { Prefix: textOf(blockOf(rule, "filter") ?? {}, "prefix") ?? "" },
    ...(upload && {
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: numberOf(upload, "daysAfterInitiation") },
    }),
    ...(expiration && { Expiration: { Days: numberOf(expiration, "days") } }),
    ...(noncurrent && {
      NoncurrentVersionExpiration: {
        NoncurrentDays: numberOf(noncurrent, "noncurrentDays"),
        NewerNoncurrentVersions: numberOf(noncurrent, "newerNoncurrentVersions"),
      },
    }),
  };
}

function ruleProperties(rule: LifecycleRule) {
  const { AbortIncompleteMultipartUpload: upload, Expiration: expiration } = rule;
  const noncurrent = rule.NoncurrentVersionExpiration;
  return {
    id: rule.ID ?? "",
    status: rule.Status ?? "",
    filter: rule.Filter?.Prefix ? { prefix: rule.Filter.Prefix } : {},
    ...(upload && { abortIncompleteMultipartUpload: { daysAfterInitiation: upload.DaysAfterInitiation ?? 0 } }),
    ...(expiration && { expiration: { days: expiration.Days ?? 0 } }),
    ...(noncurrent && {
      noncurrentVersionExpiration: {
        noncurrentDays: noncurrent.NoncurrentDays ?? 0,
        ...(noncurrent.NewerNoncurrentVersions !== undefined && {
          newerNoncurrentVersions: noncurrent.NewerNoncurrentVersions,
        }),
      },
    }),
  };
}
