import { CreateTagsCommand, DeleteTagsCommand, type ResourceType as Ec2ResourceType } from "@aws-sdk/client-ec2";
import type { AwsConnection } from "./aws-connection";
import type { Properties, PropertyValue } from "./property-values";
import type { Argument, ResourceType, Update } from "./resource-type";

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** Arguments of a type with those that most types share: tags, and the region of what is not global. */
export function allArguments(type: ResourceType): { readonly [name: string]: Argument } {
  return {
    ...type.arguments,
    ...(type.tagged ? { tags: { change: "update" } as const } : {}),
    ...(type.global ? {} : { region: { change: "replace", computed: true } as const }),
  };
}

/** Outputs of a type besides its arguments, with those that most types share. */
export function allOutputs(type: ResourceType): readonly string[] {
  return type.tagged ? [...type.outputs, "tagsAll"] : type.outputs;
}

export function tagList(inputs: Properties): Tag[] {
  const tags = inputs.tags;
  if (typeof tags !== "object" || Array.isArray(tags)) return [];
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value: String(Value) }));
}

/** Tags as a map, without those that AWS itself sets. */
export function tagMap(tags: readonly { Key?: string | undefined; Value?: string | undefined }[] | undefined): {
  [key: string]: PropertyValue;
} {
  const pairs = (tags ?? []).map((tag): [string, string] => [tag.Key ?? "", tag.Value ?? ""]);
  return Object.fromEntries(pairs.filter(([key]) => !key.startsWith("aws:")));
}

/** Outputs `tags` and `tagsAll`. */
export function tagOutputs(
  tags: readonly { Key?: string | undefined; Value?: string | undefined }[] | undefined,
): Properties {
  return { tags: tagMap(tags), tagsAll: tagMap(tags) };
}

export interface TagChange {
  readonly set: readonly Tag[];
  readonly remove: readonly string[];
}

export function tagChange(update: Update): TagChange | undefined {
  if (!update.changed.has("tags")) return undefined;
  const now = tagList(update.inputs);
  const old = new Map(tagList(update.oldInputs).map((tag) => [tag.Key, tag.Value]));
  const kept = new Set(now.map((tag) => tag.Key));
  return {
    set: now.filter((tag) => old.get(tag.Key) !== tag.Value),
    remove: [...old.keys()].filter((key) => !kept.has(key)),
  };
}

/** The part of a creating call that names the tags of an EC2 resource. */
export function ec2Tags(
  resourceType: Ec2ResourceType,
  inputs: Properties,
): { TagSpecifications?: { ResourceType: Ec2ResourceType; Tags: Tag[] }[] } {
  const tags = tagList(inputs);
  return tags.length === 0 ? {} : { TagSpecifications: [{ ResourceType: resourceType, Tags: tags }] };
}

export async function updateEc2Tags(update: Update, aws: AwsConnection, id = update.id): Promise<void> {
  const change = tagChange(update);
  if (change === undefined) return;
  if (change.remove.length > 0) {
    const Tags = change.remove.map((Key) => ({ Key }));
    await aws.ec2.send(new DeleteTagsCommand({ Resources: [id], Tags }));
  }
  if (change.set.length > 0) await aws.ec2.send(new CreateTagsCommand({ Resources: [id], Tags: [...change.set] }));
}
