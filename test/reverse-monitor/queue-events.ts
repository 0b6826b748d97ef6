import type { QueueEvent } from "../../components/reverse-monitor/handler";

let messages = 0;

/** What Lambda hands over of some texts in a queue. */
export const queueEvent = (...bodies: readonly (string | object)[]): QueueEvent => sentAt(Date.now(), ...bodies);

export const sentAt = (milliseconds: number, ...bodies: readonly (string | object)[]): QueueEvent => ({
  Records: bodies.map((body) => ({
    messageId: `message-${++messages}`,
    body: typeof body === "string" ? body : JSON.stringify(body),
    attributes: { SentTimestamp: String(milliseconds) },
  })),
});

/** What EventBridge makes of a schedule. */
export const tick = {
  version: "0",
  id: "89d1a02d-5ec7-412e-82f5-13505f849b41",
  "detail-type": "Scheduled Event",
  source: "aws.events",
  account: "123456789012",
  time: "2026-11-25T12:00:00Z",
  region: "eu-west-1",
  resources: ["arn:aws:events:eu-west-1:123456789012:rule/acme-reverse-monitor-schedule"],
  detail: {},
};

/** What CloudTrail makes of a call to Route 53, as far as rules and functions look at it. */
export const callEvent = (detail: object) => ({
  ...tick,
  "detail-type": "AWS API Call via CloudTrail",
  source: "aws.route53",
  region: "us-east-1",
  resources: [],
  detail: { eventVersion: "1.09", eventSource: "route53.amazonaws.com", awsRegion: "us-east-1", ...detail },
});

export const changed = (hostedZoneId: string) =>
  callEvent({ eventName: "ChangeResourceRecordSets", requestParameters: { hostedZoneId } });
