import assert from "node:assert/strict";
import { renderEventPattern } from "../../../components/core/reverse-monitor-texts";
import { matchesEvent } from "../../../lab/functions/event-pattern";
import { type AnsweredCall, route53Event } from "../../../lab/functions/route53-events";

const pattern = JSON.parse(
  renderEventPattern({ zones: [{ zoneName: "cloud.acmecorp.com", zoneId: "Z1" }], reverseZones: [] }),
);
const call = (zoneId: string): AnsweredCall => ({
  account: "123456789012",
  action: "ChangeResourceRecordSets",
  path: `/2013-04-01/hostedzone/${zoneId}/rrset`,
  body: `<?xml version="1.0"?><ChangeResourceRecordSetsRequest xmlns="x"><ChangeBatch><Changes><Change><Action>CREATE</Action><ResourceRecordSet><Name>app1.cloud.acmecorp.com</Name><Type>A</Type><TTL>300</TTL><ResourceRecords><ResourceRecord><Value>10.20.0.5</Value></ResourceRecord><ResourceRecord><Value>10.20.0.6</Value></ResourceRecord></ResourceRecords></ResourceRecordSet></Change></Changes></ChangeBatch></ChangeResourceRecordSetsRequest>`,
});
const time = new Date("2026-11-25T12:00:00.123Z");

describe("Events of Route 53 in the lab", () => {
  it("look as CloudTrail's do", () => {
    const event = route53Event(call("Z1"), time)!;
    assert.equal(event["detail-type"], "AWS API Call via CloudTrail");
    assert.deepEqual([event.source, event.region, event.time], ["aws.route53", "us-east-1", "2026-11-25T12:00:00Z"]);
    assert.deepEqual(event.detail["requestParameters"], {
      hostedZoneId: "Z1",
      changeBatch: {
        changes: [
          {
            action: "CREATE",
            resourceRecordSet: {
              name: "app1.cloud.acmecorp.com",
              type: "A",
              tTL: "300",
              resourceRecords: [{ value: "10.20.0.5" }, { value: "10.20.0.6" }],
            },
          },
        ],
      },
    });
  });

  it("are not made of calls that only read", () => {
    assert.equal(route53Event({ ...call("Z1"), action: "ListResourceRecordSets" }, time), undefined);
  });

  const created = route53Event(
    {
      account: "123456789012",
      action: "CreateHostedZone",
      path: "/2013-04-01/hostedzone",
      body: "<CreateHostedZoneRequest><Name>b.cloud.acmecorp.com</Name></CreateHostedZoneRequest>",
    },
    time,
  )!;
  const changed = route53Event(call("Z1"), time)!;
  const refused = { ...changed, detail: { ...changed.detail, errorCode: "AccessDenied" } };
  const rows = [
    ["a change of its zone", changed, true],
    ["a change of another zone", route53Event(call("Z2"), time), false],
    ["a change that was refused", refused, false],
    ["a new zone", created, true],
    ["another source", { ...changed, source: "aws.ec2" }, false],
    ["nothing", {}, false],
  ] as const;
  for (const [what, event, expected] of rows) {
    it(`${expected ? "are" : "are not"} let through by a monitor's rule: ${what}`, () => {
      assert.equal(matchesEvent(pattern, event), expected);
    });
  }

  it("are held against no pattern that the lab does not understand", () => {
    assert.throws(() => matchesEvent({ source: [{ prefix: "aws." }] }, changed), /content filter \{"prefix":"aws\."\}/);
  });
});
