import { setTimeout } from "node:timers/promises";
import {
  ChangeResourceRecordSetsCommand,
  GetChangeCommand,
  ListResourceRecordSetsCommand,
  type ResourceRecordSet,
} from "@aws-sdk/client-route-53";
import { given } from "./arn";
import type { AwsConnection } from "./aws-connection";

/** `/hostedzone/Z1` and `/change/C1` without their kind. */
export function bareId(id: string): string {
  return id.split("/").at(-1) ?? id;
}

/** The form in which names are compared: lower-case, no final dot, Route 53's `\052` for what it stands for. */
export function bareName(name: string): string {
  return name
    .toLowerCase()
    .replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
    .replace(/\.$/, "");
}

/** A change is never in sync at once; asks at growing intervals, since each question costs of the account's budget of ten a second. */
export async function waitForInSync(changeId: string | undefined, aws: AwsConnection): Promise<void> {
  const Id = bareId(given(changeId, "id of the change"));
  for (let pauseMs = 200; pauseMs < 30_000; pauseMs *= 1.5) {
    await setTimeout(pauseMs);
    const answer = await aws.route53.send(new GetChangeCommand({ Id }));
    if (answer.ChangeInfo?.Status === "INSYNC") return;
  }
  throw new Error(`change ${Id} is not in sync after a minute`);
}

export interface RecordChange {
  readonly Action: "CREATE" | "DELETE" | "UPSERT";
  readonly ResourceRecordSet: ResourceRecordSet;
}

interface Waiting {
  readonly changes: readonly RecordChange[];
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** Far below what a batch may hold (1,000 values), so that a lab's records never split one. */
const mostOfOneBatch = 200;

/** By zone: what waits for the batch that is under way, as Route 53 takes one change of a zone at a time. */
const queues = new Map<string, Waiting[]>();

/**
 * Changes a zone and waits until its servers have it.
 *
 * Changes that come while a batch is under way go together in the next: the engine makes records in parallel, and a call for
 * each would take the account's budget of requests.
 */
export function changeRecords(zoneId: string, changes: readonly RecordChange[], aws: AwsConnection): Promise<void> {
  return new Promise((done, failed) => {
    const key = `${aws.region} ${zoneId}`;
    const queue = queues.get(key);
    if (queue !== undefined) {
      queue.push({ changes, done, failed });
      return;
    }
    const own: Waiting[] = [{ changes, done, failed }];
    queues.set(key, own);
    void drain(own, key, zoneId, aws);
  });
}

async function drain(queue: Waiting[], key: string, zoneId: string, aws: AwsConnection): Promise<void> {
  // Whatever the engine sends in the same moment.
  await setTimeout(10);
  while (queue.length > 0) {
    const batch = nextBatch(queue);
    try {
      await send(zoneId, batch, aws);
    } catch (error) {
      // A batch is taken or refused as a whole: alone, each gets its own answer.
      if (batch.length === 1) batch[0]?.failed(error);
      else for (const waiting of batch) await send(zoneId, [waiting], aws).catch(waiting.failed);
    }
  }
  // At once, so that nothing is added to a queue that nobody looks at.
  queues.delete(key);
}

function nextBatch(queue: Waiting[]): readonly Waiting[] {
  let size = 0;
  const end = queue.findIndex((waiting, index) => {
    size += waiting.changes.length;
    return index > 0 && size > mostOfOneBatch;
  });
  return queue.splice(0, end < 0 ? queue.length : end);
}

async function send(zoneId: string, batch: readonly Waiting[], aws: AwsConnection): Promise<void> {
  const Changes = batch.flatMap(({ changes }) => changes);
  const answer = await aws.route53.send(
    new ChangeResourceRecordSetsCommand({
      HostedZoneId: zoneId,
      ChangeBatch: { Comment: "Managed by Pulumi", Changes },
    }),
  );
  await waitForInSync(answer.ChangeInfo?.Id, aws);
  for (const { done } of batch) done();
}

/** All record sets of a zone, page by page. */
export async function* listRecords(zoneId: string, aws: AwsConnection): AsyncGenerator<ResourceRecordSet> {
  let start: { StartRecordName?: string; StartRecordType?: string; StartRecordIdentifier?: string } = {};
  for (;;) {
    const answer = await aws.route53.send(
      new ListResourceRecordSetsCommand({ HostedZoneId: zoneId, ...(start as object) }),
    );
    yield* answer.ResourceRecordSets ?? [];
    if (!answer.IsTruncated || answer.NextRecordName === undefined) return;
    start = {
      StartRecordName: answer.NextRecordName,
      ...(answer.NextRecordType === undefined ? {} : { StartRecordType: answer.NextRecordType }),
      ...(answer.NextRecordIdentifier === undefined ? {} : { StartRecordIdentifier: answer.NextRecordIdentifier }),
    };
  }
}
