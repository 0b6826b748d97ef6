import { randomUUID } from "node:crypto";
import type { AwsConnection } from "../aws-connection";
import { canonicalText } from "../comparison";
import { prefixedName } from "../names";
import { blockOf, type Properties, type PropertyValue, requiredText, textOf } from "../property-values";
import { type ResourceType, replacing, updating } from "../resource-type";
import { tagChange, tagList, tagOutputs } from "../tags";

export const eventRule: ResourceType = {
  token: "aws:cloudwatch/eventRule:EventRule",
  tagged: true,
  nameLength: 64,
  arguments: {
    ...replacing("namePrefix"),
    ...updating("description", "scheduleExpression"),
    eventPattern: { change: "update", normalise: normalJson },
    name: { change: "replace", computed: true },
    state: { change: "update", default: "ENABLED" },
  },
  outputs: ["arn"],
  check(inputs) {
    if (inputs.eventPattern !== undefined || inputs.scheduleExpression !== undefined) return [];
    return [{ property: "eventPattern", reason: "one of eventPattern, scheduleExpression must be given" }];
  },
  async create(inputs, aws) {
    const name = textOf(inputs, "name") ?? prefixedName(requiredText(inputs, "namePrefix"));
    await putRule(name, inputs, aws, tagList(inputs));
    return name;
  },
  async read(id, aws) {
    const found = await call<{ [name: string]: string | undefined }>(aws, "DescribeRule", { Name: id });
    const { Tags } = await call<{ Tags: { Key: string; Value: string }[] }>(aws, "ListTagsForResource", {
      ResourceARN: found["Arn"],
    });
    return {
      arn: found["Arn"],
      name: id,
      description: found["Description"] ?? "",
      eventPattern: found["EventPattern"] ?? "",
      scheduleExpression: found["ScheduleExpression"] ?? "",
      state: found["State"] ?? "ENABLED",
      ...tagOutputs(Tags),
    };
  },
  async update(update, aws) {
    const { id, inputs, oldOutputs, changed } = update;
    if ([...changed].some((name) => name !== "tags")) await putRule(id, inputs, aws, []);
    const tags = tagChange(update);
    const ResourceARN = requiredText(oldOutputs, "arn");
    if (tags && tags.remove.length > 0) await call(aws, "UntagResource", { ResourceARN, TagKeys: tags.remove });
    if (tags && tags.set.length > 0) await call(aws, "TagResource", { ResourceARN, Tags: tags.set });
  },
  async delete(id, aws) {
    await call(aws, "DeleteRule", { Name: id });
  },
};

export const eventTarget: ResourceType = {
  token: "aws:cloudwatch/eventTarget:EventTarget",
  tagged: false,
  arguments: {
    ...updating("arn", "roleArn"),
    rule: { change: "replace", required: true },
    sqsTarget: { change: "update", members: ["messageGroupId"] },
    targetId: { change: "replace", computed: true },
  },
  outputs: [],
  async create(inputs, aws) {
    const id = `${requiredText(inputs, "rule")}-${textOf(inputs, "targetId") ?? randomUUID()}`;
    await putTarget(id, inputs, aws);
    return id;
  },
  async read(id, aws, state) {
    const [rule, targetId] = partsOf(id, state);
    const asked = { Rule: rule };
    const { Targets } = await call<{ Targets: Target[] }>(aws, "ListTargetsByRule", asked);
    const found = Targets.find(({ Id }) => Id === targetId);
    if (found === undefined) return undefined;
    const messageGroupId = found.SqsParameters?.MessageGroupId;
    return {
      rule,
      targetId,
      arn: found.Arn,
      roleArn: found.RoleArn ?? "",
      ...(messageGroupId !== undefined && { sqsTarget: { messageGroupId } }),
    };
  },
  async update({ id, inputs }, aws) {
    await putTarget(id, inputs, aws);
  },
  async delete(id, aws, state) {
    const [Rule, targetId] = partsOf(id, state);
    await call(aws, "RemoveTargets", { Rule, Ids: [targetId] });
  },
};

interface Target {
  readonly Id: string;
  readonly Arn: string;
  readonly RoleArn?: string;
  readonly SqsParameters?: { readonly MessageGroupId?: string };
}

function call<Answer>(aws: AwsConnection, operation: string, content: object): Promise<Answer> {
  return aws.calls.json<Answer>("events", `AWSEvents.${operation}`, content);
}

async function putRule(
  Name: string,
  inputs: Properties,
  aws: AwsConnection,
  Tags: readonly { Key: string; Value: string }[],
): Promise<void> {
  await call(aws, "PutRule", {
    Name,
    Description: textOf(inputs, "description"),
    EventPattern: textOf(inputs, "eventPattern"),
    ScheduleExpression: textOf(inputs, "scheduleExpression"),
    State: textOf(inputs, "state"),
    ...(Tags.length > 0 && { Tags }),
  });
}

async function putTarget(id: string, inputs: Properties, aws: AwsConnection): Promise<void> {
  const [Rule, Id] = partsOf(id, inputs);
  const group = blockOf(inputs, "sqsTarget");
  const target = {
    Id,
    Arn: requiredText(inputs, "arn"),
    RoleArn: textOf(inputs, "roleArn"),
    ...(group && { SqsParameters: { MessageGroupId: requiredText(group, "messageGroupId") } }),
  };
  const answer = await call<{ FailedEntries?: { ErrorMessage?: string }[] }>(aws, "PutTargets", {
    Rule,
    Targets: [target],
  });
  const [failed] = answer.FailedEntries ?? [];
  if (failed) throw new Error(`the target of ${Rule} was refused: ${failed.ErrorMessage}`);
}

/** `RULE-TARGET`; either may have hyphens, and the rule is known. */
function partsOf(id: string, properties: Properties): [rule: string, targetId: string] {
  const rule = requiredText(properties, "rule");
  return [rule, id.slice(rule.length + 1)];
}

function normalJson(value: PropertyValue): PropertyValue {
  try {
    return canonicalText(JSON.parse(String(value)));
  } catch {
    return value;
  }
}
