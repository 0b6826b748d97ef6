import type { LabAnswer } from "../front/lab-answer";
import type { MotoClient } from "../front/moto-client";
import { type EmulatedFunction, type EmulatedMessage, emulatedAws } from "./emulated-aws";
import { type LambdaFunction, lambdaFunction } from "./lambda-function";

/** What functions run with. */
export interface FunctionWorld {
  readonly moto: MotoClient;
  readonly endpoint: () => string;
  readonly credentials: (role: string, account: string) => Promise<LabAnswer>;
  readonly codeOf: (sha256: string) => string;
  readonly trouble: (text: string) => void;
}

const PAUSE_MILLISECONDS = 250;

/** Hands what is in a queue to the function that is mapped to it, as Lambda does, as long as there is anything. */
export function queueWorker(queueArn: string, world: FunctionWorld) {
  const [, , , region = "", account = "", queueName = ""] = queueArn.split(":");
  const aws = emulatedAws(world.moto, account, region);
  let working: Promise<void> | undefined;
  let news = false;
  let ended = false;
  let running: { readonly settings: string; readonly lambda: LambdaFunction } | undefined;

  /** The function as it is now: another configuration is another process. */
  const functionNow = async (name: string): Promise<LambdaFunction> => {
    const configuration = await aws.function(name);
    const settings = JSON.stringify(configuration);
    if (running?.settings === settings) return running.lambda;
    await running?.lambda.end();
    running = { settings, lambda: lambdaFunction(await settingsOf(configuration)) };
    return running.lambda;
  };
  const settingsOf = async ({ FunctionName, Role, Handler, Timeout, CodeSha256, Environment }: EmulatedFunction) => {
    const { content } = await world.credentials(Role.split("/").at(-1)!, account);
    const { AccessKeyId, SecretAccessKey, Token } = content as { [name: string]: string };
    return {
      folder: world.codeOf(CodeSha256),
      handler: Handler,
      timeoutSeconds: Timeout,
      environment: {
        ...Environment?.Variables,
        AWS_REGION: region,
        AWS_LAMBDA_FUNCTION_NAME: FunctionName,
        AWS_ACCESS_KEY_ID: AccessKeyId!,
        AWS_SECRET_ACCESS_KEY: SecretAccessKey!,
        AWS_SESSION_TOKEN: Token!,
        AWS_ENDPOINT_URL: world.endpoint(),
      },
    };
  };

  const work = async (): Promise<void> => {
    const queueUrl = await aws.queueUrl(queueName);
    while (!ended) {
      const mapping = (await aws.mappings()).find((each) => each.EventSourceArn === queueArn);
      // Nobody takes it: it waits.
      if (!mapping) return;
      const messages = await aws.receive(queueUrl, mapping.BatchSize);
      if (messages.length > 0) await handOver(queueUrl, messages, mapping.FunctionArn.split(":")[6]!);
      else if ((await aws.count(queueUrl)) === 0) return;
      else await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
    }
  };
  const handOver = async (queueUrl: string, messages: readonly EmulatedMessage[], name: string): Promise<void> => {
    const lambda = await functionNow(name);
    const answer = await lambda.invoke({ Records: messages.map(recordOf) });
    if ("error" in answer) return world.trouble(`function ${name}: ${answer.error}`);
    const { batchItemFailures = [] } = (answer.result ?? {}) as {
      batchItemFailures?: readonly { readonly itemIdentifier: string }[];
    };
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    for (const { MessageId, ReceiptHandle } of messages) {
      if (!failed.has(MessageId)) await aws.remove(queueUrl, ReceiptHandle);
    }
  };
  /** There is something in the queue. */
  const wake = (): void => {
    news = true;
    if (working || ended) return;
    news = false;
    working = work()
      .catch((error: unknown) => world.trouble(`queue ${queueName}: ${(error as Error).message}`))
      .finally(() => {
        working = undefined;
        // It came while the queue was found empty.
        if (news) wake();
      });
  };
  const recordOf = ({ MessageId, ReceiptHandle, Body, Attributes }: EmulatedMessage) => ({
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    attributes: { ...Attributes },
    messageAttributes: {},
    eventSource: "aws:sqs",
    eventSourceARN: queueArn,
    awsRegion: region,
  });

  return {
    wake,
    end: async () => {
      ended = true;
      await working;
      await running?.lambda.end();
    },
  };
}
