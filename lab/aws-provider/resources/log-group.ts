import {
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DeleteRetentionPolicyCommand,
  DescribeLogGroupsCommand,
  ListTagsForResourceCommand,
  PutRetentionPolicyCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import type { AwsConnection } from "../aws-connection";
import { prefixedName } from "../names";
import { flagOf, numberOf, type Properties, requiredText, textOf } from "../property-values";
import { type ResourceType, replacing } from "../resource-type";
import { tagChange, tagList, tagMap } from "../tags";

export const logGroup: ResourceType = {
  token: "aws:cloudwatch/logGroup:LogGroup",
  tagged: true,
  nameLength: 512,
  arguments: {
    ...replacing("kmsKeyId", "namePrefix"),
    name: { change: "replace", computed: true },
    retentionInDays: { change: "update", default: 0 },
    skipDestroy: { change: "kept", default: false },
  },
  outputs: ["arn"],
  async create(inputs, aws) {
    const logGroupName = textOf(inputs, "name") ?? prefixedName(requiredText(inputs, "namePrefix"));
    const tags = tagsOf(inputs);
    await aws.cloudWatchLogs.send(
      new CreateLogGroupCommand({
        logGroupName,
        kmsKeyId: textOf(inputs, "kmsKeyId"),
        ...(Object.keys(tags).length > 0 && { tags }),
      }),
    );
    return logGroupName;
  },
  async finish(id, inputs, aws) {
    if (numberOf(inputs, "retentionInDays")) await setRetention(id, inputs, aws);
  },
  async read(id, aws) {
    const { logGroups } = await aws.cloudWatchLogs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: id }));
    const found = logGroups?.find(({ logGroupName }) => logGroupName === id);
    if (found === undefined) return undefined;
    const resourceArn = (found.arn ?? "").replace(/:\*$/, "");
    const { tags = {} } = await aws.cloudWatchLogs.send(new ListTagsForResourceCommand({ resourceArn }));
    const shown = tagMap(Object.entries(tags).map(([Key, Value]) => ({ Key, Value })));
    return {
      arn: resourceArn,
      name: id,
      kmsKeyId: found.kmsKeyId ?? "",
      retentionInDays: found.retentionInDays ?? 0,
      tags: shown,
      tagsAll: shown,
    };
  },
  async update(update, aws) {
    const { id, inputs, oldOutputs, changed } = update;
    if (changed.has("retentionInDays")) await setRetention(id, inputs, aws);
    const tags = tagChange(update);
    const resourceArn = requiredText(oldOutputs, "arn");
    if (tags !== undefined && tags.remove.length > 0) {
      await aws.cloudWatchLogs.send(new UntagResourceCommand({ resourceArn, tagKeys: [...tags.remove] }));
    }
    if (tags !== undefined && tags.set.length > 0) {
      const set = Object.fromEntries(tags.set.map(({ Key, Value }) => [Key, Value]));
      await aws.cloudWatchLogs.send(new TagResourceCommand({ resourceArn, tags: set }));
    }
  },
  async delete(id, aws, state) {
    if (flagOf(state, "skipDestroy")) return;
    await aws.cloudWatchLogs.send(new DeleteLogGroupCommand({ logGroupName: id }));
  },
};

/** 0 days keeps for ever. */
async function setRetention(logGroupName: string, inputs: Properties, aws: AwsConnection): Promise<void> {
  const retentionInDays = numberOf(inputs, "retentionInDays") ?? 0;
  if (retentionInDays === 0) await aws.cloudWatchLogs.send(new DeleteRetentionPolicyCommand({ logGroupName }));
  else await aws.cloudWatchLogs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays }));
}

function tagsOf(inputs: Properties): { [key: string]: string } {
  return Object.fromEntries(tagList(inputs).map(({ Key, Value }) => [Key, Value]));
}
