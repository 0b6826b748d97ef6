import assert from "node:assert/strict";
import { planReverseMonitor, type ReverseMonitorConfig, type ValueReader, type Values } from "../../../components/core";

const zoneIds = { "cloud.acmecorp.com": "Z1", "20.10.in-addr.arpa": "Z2" };

const planned = (config: Partial<ReverseMonitorConfig> = {}, name = "acme") => {
  const { plan, problems } = planReverseMonitor(name, { zoneIds, ...config });
  assert.deepEqual(problems, []);
  assert(plan);
  return plan;
};
const problemsOf = (config: object, name = "acme", reader?: ValueReader<Values>) =>
  planReverseMonitor(name, config as ReverseMonitorConfig<Values>, reader).problems.map(
    ({ code, path }) => `${path} ${code}`,
  );

describe("a reverse monitor", () => {
  it("follows zones with addresses and writes reverse zones, told apart by their names", () => {
    const { zones, reverseZones } = planned({
      zoneIds: {
        "Cloud.AcmeCorp.com.": "Z1",
        "apps.acmecorp.com": "Z3",
        "20.10.in-addr.arpa.": "Z2",
        "0.d.f.ip6.arpa": "Z4",
      },
    });
    assert.deepEqual(
      zones.map(({ zoneName, zoneId }) => [zoneName, zoneId]),
      [
        ["apps.acmecorp.com", "Z3"],
        ["cloud.acmecorp.com", "Z1"],
      ],
    );
    assert.deepEqual(
      reverseZones.map(({ zoneName }) => zoneName),
      ["0.d.f.ip6.arpa", "20.10.in-addr.arpa"],
    );
  });

  it("writes classless child zones too", () => {
    const { reverseZones } = planned({ zoneIds: { ...zoneIds, "64/28.5.20.10.in-addr.arpa": "Z5" } });
    assert.deepEqual(
      reverseZones.map(({ zoneName }) => zoneName),
      ["20.10.in-addr.arpa", "64/28.5.20.10.in-addr.arpa"],
    );
  });

  it("lists zones of other accounts as a role", () => {
    const roleArn = "arn:aws:iam::222222222222:role/dns";
    const { zones } = planned({ roleArns: { "cloud.acmecorp.com.": roleArn } });
    assert.deepEqual(zones, [{ zoneName: "cloud.acmecorp.com", zoneId: "Z1", roleArn }]);
  });

  it("runs once at a time: one queue, one group of messages, which are nobody else's while a run lasts", () => {
    const { queue, function: run, deadLetterQueue } = planned();
    assert.match(queue.name, /^acme[.]fifo$/);
    assert.equal(deadLetterQueue.name, "acme-dead-letters.fifo");
    assert.equal(queue.messageGroup, "reverse-zones");
    assert.ok(queue.visibilityTimeoutSeconds > run.timeoutSeconds);
    assert.ok(queue.batchSize <= 10, "a FIFO queue gives no more");
  });

  it("waits for more events for `windowSeconds`, and looks at everything each `scheduleMinutes`", () => {
    assert.equal(planned().queue.delaySeconds, 15);
    assert.equal(planned().schedule.expression, "rate(15 minutes)");
    const other = planned({ windowSeconds: 60, scheduleMinutes: 1 });
    assert.equal(other.queue.delaySeconds, 60);
    assert.equal(other.schedule.expression, "rate(1 minute)");
  });

  it("has names that Lambda, SQS and EventBridge take, whatever the component is called", () => {
    const { function: run, queue, logGroup, alarms } = planned({}, "acme.dns");
    assert.equal(run.name, "acme-dns");
    assert.equal(queue.name, "acme-dns.fifo");
    assert.equal(logGroup.name, "/aws/lambda/acme-dns");
    assert.deepEqual(
      alarms.map(({ logicalName }) => logicalName),
      ["errors", "undone", "dead-letters", "late", "silent"].map((key) => `acme.dns-${key}`),
    );
    assert.deepEqual(problemsOf({ zoneIds }, "a".repeat(48)), ["name BAD_KEY"]);
  });

  it("alarms when no run has succeeded for four times the schedule", () => {
    const silent = planned({ scheduleMinutes: 30 }).alarms.find(({ key }) => key === "silent")!;
    assert.equal(silent.queries[0]!.metric!.period * silent.evaluationPeriods, 4 * 30 * 60);
    assert.equal(silent.treatMissingData, "breaching");
  });

  it("hands events on only where a provider for their region is given", () => {
    assert.equal(planned().relay, undefined);
    const eventsProvider = { region: "us-east-1" };
    const reader: ValueReader<Values> = {
      text: (value) => value as string,
      texts: (value) => value as string[],
      flag: (value) => value as boolean,
      ownArguments: ["eventsProvider"],
    };
    const { plan } = planReverseMonitor<Values>("acme", { zoneIds, eventsProvider }, reader);
    assert.equal(plan?.relay?.provider, eventsProvider);
    assert.equal(plan?.relay?.logicalName, "acme-relay");
  });

  const refused: readonly [what: string, config: object, problems: readonly string[]][] = [
    ["no zones", {}, ["zoneIds ARGUMENT_MISSING"]],
    ["no reverse zone", { zoneIds: { "cloud.acmecorp.com": "Z1" } }, ["zoneIds ZONE_ID_MISSING"]],
    ["nothing to follow", { zoneIds: { "20.10.in-addr.arpa": "Z2" } }, ["zoneIds ZONE_ID_MISSING"]],
    [
      "a role for a zone that is not there",
      { zoneIds, roleArns: { "apps.acmecorp.com": "arn" } },
      ['roleArns["apps.acmecorp.com"] UNKNOWN_ZONE'],
    ],
    [
      "a role for a reverse zone",
      { zoneIds, roleArns: { "20.10.in-addr.arpa": "arn" } },
      ['roleArns["20.10.in-addr.arpa"] VALUE_NOT_ALLOWED'],
    ],
    ["PTR records off", { zoneIds, ptrRecords: { enabled: false } }, ["ptrRecords.enabled VALUE_NOT_ALLOWED"]],
    ["a schedule of nothing", { zoneIds, scheduleMinutes: 0 }, ["scheduleMinutes VALUE_OUT_OF_RANGE"]],
    ["a window of an hour", { zoneIds, windowSeconds: 3600 }, ["windowSeconds VALUE_OUT_OF_RANGE"]],
    ["an argument that is none", { zoneIds, interval: 5 }, ["interval UNKNOWN_ARGUMENT"]],
    [
      "more zones than fit into a function's environment",
      {
        zoneIds: {
          ...zoneIds,
          ...Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`z${n}.acmecorp.com`, `\${TfToken[${n}]}`])),
        },
      },
      ["zoneIds MONITOR_TOO_LARGE"],
    ],
  ];
  for (const [what, config, problems] of refused) {
    it(`refuses ${what}`, () => {
      const unknownIds: ValueReader<Values> = {
        text: () => undefined,
        texts: () => [],
        flag: () => undefined,
      };
      assert.deepEqual(problemsOf(config, "acme", unknownIds), problems);
    });
  }
});
