import assert from "node:assert/strict";
import type { DomainName } from "../../components/core/domain-name";
import type { RecordSet } from "../../components/core/resource-record";
import { makeHandler } from "../../components/reverse-monitor/handler";
import type { Line } from "../../components/reverse-monitor/lines";
import { readSettings } from "../../components/reverse-monitor/settings";
import { zonesOfAccounts } from "../../components/reverse-monitor/zones";
import { memoryZones } from "../helpers/memory-zones";
import { changed, queueEvent, sentAt, tick } from "./queue-events";

const FORWARD = "cloud.acmecorp.com";
const REVERSE = "20.10.in-addr.arpa";

const record = (name: string, type: string, ...values: string[]): RecordSet => ({
  name: `${name}.` as DomainName,
  type,
  ttlSeconds: 300,
  values,
});
const address = (label: string, value: string) => record(`${label}.${FORWARD}`, "A", value);

function world(settings: object = {}) {
  const zones = memoryZones("Z1", "Z2");
  const lines: Line[] = [];
  let now = 1_000_000;
  const told = { name: "acme", zoneIds: { [FORWARD]: "Z1" }, reverseZoneIds: { [REVERSE]: "Z2" }, ...settings };
  const handler = makeHandler({
    settings: readSettings({ HYBRID_DNS_MONITOR: JSON.stringify(told) }),
    store: zones,
    now: () => now,
    say: (line) => lines.push(line),
  });
  const context = { getRemainingTimeInMillis: () => 300_000 };
  return {
    zones,
    lines,
    handle: (event: Parameters<typeof handler>[0]) => handler(event, context),
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
    now: () => now,
    reading: () => zones.calls.filter(({ kind }) => kind === "list").length,
  };
}

describe("The function of a monitor", () => {
  it("makes PTR records follow addresses: new, changed, gone", async () => {
    const { zones, handle, lines } = world();
    zones.put("Z1", address("app1", "10.20.0.5"));
    assert.deepEqual(await handle(queueEvent(changed("Z1"))), { batchItemFailures: [] });
    assert.deepEqual(zones.content("Z2"), { "5.0.20.10.in-addr.arpa. PTR": "300 app1.cloud.acmecorp.com." });

    zones.put("Z1", address("app1", "10.20.0.6"));
    await handle(queueEvent(changed("Z1")));
    assert.deepEqual(Object.keys(zones.content("Z2")), ["6.0.20.10.in-addr.arpa. PTR"]);

    zones.drop("Z1", "app1.cloud.acmecorp.com. A");
    await handle(queueEvent(tick));
    assert.deepEqual(zones.content("Z2"), {});
    assert.deepEqual(
      lines.map(({ PtrRecordsCreated, PtrRecordsDeleted, RunsSucceeded }) => [
        PtrRecordsCreated,
        PtrRecordsDeleted,
        RunsSucceeded,
      ]),
      [
        [1, 0, 1],
        [1, 1, 1],
        [0, 1, 1],
      ],
    );
  });

  it("says each run in one line, with metrics as CloudWatch takes them out of a log", async () => {
    const { zones, handle, lines } = world();
    zones.put("Z1", address("app1", "10.20.0.5"));
    await handle(queueEvent(changed("Z1"), changed("Z1")));
    assert.equal(lines.length, 1);
    const { _aws, ReverseMonitor, event, messages } = lines[0]!;
    assert.deepEqual([ReverseMonitor, event, messages], ["acme", "run", 2]);
    const [{ Namespace, Dimensions, Metrics }] = (_aws as { CloudWatchMetrics: [never] }).CloudWatchMetrics as [
      { Namespace: string; Dimensions: string[][]; Metrics: { Name: string; Unit: string }[] },
    ];
    assert.deepEqual([Namespace, Dimensions], ["HybridDNS", [["ReverseMonitor"]]]);
    for (const { Name } of Metrics) assert.equal(typeof lines[0]![Name], "number", Name);
  });

  it("answers a burst that comes in many batches with one run", async () => {
    const { handle, now, pass, reading } = world();
    const burst = Array.from({ length: 10 }, () => sentAt(now() - 60_000, ...Array(10).fill(changed("Z1"))));
    for (const batch of burst) {
      assert.deepEqual(await handle(batch), { batchItemFailures: [] });
      pass(100);
    }
    assert.equal(reading(), 2, "both zones once");
    // What was sent after the run began is news, and so is what has no time.
    await handle(sentAt(now(), changed("Z1")));
    await handle({ Records: [{ messageId: "1", body: JSON.stringify(tick) }] });
    assert.equal(reading(), 6);
  });

  it("looks at nothing for events of other zones, and hands nothing back", async () => {
    const { handle, reading, lines } = world();
    assert.deepEqual(await handle(queueEvent(changed("Z9"))), { batchItemFailures: [] });
    assert.equal(reading(), 0);
    assert.deepEqual(lines, []);
  });

  it("hands back what it cannot read, and that alone", async () => {
    const { handle, lines } = world();
    const event = queueEvent("{", tick);
    const { batchItemFailures } = await handle(event);
    assert.deepEqual(batchItemFailures, [{ itemIdentifier: event.Records[0]!.messageId }]);
    assert.deepEqual(
      lines.map((line) => line["event"]),
      ["unreadable", "run"],
    );
  });

  it("hands back all that asked for a run in which a zone could not be read, and remembers no such run", async () => {
    const { zones, handle, lines, reading, now } = world();
    zones.remove("Z1");
    const event = sentAt(now() - 60_000, changed("Z1"), changed("Z9"), tick);
    const [first, , third] = event.Records;
    const expected = [{ itemIdentifier: first!.messageId }, { itemIdentifier: third!.messageId }];
    assert.deepEqual((await handle(event)).batchItemFailures, expected);
    assert.deepEqual((await handle(event)).batchItemFailures, expected);
    assert.equal(reading(), 4);
    assert.deepEqual([lines[0]!["RunsSucceeded"], lines[0]!["RunsFailed"]], [0, 1]);
    assert.match(JSON.stringify(lines[0]!["undone"]), /cloud\.acmecorp\.com.*unreadable/);
  });

  it("does not try again what a guard refuses, but says so", async () => {
    const { zones, handle, lines } = world();
    for (let host = 1; host <= 20; host++) {
      zones.put("Z2", record(`${host}.0.${REVERSE}`, "PTR", `app${host}.${FORWARD}.`));
    }
    assert.deepEqual(await handle(queueEvent(tick)), { batchItemFailures: [] });
    assert.equal(Object.keys(zones.content("Z2")).length, 20);
    assert.equal(lines[0]!["RunsFailed"], 1);
    assert.match(JSON.stringify(lines[0]!["undone"]), /guarded.*it would delete 20 of 20 PTR records/);
  });

  it("leaves another's record alone, and names it", async () => {
    const { zones, handle, lines } = world();
    zones.put("Z1", address("app1", "10.20.0.5"));
    zones.put("Z2", record(`5.0.${REVERSE}`, "PTR", "printer.acmecorp.com."));
    await handle(queueEvent(tick));
    assert.deepEqual(zones.content("Z2"), { "5.0.20.10.in-addr.arpa. PTR": "300 printer.acmecorp.com." });
    assert.deepEqual([lines[0]!["PtrConflicts"], lines[0]!["conflicts"]], [1, ["5.0.20.10.in-addr.arpa"]]);
  });

  it("goes by the policy and the guards that the stack tells it", async () => {
    const { zones, handle } = world({ ptrRecords: { exclude: ["*.kube.cloud.acmecorp.com"], ttlSeconds: 60 } });
    zones.put("Z1", address("app1", "10.20.0.5"), address("pod.kube", "10.20.0.6"));
    await handle(queueEvent(tick));
    assert.deepEqual(zones.content("Z2"), { "5.0.20.10.in-addr.arpa. PTR": "60 app1.cloud.acmecorp.com." });
  });

  it("says of a run that breaks off why, and hands its messages back", async () => {
    const { handle, lines } = world({ zoneIds: { "not a name": "Z1" } });
    const event = queueEvent(tick);
    assert.equal((await handle(event)).batchItemFailures.length, 1);
    assert.equal(lines[0]!["event"], "broken-off");
    assert.equal(lines[0]!["RunsFailed"], 1);
  });

  it("says that a new zone hides names of one that it follows", async () => {
    const { handle, lines, reading } = world();
    const created = {
      ...changed("Z1"),
      detail: { eventName: "CreateHostedZone", requestParameters: { name: `b.${FORWARD}` } },
    };
    await handle(queueEvent(created));
    assert.equal(reading(), 0);
    assert.deepEqual([lines[0]!["event"], lines[0]!["zoneName"]], ["new-zone", `b.${FORWARD}`]);
  });

  it("needs to be told its zones", () => {
    assert.throws(() => readSettings({}), /HYBRID_DNS_MONITOR; deploy the ReverseMonitor again/);
  });

  it("asks each zone as the role that may", async () => {
    const zones = memoryZones("Z1", "Z2");
    const asked: (string | undefined)[] = [];
    const store = zonesOfAccounts(new Map([["Z1", "arn:role"]]), (roleArn) => {
      asked.push(roleArn);
      return zones;
    });
    await store.listRecordSets("Z1");
    await store.listRecordSets("Z2");
    await store.listRecordSets("Z1");
    await assert.rejects(store.changeRecordSets("Z2", []), /not legal/);
    assert.deepEqual(asked, ["arn:role", undefined]);
  });
});
