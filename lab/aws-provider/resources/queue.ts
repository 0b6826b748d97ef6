import type { AwsConnection } from "../aws-connection";
import { isCode } from "../aws-error";
import { prefixedName } from "../names";
import { normalPolicy } from "../policy-text";
import { type Properties, requiredText, textOf } from "../property-values";
import { type ResourceType, replacing } from "../resource-type";
import { tagChange, tagList } from "../tags";

/** Attributes of SQS by the arguments that set them. */
const ATTRIBUTES: { readonly [argument: string]: string } = {
  contentBasedDeduplication: "ContentBasedDeduplication",
  delaySeconds: "DelaySeconds",
  fifoQueue: "FifoQueue",
  messageRetentionSeconds: "MessageRetentionPeriod",
  redrivePolicy: "RedrivePolicy",
  sqsManagedSseEnabled: "SqsManagedSseEnabled",
  visibilityTimeoutSeconds: "VisibilityTimeout",
};

export const queue: ResourceType = {
  token: "aws:sqs/queue:Queue",
  tagged: true,
  nameLength: 80,
  arguments: {
    ...replacing("namePrefix"),
    contentBasedDeduplication: { change: "update", default: false },
    delaySeconds: { change: "update", default: 0 },
    fifoQueue: { change: "replace", default: false },
    messageRetentionSeconds: { change: "update", default: 345_600 },
    name: { change: "replace", computed: true },
    redrivePolicy: { change: "update", normalise: normalPolicy },
    sqsManagedSseEnabled: { change: "update", computed: true },
    visibilityTimeoutSeconds: { change: "update", default: 30 },
  },
  outputs: ["arn", "url"],
  async create(inputs, aws) {
    const { QueueUrl } = await call<{ QueueUrl: string }>(aws, "CreateQueue", {
      QueueName: textOf(inputs, "name") ?? prefixedName(requiredText(inputs, "namePrefix")),
      Attributes: attributesOf(inputs, Object.keys(ATTRIBUTES)),
      tags: tagsOf(inputs),
    });
    return QueueUrl;
  },
  async read(QueueUrl, aws) {
    const found = await attributes(QueueUrl, aws);
    if (found === undefined) return undefined;
    const { Tags = {} } = await call<{ Tags?: { [key: string]: string } }>(aws, "ListQueueTags", { QueueUrl });
    const arn = found["QueueArn"]!;
    return {
      arn,
      url: QueueUrl,
      name: arn.split(":").at(-1)!,
      contentBasedDeduplication: found["ContentBasedDeduplication"] === "true",
      delaySeconds: Number(found["DelaySeconds"] ?? 0),
      fifoQueue: found["FifoQueue"] === "true",
      messageRetentionSeconds: Number(found["MessageRetentionPeriod"]),
      redrivePolicy: found["RedrivePolicy"] ?? "",
      sqsManagedSseEnabled: found["SqsManagedSseEnabled"] === "true",
      visibilityTimeoutSeconds: Number(found["VisibilityTimeout"]),
      tags: Tags,
      tagsAll: Tags,
    };
  },
  async update(update, aws) {
    const { id: QueueUrl, inputs, changed } = update;
    const Attributes = attributesOf(inputs, [...changed]);
    if (Object.keys(Attributes).length > 0) await call(aws, "SetQueueAttributes", { QueueUrl, Attributes });
    const tags = tagChange(update);
    if (tags && tags.remove.length > 0) await call(aws, "UntagQueue", { QueueUrl, TagKeys: tags.remove });
    if (tags && tags.set.length > 0) await call(aws, "TagQueue", { QueueUrl, Tags: tagsOf(inputs) });
  },
  async delete(QueueUrl, aws) {
    if ((await attributes(QueueUrl, aws)) !== undefined) await call(aws, "DeleteQueue", { QueueUrl });
  },
};

export const queuePolicy: ResourceType = {
  token: "aws:sqs/queuePolicy:QueuePolicy",
  tagged: false,
  arguments: {
    policy: { change: "update", required: true, normalise: normalPolicy },
    queueUrl: { change: "replace", required: true },
  },
  outputs: [],
  async create(inputs, aws) {
    await setPolicy(requiredText(inputs, "queueUrl"), requiredText(inputs, "policy"), aws);
    return requiredText(inputs, "queueUrl");
  },
  async read(queueUrl, aws) {
    const policy = (await attributes(queueUrl, aws))?.["Policy"];
    return policy === undefined || policy === "" ? undefined : { queueUrl, policy };
  },
  async update({ id, inputs }, aws) {
    await setPolicy(id, requiredText(inputs, "policy"), aws);
  },
  async delete(id, aws) {
    if ((await attributes(id, aws)) !== undefined) await setPolicy(id, "", aws);
  },
};

function call<Answer>(aws: AwsConnection, operation: string, content: object): Promise<Answer> {
  return aws.calls.json<Answer>("sqs", `AmazonSQS.${operation}`, content);
}

/** Of a queue that is gone there are none. */
async function attributes(QueueUrl: string, aws: AwsConnection): Promise<{ [name: string]: string } | undefined> {
  try {
    const asked = { QueueUrl, AttributeNames: ["All"] };
    return (await call<{ Attributes: { [name: string]: string } }>(aws, "GetQueueAttributes", asked)).Attributes;
  } catch (error) {
    if (isCode(error, "QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue")) return undefined;
    throw error;
  }
}

function setPolicy(QueueUrl: string, Policy: string, aws: AwsConnection): Promise<unknown> {
  return call(aws, "SetQueueAttributes", { QueueUrl, Attributes: { Policy } });
}

/** All are texts; a standard queue has no attribute that says so. */
function attributesOf(inputs: Properties, names: readonly string[]): { [name: string]: string } {
  const given = names.flatMap((name): [string, string][] => {
    const attribute = ATTRIBUTES[name];
    const value = attribute && textOf(inputs, name);
    const isOff = value === "false" && (name === "fifoQueue" || name === "contentBasedDeduplication");
    return attribute === undefined || value === undefined || isOff ? [] : [[attribute, value]];
  });
  return Object.fromEntries(given);
}

function tagsOf(inputs: Properties): { [key: string]: string } {
  return Object.fromEntries(tagList(inputs).map(({ Key, Value }) => [Key, Value]));
}
