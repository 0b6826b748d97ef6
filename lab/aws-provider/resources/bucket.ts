import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketTaggingCommand,
  GetBucketTaggingCommand,
  HeadBucketCommand,
  PutBucketTaggingCommand,
} from "@aws-sdk/client-s3";
import type { AwsConnection } from "../aws-connection";
import { absentWhenGone } from "../aws-error";
import { emptyBucket } from "../bucket-contents";
import { prefixedName } from "../names";
import { flagOf, type Properties, requiredText, textOf } from "../property-values";
import { type ResourceType, replacing } from "../resource-type";
import { tagList, tagOutputs } from "../tags";

export const bucket: ResourceType = {
  token: "aws:s3/bucket:Bucket",
  tagged: true,
  nameLength: 63,
  nameArgument: "bucket",
  nameForm: (name) => name.toLowerCase().replaceAll("_", "-"),
  arguments: {
    ...replacing("bucketPrefix"),
    bucket: { change: "replace", computed: true },
    forceDestroy: { change: "kept", default: false },
  },
  outputs: ["arn", "bucketDomainName", "bucketRegion", "bucketRegionalDomainName"],
  check(inputs) {
    const prefix = textOf(inputs, "bucketPrefix") ?? "";
    return [
      ...(prefix.length > 37
        ? [{ property: "bucketPrefix", reason: `expected length to be in the range (0 - 37), got ${prefix}` }]
        : []),
      ...(/[^a-z0-9.-]/.test(`${prefix}${textOf(inputs, "bucket") ?? ""}`)
        ? [{ property: "bucket", reason: "only lowercase alphanumeric characters, dots and hyphens allowed" }]
        : []),
    ];
  },
  async create(inputs, aws) {
    const Bucket = textOf(inputs, "bucket") ?? prefixedName(requiredText(inputs, "bucketPrefix"));
    const LocationConstraint = aws.region as BucketLocationConstraint;
    await aws.s3.send(
      new CreateBucketCommand({
        Bucket,
        ...(aws.region !== "us-east-1" && { CreateBucketConfiguration: { LocationConstraint } }),
      }),
    );
    return Bucket;
  },
  async finish(id, inputs, aws) {
    if (tagList(inputs).length > 0) await setTags(id, inputs, aws);
  },
  async read(id, aws) {
    await aws.s3.send(new HeadBucketCommand({ Bucket: id }));
    const tags = await absentWhenGone(aws.s3.send(new GetBucketTaggingCommand({ Bucket: id })));
    return {
      bucket: id,
      arn: `arn:${aws.partition}:s3:::${id}`,
      bucketDomainName: `${id}.s3.amazonaws.com`,
      bucketRegion: aws.region,
      bucketRegionalDomainName: `${id}.s3.${aws.region}.amazonaws.com`,
      ...tagOutputs(tags?.TagSet),
    };
  },
  async update({ id, inputs, changed }, aws) {
    if (changed.has("tags")) await setTags(id, inputs, aws);
  },
  async delete(id, aws, state) {
    if (flagOf(state, "forceDestroy")) await emptyBucket(id, aws);
    await aws.s3.send(new DeleteBucketCommand({ Bucket: id }));
  },
};

/** S3 takes all tags at once. */
async function setTags(Bucket: string, inputs: Properties, aws: AwsConnection): Promise<void> {
  const TagSet = tagList(inputs);
  if (TagSet.length === 0) await aws.s3.send(new DeleteBucketTaggingCommand({ Bucket }));
  else await aws.s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
}
