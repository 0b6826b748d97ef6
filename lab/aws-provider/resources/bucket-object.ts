import {
  DeleteObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type ServerSideEncryption,
} from "@aws-sdk/client-s3";
import type { AwsConnection } from "../aws-connection";
import { emptyBucket } from "../bucket-contents";
import { blockOf, type Properties, requiredText, textOf } from "../property-values";
import { type ResourceType, updating } from "../resource-type";
import { tagList, tagOutputs } from "../tags";

/** AWS never tells the content: as with the real provider, a change by hand shows only where `etag` is given. */
export const bucketObject: ResourceType = {
  token: "aws:s3/bucketObjectv2:BucketObjectv2",
  tagged: true,
  arguments: {
    ...updating("cacheControl", "content", "contentBase64", "contentEncoding", "sourceHash"),
    bucket: { change: "replace", required: true },
    contentType: { change: "update", computed: true },
    etag: { change: "update", computed: true },
    forceDestroy: { change: "kept", default: false },
    key: { change: "replace", required: true },
    metadata: { change: "update" },
    serverSideEncryption: { change: "update", computed: true },
  },
  outputs: ["arn", "versionId"],
  check(inputs) {
    const both = inputs.content !== undefined && inputs.contentBase64 !== undefined;
    return both ? [{ property: "content", reason: "conflicts with contentBase64" }] : [];
  },
  async create(inputs, aws) {
    await put(inputs, aws);
    return `${requiredText(inputs, "bucket")}/${requiredText(inputs, "key")}`;
  },
  async read(id, aws) {
    const place = placeOf(id);
    const found = await aws.s3.send(new HeadObjectCommand(place));
    const { TagSet } = await aws.s3.send(new GetObjectTaggingCommand(place));
    return {
      bucket: place.Bucket,
      key: place.Key,
      arn: `arn:${aws.partition}:s3:::${id}`,
      cacheControl: found.CacheControl ?? "",
      contentEncoding: found.ContentEncoding ?? "",
      contentType: found.ContentType ?? "",
      etag: (found.ETag ?? "").replaceAll('"', ""),
      metadata: { ...found.Metadata },
      serverSideEncryption: found.ServerSideEncryption ?? "",
      versionId: found.VersionId ?? "",
      ...tagOutputs(TagSet),
    };
  },
  async update({ id, inputs, changed }, aws) {
    if ([...changed].some((name) => name !== "tags")) await put(inputs, aws);
    else await aws.s3.send(new PutObjectTaggingCommand({ ...placeOf(id), Tagging: { TagSet: tagList(inputs) } }));
  },
  async delete(id, aws, state) {
    const place = placeOf(id);
    if (textOf(state, "versionId") !== undefined) await emptyBucket(place.Bucket, aws, place.Key);
    else await aws.s3.send(new DeleteObjectCommand(place));
  },
};

/** `BUCKET/KEY`, and a key may hold slashes of its own. */
function placeOf(id: string): { Bucket: string; Key: string } {
  const at = id.indexOf("/");
  if (at < 1) throw new Error(`expected an id BUCKET/KEY, got ${id}`);
  return { Bucket: id.slice(0, at), Key: id.slice(at + 1) };
}

async function put(inputs: Properties, aws: AwsConnection): Promise<void> {
  const base64 = textOf(inputs, "contentBase64");
  const metadata = blockOf(inputs, "metadata");
  const tags = new URLSearchParams(tagList(inputs).map(({ Key, Value }): [string, string] => [Key, Value]));
  await aws.s3.send(
    new PutObjectCommand({
      Bucket: requiredText(inputs, "bucket"),
      Key: requiredText(inputs, "key"),
      Body: base64 === undefined ? (textOf(inputs, "content") ?? "") : Buffer.from(base64, "base64"),
      CacheControl: textOf(inputs, "cacheControl"),
      ContentEncoding: textOf(inputs, "contentEncoding"),
      ContentType: textOf(inputs, "contentType") ?? "application/octet-stream",
      ServerSideEncryption: textOf(inputs, "serverSideEncryption") as ServerSideEncryption | undefined,
      ...(metadata && {
        Metadata: Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name, String(value)])),
      }),
      ...(tags.size > 0 && { Tagging: tags.toString() }),
    }),
  );
}
