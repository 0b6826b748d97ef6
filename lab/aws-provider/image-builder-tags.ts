import { TagResourceCommand, UntagResourceCommand } from "@aws-sdk/client-imagebuilder";
import type { AwsConnection } from "./aws-connection";
import type { Properties } from "./property-values";
import type { Update } from "./resource-type";
import { tagChange, tagList, tagMap } from "./tags";

/** Tags as Image Builder takes them. */
export function imageBuilderTags(inputs: Properties): { tags?: Record<string, string> } {
  const tags = Object.fromEntries(tagList(inputs).map(({ Key, Value }) => [Key, Value]));
  return Object.keys(tags).length === 0 ? {} : { tags };
}

/** Outputs `tags` and `tagsAll`. */
export function imageBuilderTagOutputs(tags: Record<string, string> = {}): Properties {
  const shown = tagMap(Object.entries(tags).map(([Key, Value]) => ({ Key, Value })));
  return { tags: shown, tagsAll: shown };
}

export async function updateImageBuilderTags(update: Update, aws: AwsConnection): Promise<void> {
  const change = tagChange(update);
  const resourceArn = update.id;
  if (change !== undefined && change.remove.length > 0) {
    await aws.imageBuilder.send(new UntagResourceCommand({ resourceArn, tagKeys: [...change.remove] }));
  }
  if (change !== undefined && change.set.length > 0) {
    const tags = Object.fromEntries(change.set.map(({ Key, Value }) => [Key, Value]));
    await aws.imageBuilder.send(new TagResourceCommand({ resourceArn, tags }));
  }
}
