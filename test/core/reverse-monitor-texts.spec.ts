import assert from "node:assert/strict";
import {
  renderEventPattern,
  renderMonitorPolicy,
  renderMonitorSettings,
} from "../../components/core/reverse-monitor-texts";

const zone = (zoneName: string, zoneId: string, roleArn?: string) => ({ zoneName, zoneId, roleArn });
const known = {
  zones: [zone("cloud.acmecorp.com", "/hostedzone/Z1"), zone("apps.acmecorp.com", "Z3", "arn:aws:iam::2:role/dns")],
  reverseZones: [zone("20.10.in-addr.arpa", "Z2")],
};

describe("The texts of a reverse monitor", () => {
  it("tell the function its zones, with ids as Route 53's calls take them, and its policy", () => {
    const policy = { prefer: ["app1.cloud.acmecorp.com"] };
    assert.deepEqual(
      JSON.parse(renderMonitorSettings({ logicalName: "acme", policy, guards: { maximumDeletePercent: 50 } }, known)),
      {
        name: "acme",
        zoneIds: { "cloud.acmecorp.com": "Z1", "apps.acmecorp.com": "Z3" },
        reverseZoneIds: { "20.10.in-addr.arpa": "Z2" },
        roleArns: { "apps.acmecorp.com": "arn:aws:iam::2:role/dns" },
        ptrRecords: policy,
        guards: { maximumDeletePercent: 50 },
      },
    );
    const without = { ...known, zones: known.zones.slice(0, 1) };
    const settings = JSON.parse(renderMonitorSettings({ logicalName: "acme", policy: {}, guards: undefined }, without));
    assert.deepEqual(Object.keys(settings), ["name", "zoneIds", "reverseZoneIds"]);
  });

  it("let through changes of the zones that are followed, and new zones, but no call that failed", () => {
    assert.deepEqual(JSON.parse(renderEventPattern(known)), {
      source: ["aws.route53"],
      "detail-type": ["AWS API Call via CloudTrail"],
      detail: {
        eventSource: ["route53.amazonaws.com"],
        errorCode: [{ exists: false }],
        $or: [
          { eventName: ["ChangeResourceRecordSets"], requestParameters: { hostedZoneId: ["Z1", "Z3"] } },
          { eventName: ["CreateHostedZone"] },
        ],
      },
    });
  });

  it("fit into what EventBridge takes, however many zones there are", () => {
    for (const count of [40, 41, 500]) {
      const zones = Array.from({ length: count }, (_, n) => zone(`z${n}.acmecorp.com`, `Z${n}`.padEnd(32, "A")));
      assert.ok(renderEventPattern({ zones, reverseZones: [] }).length <= 2048, `${count}`);
    }
  });

  it("allow CNAME records only where they lead to classless child zones", () => {
    const typesFor = (...names: string[]) => {
      const reverseZones = names.map((zoneName, index) => ({ zoneName, zoneId: `Z${index}` }));
      const arns = { queueArn: "arn:queue", logGroupArn: "arn:logs" };
      const { Statement } = JSON.parse(renderMonitorPolicy({ partition: "aws" }, { zones: [], reverseZones }, arns));
      return Statement[1].Condition["ForAllValues:StringEquals"]["route53:ChangeResourceRecordSetsRecordTypes"];
    };
    assert.deepEqual(typesFor("5.20.10.in-addr.arpa"), ["PTR"]);
    assert.deepEqual(typesFor("5.20.10.in-addr.arpa", "64/28.5.20.10.in-addr.arpa"), ["CNAME", "PTR"]);
  });

  it("allow the function's role the zones of its own account, and the roles of the others", () => {
    const arns = { queueArn: "arn:queue", logGroupArn: "arn:logs" };
    const { Statement } = JSON.parse(renderMonitorPolicy({ partition: "aws" }, known, arns));
    const resources = Object.fromEntries(
      Statement.map(({ Sid, Resource }: { Sid: string; Resource: unknown }) => [Sid, Resource]),
    );
    assert.deepEqual(resources, {
      ListsItsZones: ["arn:aws:route53:::hostedzone/Z1", "arn:aws:route53:::hostedzone/Z2"],
      WritesPtrRecords: ["arn:aws:route53:::hostedzone/Z2"],
      ListsZonesOfOtherAccounts: ["arn:aws:iam::2:role/dns"],
      TakesEvents: "arn:queue",
      SaysWhatItDid: "arn:logs:log-stream:*",
    });
  });
});
