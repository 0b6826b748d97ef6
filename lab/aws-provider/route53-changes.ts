import {
  type Change,
  ChangeResourceRecordSetsCommand,
  GetChangeCommand,
  ListResourceRecordSetsCommand,
  type ResourceRecordSet,
} from "@aws-sdk/client-route-53";
import { given } from "./arn";
import type { AwsConnection } from "./aws-connection";
import { waitFor } from "./waiting";

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

export async function waitForInSync(changeId: string | undefined, aws: AwsConnection): Promise<void> {
  const Id = bareId(given(changeId, "id of the change"));
  await waitFor(`change ${Id} in sync`, async () => {
    const answer = await aws.route53.send(new GetChangeCommand({ Id }));
    return answer.ChangeInfo?.Status === "INSYNC" ? true : undefined;
  });
}

/** By zone: the calls that wait for each other, as Route 53 takes one change of a zone at a time. */
const queues = new Map<string, Promise<unknown>>();

/** Changes a zone, one call at a time for each, and waits until its servers have it. */
export async function changeRecords(
  zoneId: string,
  changes: readonly { Action: Change["Action"]; ResourceRecordSet: ResourceRecordSet }[],
  aws: AwsConnection,
): Promise<void> {
  const call = () =>
    aws.route53.send(
      new ChangeResourceRecordSetsCommand({
        HostedZoneId: zoneId,
        ChangeBatch: { Comment: "Managed by Pulumi", Changes: [...changes] },
      }),
    );
  const before = queues.get(zoneId) ?? Promise.resolve();
  const answer = before.then(call, call);
  queues.set(
    zoneId,
    answer.catch(() => undefined),
  );
  await waitForInSync((await answer).ChangeInfo?.Id, aws);
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
