import type { MotoAnswer, MotoClient, QueryScope } from "../front/moto-client";

/** A rule of EventBridge's. */
export interface EmulatedRule {
  readonly Name: string;
  readonly State?: string;
  readonly EventPattern?: string;
}

export interface EmulatedTarget {
  readonly Arn: string;
  readonly SqsParameters?: { readonly MessageGroupId?: string };
}

/** A message as SQS gives it. */
export interface EmulatedMessage {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly Attributes?: { readonly [name: string]: string };
}

export interface EmulatedMapping {
  readonly EventSourceArn: string;
  readonly FunctionArn: string;
  readonly BatchSize: number;
}

export interface EmulatedFunction {
  readonly FunctionName: string;
  readonly Handler: string;
  readonly Timeout: number;
  readonly Role: string;
  readonly CodeSha256: string;
  readonly Environment?: { readonly Variables?: { readonly [name: string]: string } };
}

/** What is in the emulated EventBridge, SQS and Lambda of one account and region. */
export function emulatedAws(moto: MotoClient, account: string, region: string) {
  const scope = (service: string): QueryScope => ({ service, region, accessKey: undefined, account });
  const read = async <Answer>(asked: Promise<MotoAnswer>, what: string): Promise<Answer> => {
    const { status, body } = await asked;
    if (status >= 300) throw new Error(`${what} in ${region}: ${status} ${body.slice(0, 300)}`);
    return (body === "" ? {} : JSON.parse(body)) as Answer;
  };
  const events = <Answer>(operation: string, content: object) =>
    read<Answer>(moto.json(scope("events"), `AWSEvents.${operation}`, content), operation);
  const sqs = <Answer>(operation: string, content: object) =>
    read<Answer>(moto.json(scope("sqs"), `AmazonSQS.${operation}`, content), operation);
  const lambda = <Answer>(path: string) => read<Answer>(moto.rest(scope("lambda"), "GET", path), path);
  return {
    rules: async () => (await events<{ Rules: EmulatedRule[] }>("ListRules", {})).Rules,
    targets: async (Rule: string) =>
      (await events<{ Targets: EmulatedTarget[] }>("ListTargetsByRule", { Rule })).Targets,
    queueUrl: async (QueueName: string) => (await sqs<{ QueueUrl: string }>("GetQueueUrl", { QueueName })).QueueUrl,
    send: (QueueUrl: string, MessageBody: string, MessageGroupId: string | undefined) =>
      sqs("SendMessage", { QueueUrl, MessageBody, ...(MessageGroupId !== undefined && { MessageGroupId }) }),
    receive: async (QueueUrl: string, MaxNumberOfMessages: number) => {
      const asked = { QueueUrl, MaxNumberOfMessages, WaitTimeSeconds: 0, AttributeNames: ["All"] };
      return (await sqs<{ Messages?: EmulatedMessage[] }>("ReceiveMessage", asked)).Messages ?? [];
    },
    remove: (QueueUrl: string, ReceiptHandle: string) => sqs("DeleteMessage", { QueueUrl, ReceiptHandle }),
    /** How many messages are in a queue, those that wait or that somebody has included. */
    count: async (QueueUrl: string) => {
      const { Attributes } = await sqs<{ Attributes: { [name: string]: string } }>("GetQueueAttributes", {
        QueueUrl,
        AttributeNames: ["All"],
      });
      const kinds = ["", "Delayed", "NotVisible"];
      return kinds.reduce((sum, kind) => sum + Number(Attributes[`ApproximateNumberOfMessages${kind}`] ?? 0), 0);
    },
    mappings: async () =>
      (await lambda<{ EventSourceMappings: EmulatedMapping[] }>("/2015-03-31/event-source-mappings/"))
        .EventSourceMappings,
    function: async (name: string) =>
      (await lambda<{ Configuration: EmulatedFunction }>(`/2015-03-31/functions/${encodeURIComponent(name)}`))
        .Configuration,
  };
}
