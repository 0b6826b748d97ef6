import { randomUUID } from "node:crypto";
import { XMLParser } from "fast-xml-parser";

/** A call to Route 53 that was answered. */
export interface AnsweredCall {
  readonly account: string;
  /** e.g. `ChangeResourceRecordSets` */
  readonly action: string;
  readonly path: string;
  readonly body: string;
  /** Who made it, e.g. the ARN of a user or of a role. */
  readonly caller?: string | undefined;
}

/** An event as EventBridge hands it on. */
export interface CloudEvent {
  readonly version: string;
  readonly id: string;
  readonly "detail-type": string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: { readonly [name: string]: unknown };
}

/** The region where events of Route 53 arrive, wherever the caller is. */
export const ROUTE53_EVENTS_REGION = "us-east-1";

const parser = new XMLParser({ ignoreDeclaration: true, parseTagValue: false });

/** The event that CloudTrail makes of a call; absent for calls that only read. */
export function route53Event(call: AnsweredCall, time: Date): CloudEvent | undefined {
  const requestParameters = parametersOf(call);
  if (requestParameters === undefined) return undefined;
  const at = time.toISOString().replace(/\.\d+Z$/, "Z");
  return {
    version: "0",
    id: randomUUID(),
    "detail-type": "AWS API Call via CloudTrail",
    source: "aws.route53",
    account: call.account,
    time: at,
    region: ROUTE53_EVENTS_REGION,
    resources: [],
    detail: {
      eventVersion: "1.09",
      userIdentity: { type: "IAMUser", accountId: call.account, ...(call.caller && { arn: call.caller }) },
      eventTime: at,
      eventSource: "route53.amazonaws.com",
      eventName: call.action,
      awsRegion: ROUTE53_EVENTS_REGION,
      sourceIPAddress: "127.0.0.1",
      requestParameters,
      requestID: randomUUID(),
      eventID: randomUUID(),
      readOnly: false,
      eventType: "AwsApiCall",
      apiVersion: "2013-04-01",
      managementEvent: true,
      recipientAccountId: call.account,
      eventCategory: "Management",
    },
  };
}

function parametersOf({ action, path, body }: AnsweredCall): { readonly [name: string]: unknown } | undefined {
  if (action === "ChangeResourceRecordSets") {
    const { ChangeResourceRecordSetsRequest: request } = parser.parse(body);
    const changes = [request?.ChangeBatch?.Changes?.Change ?? []].flat();
    return { hostedZoneId: path.split("/")[3], changeBatch: { changes: changes.map(inCamelCase) } };
  }
  if (action === "CreateHostedZone") {
    const { CreateHostedZoneRequest: request } = parser.parse(body);
    return inCamelCase(request) as { [name: string]: unknown };
  }
  return undefined;
}

/** CloudTrail's names: only the first letter differs from the call's, also in `tTL`. */
function inCamelCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inCamelCase);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !name.startsWith("@"))
      .map(([name, each]) => {
        const only = typeof each === "object" && each !== null ? Object.keys(each) : [];
        // A list's element stands in an element of its own.
        const listed = name === "ResourceRecords" && only[0] === "ResourceRecord" ? [each.ResourceRecord].flat() : each;
        return [name[0]!.toLowerCase() + name.slice(1), inCamelCase(listed)];
      }),
  );
}
