import type { AwsConnection } from "./aws-connection";
import { type Properties, requiredText } from "./property-values";
import type { Argument, CheckFailure, ResourceType } from "./resource-type";

/** A setting of a bucket that is a resource of its own; its id is the bucket's name. */
export interface BucketPart {
  /** e.g. `bucketPolicy:BucketPolicy` */
  readonly type: string;
  readonly arguments: { readonly [name: string]: Argument };
  readonly check?: (inputs: Properties) => readonly CheckFailure[];
  readonly put: (bucket: string, inputs: Properties, aws: AwsConnection) => Promise<unknown>;
  readonly get: (bucket: string, aws: AwsConnection) => Promise<Properties | undefined>;
  readonly remove: (bucket: string, aws: AwsConnection) => Promise<unknown>;
}

export function bucketPart({ type, arguments: given, check, put, get, remove }: BucketPart): ResourceType {
  return {
    token: `aws:s3/${type}`,
    tagged: false,
    arguments: { bucket: { change: "replace", required: true }, ...given },
    outputs: [],
    ...(check && { check }),
    async create(inputs, aws) {
      const bucket = requiredText(inputs, "bucket");
      await put(bucket, inputs, aws);
      return bucket;
    },
    async read(id, aws) {
      const found = await get(id, aws);
      return found && { bucket: id, ...found };
    },
    async update({ id, inputs }, aws) {
      await put(id, inputs, aws);
    },
    async delete(id, aws) {
      await remove(id, aws);
    },
  };
}
