import assert from "node:assert/strict";
import { type Asked, readMessage } from "../../components/reverse-monitor/messages";
import { callEvent, changed, tick } from "./queue-events";

const zoneIds = { "cloud.acmecorp.com": "Z1", "apps.acmecorp.com": "Z3" };
const created = (name: unknown) => callEvent({ eventName: "CreateHostedZone", requestParameters: { name } });

const rows: readonly [what: string, body: unknown, asked: Asked][] = [
  ["a tick of the schedule", tick, { kind: "schedule" }],
  ["a change of a zone that is followed", changed("Z1"), { kind: "changed", zoneId: "Z1" }],
  ["a change, with the id in its long form", changed("/hostedzone/Z3"), { kind: "changed", zoneId: "Z3" }],
  ["a change of another zone", changed("Z9"), { kind: "not-ours" }],
  [
    "a change that was refused",
    callEvent({ ...changed("Z1").detail, errorCode: "AccessDenied" }),
    { kind: "not-ours" },
  ],
  [
    "a change without parameters",
    callEvent({ eventName: "ChangeResourceRecordSets", requestParameters: null }),
    { kind: "not-ours" },
  ],
  [
    "a new zone inside one that is followed",
    created("Berlin.Cloud.AcmeCorp.com."),
    { kind: "new-zone", zoneName: "berlin.cloud.acmecorp.com", within: "cloud.acmecorp.com" },
  ],
  [
    "a second zone with the name of one that is followed",
    created("apps.acmecorp.com"),
    { kind: "new-zone", zoneName: "apps.acmecorp.com", within: "apps.acmecorp.com" },
  ],
  ["a new zone beside them", created("notcloud.acmecorp.com"), { kind: "not-ours" }],
  ["a new zone with a name that is none", created(5), { kind: "not-ours" }],
  ["another call", callEvent({ eventName: "DeleteHostedZone" }), { kind: "not-ours" }],
  [
    "an event of somebody else",
    { ...tick, "detail-type": "EC2 Instance State-change Notification" },
    { kind: "unreadable" },
  ],
  ["JSON that is no event", [1], { kind: "unreadable" }],
  ["no JSON", "{", { kind: "unreadable" }],
];

describe("A message of a monitor's queue", () => {
  for (const [what, body, asked] of rows) {
    it(`that holds ${what} asks for ${asked.kind}`, () => {
      const text = typeof body === "string" ? body : JSON.stringify(body);
      assert.deepEqual(readMessage({ messageId: "1", body: text }, zoneIds), asked);
    });
  }
});
