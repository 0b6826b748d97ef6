import { AwsError } from "../aws-error";
import type { Route53Action, Route53Context } from "./context";
import type { HostedZone } from "./store";
import type { XmlValue } from "./xml";
import { requestedZone } from "./zone-actions";

/** ChangeTagsForResource of a hosted zone. */
export const changeTags: Route53Action = (call, context) => {
  const zone = requestedZone(call.account, call.ids[0], context);
  const request = call.document("ChangeTagsForResourceRequest");
  const added = request.child("AddTags")?.children("Tag") ?? [];
  const removed = request.child("RemoveTagKeys")?.texts("Key") ?? [];
  if (added.length === 0 && removed.length === 0) {
    throw new AwsError("InvalidInput", "At least one of AddTags and RemoveTagKeys must hold something");
  }
  const tags = new Map(zone.tags);
  for (const key of removed) tags.delete(key);
  for (const tag of added) {
    const key = tag.text("Key") ?? "";
    const value = tag.text("Value") ?? "";
    if (key.length < 1 || key.length > 128 || value.length > 256) {
      throw new AwsError("InvalidInput", "A tag's key has 1 to 128 characters and its value at most 256");
    }
    tags.set(key, value);
  }
  if (tags.size > 50) throw new AwsError("InvalidInput", "A hosted zone may have at most 50 tags");
  zone.tags = tags;
  return { root: "ChangeTagsForResourceResponse", content: {} };
};

/** ListTagsForResource of a hosted zone. */
export const listTags: Route53Action = (call, context) => ({
  root: "ListTagsForResourceResponse",
  content: { ResourceTagSet: tagSet(requestedZone(call.account, call.ids[0], context)) },
});

/** ListTagsForResources: of up to ten hosted zones. */
export const listTagsOfMany: Route53Action = (call, context: Route53Context) => {
  const ids = call.document("ListTagsForResourcesRequest").child("ResourceIds")?.texts("ResourceId") ?? [];
  if (ids.length < 1 || ids.length > 10) throw new AwsError("InvalidInput", "1 to 10 resource ids are expected");
  const zones = ids.map((id) => requestedZone(call.account, id, context));
  return {
    root: "ListTagsForResourcesResponse",
    content: { ResourceTagSets: { ResourceTagSet: zones.map(tagSet) } },
  };
};

function tagSet(zone: HostedZone): XmlValue {
  return {
    ResourceType: "hostedzone",
    ResourceId: zone.id,
    Tags: { Tag: [...zone.tags].map(([key, value]) => ({ Key: key, Value: value })) },
  };
}
