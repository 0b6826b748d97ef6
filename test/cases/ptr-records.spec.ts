import assert from "node:assert/strict";
import type { DomainName } from "../../components/core/domain-name";
import type { RecordSet } from "../../components/core/resource-record";
import type { ReverseSyncConfig } from "../../components/core/reverse-sync-config";
import { nameOfRoute53 } from "../../components/core/route53-name";
import { route53ZoneStore } from "../../components/io/route53-zone-store";
import {
  checkPtrRecords,
  createPtrRecords,
  diffPtrRecords,
  updatePtrRecords,
} from "../../components/lifecycle/ptr-records";
import type { PtrRecordsState } from "../../components/lifecycle/ptr-records-properties";
import { planReverseSync } from "../../components/lifecycle/reverse-sync";
import { applyReverseSync } from "../../components/lifecycle/reverse-sync-apply";
import { UNKNOWN_VALUE } from "../../components/lifecycle/unknown-value";
import { TEST_CREDENTIALS, withEnvironment } from "../helpers/environment";
import { memoryZones } from "../helpers/memory-zones";
import { type Mishap, type Route53Server, route53Server } from "../helpers/route53-server";
import { virtualClock } from "../helpers/virtual-clock";

// Cases of PTR records and of Route 53's API (20 to 32), each with both engines at a Route 53 that is as strict as AWS's: records of a
// state, and the sync that has none. What only concerns one part is in that part's tests: 24 in core/classless-zone, 29 in
// core/change-batch, and where a run dies between any two calls, in lifecycle/ptr-records, lifecycle/reverse-sync and command/ptr.

const LIST = "ListResourceRecordSets";
const CHANGE = "ChangeResourceRecordSets";
const ENDLESS = { burst: 1e6, perSecond: 1e6 };
const PACE = { requestBurst: 1e6, requestsPerSecond: 1e6, changeBurst: 1e6, changesPerSecond: 1e6 };
const Z20 = "20.10.in-addr.arpa";
const CLOUD = "cloud.acmecorp.com";

interface Hosts {
  readonly [label: string]: readonly string[];
}

/** Makes the PTR records of some hosts follow, whatever was there before. */
type Engine = (hosts: Hosts, policy?: ReverseSyncConfig["policy"]) => Promise<void>;

describe("PTR records at Route 53", () => {
  withEnvironment(TEST_CREDENTIALS);
  let server: Route53Server;
  let zoneIds: { [zoneName: string]: string };
  let state: PtrRecordsState | undefined;

  beforeEach(async () => {
    server = await route53Server({
      settings: { requests: ENDLESS, requestsPerAction: ENDLESS, changes: ENDLESS, recordSetsPerZone: 30_000 },
    });
    zoneIds = {};
    for (const name of [CLOUD, Z20, "10.in-addr.arpa"]) zoneIds[name] = await server.makeZone(name);
    state = undefined;
  });
  afterEach(() => server.end());

  const store = () =>
    route53ZoneStore({ endpoint: server.endpoint }, { pace: PACE, clock: virtualClock(), credentials: "none" });
  const reverseZoneIds = () => ({ [Z20]: zoneIds[Z20]!, "10.in-addr.arpa": zoneIds["10.in-addr.arpa"]! });
  const service = async (zoneName: string, changes: string) => {
    const { status, body } = await server.service.serve({
      account: "123456789012",
      method: "POST",
      path: `/2013-04-01/hostedzone/${zoneIds[zoneName]}/rrset`,
      query: new URLSearchParams(),
      body: `<ChangeResourceRecordSetsRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><ChangeBatch><Changes>${changes}</Changes></ChangeBatch></ChangeResourceRecordSetsRequest>`,
    });
    assert.equal(status, 200, body);
  };
  const line = (action: string, name: string, type: string, values: readonly string[], rest = "") =>
    `<Change><Action>${action}</Action><ResourceRecordSet><Name>${name}</Name><Type>${type}</Type>${rest}<TTL>300</TTL><ResourceRecords>${values
      .map((value) => `<ResourceRecord><Value>${value}</Value></ResourceRecord>`)
      .join("")}</ResourceRecords></ResourceRecordSet></Change>`;
  const sets = async (zoneName: string) =>
    (await store().listRecordSets(zoneIds[zoneName]!)).filter(({ type }) => type !== "NS" && type !== "SOA");
  const ptrs = async () => {
    const all = [...(await sets(Z20)), ...(await sets("10.in-addr.arpa"))];
    return Object.fromEntries(all.map(({ name, values }) => [name.replace(".in-addr.arpa.", ""), values.join(" ")]));
  };

  const withState: Engine = async (hosts, policy = {}) => {
    const addressRecords = Object.entries(hosts).map(([label, addresses]) => ({
      name: `${label}.${CLOUD}`,
      addresses: [...addresses],
    }));
    const { inputs, problems } = checkPtrRecords({ addressRecords, zoneIds: reverseZoneIds(), policy });
    assert.deepEqual(problems, []);
    const run = state ? updatePtrRecords(store(), state, inputs) : createPtrRecords(store(), inputs);
    state = await run.then(
      (outcome) => outcome.state,
      (error: Error & { properties?: PtrRecordsState }) => {
        state = error.properties ?? state;
        throw error;
      },
    );
  };
  const config = (policy: ReverseSyncConfig["policy"] = {}): ReverseSyncConfig => ({
    forwardZoneIds: { [CLOUD]: zoneIds[CLOUD]! },
    reverseZoneIds: reverseZoneIds(),
    policy,
    guards: { force: true },
  });
  const syncNow = async (policy?: ReverseSyncConfig["policy"]) => {
    const plan = await planReverseSync(store(), config(policy));
    const { zones } = await applyReverseSync(store(), plan);
    for (const { stop } of zones) if (stop) throw new Error(stop.message);
    const [conflict] = zones.flatMap(({ conflicts }) => conflicts);
    if (conflict) throw new Error(`${conflict.desired.name} is ${conflict.found.values}`);
    return plan;
  };
  const withoutState: Engine = async (hosts, policy) => {
    const wanted = new Map(Object.entries(hosts).map(([label, addresses]) => [`${label}.${CLOUD}.`, addresses]));
    const lines = (await sets(CLOUD)).map(({ name, type, values }) => line("DELETE", name, type, values));
    for (const [name, addresses] of wanted) lines.push(line("CREATE", name, "A", addresses));
    if (lines.length > 0) await service(CLOUD, lines.join(""));
    await syncNow(policy);
  };

  const engines: [string, Engine][] = [
    ["with a state", withState],
    ["without a state", withoutState],
  ];
  for (const [title, engine] of engines) {
    describe(title, () => {
      it("20: keep all names of an address in one order; a cap and a preferred name decide who comes", async () => {
        await engine({ b: ["10.20.0.5"], a: ["10.20.0.5"], c: ["10.20.0.5"] });
        assert.deepEqual(await ptrs(), {
          "5.0.20.10": "a.cloud.acmecorp.com. b.cloud.acmecorp.com. c.cloud.acmecorp.com.",
        });
        await engine(
          { c: ["10.20.0.5"], a: ["10.20.0.5"], b: ["10.20.0.5"] },
          { maximumNames: 2, prefer: [`c.${CLOUD}`] },
        );
        assert.deepEqual(await ptrs(), { "5.0.20.10": "c.cloud.acmecorp.com. a.cloud.acmecorp.com." });
      });

      it("20: give the next name its turn in the call in which the first one goes", async () => {
        const policy = { maximumNames: 1 };
        await engine({ a: ["10.20.0.5"], b: ["10.20.0.5"] }, policy);
        server.actions.length = 0;
        await engine({ b: ["10.20.0.5"] }, policy);
        assert.deepEqual(await ptrs(), { "5.0.20.10": "b.cloud.acmecorp.com." });
        assert.equal(server.actions.filter((action) => action === CHANGE).length, 1);
      });

      it("21: stand in the most specific zone only", async () => {
        await engine({ a: ["10.20.0.5", "10.21.0.5", "10.20.0.6"] });
        const namesIn = async (zoneName: string) => (await sets(zoneName)).map(({ name }) => name);
        assert.deepEqual(await namesIn(Z20), [`5.0.${Z20}.`, `6.0.${Z20}.`]);
        assert.deepEqual(await namesIn("10.in-addr.arpa"), ["5.0.21.10.in-addr.arpa."]);
      });

      it("23: are none for an address outside every network", async () => {
        await engine({ a: ["192.0.2.1"] });
        assert.deepEqual(await ptrs(), {});
      });

      it("25: never take another's place, unless its address is adopted", async () => {
        await service(Z20, line("CREATE", `5.0.${Z20}`, "PTR", ["old.example.com."]));
        await assert.rejects(engine({ a: ["10.20.0.5"] }), /5\.0\.20\.10\.in-addr\.arpa.* is old\.example\.com/);
        assert.deepEqual(await ptrs(), { "5.0.20.10": "old.example.com." });
        await engine({ a: ["10.20.0.5"] }, { adopt: ["10.20.0.5"] });
        assert.deepEqual(await ptrs(), { "5.0.20.10": "a.cloud.acmecorp.com." });
      });

      it("28: have the TTL of their records, or the one that is stated", async () => {
        await engine({ a: ["10.20.0.5"] });
        assert.equal((await sets(Z20))[0]!.ttlSeconds, 300);
        await engine({ a: ["10.20.0.5"] }, { ttlSeconds: 60 });
        assert.equal((await sets(Z20))[0]!.ttlSeconds, 60);
      });

      const many: Hosts = Object.fromEntries(
        Array.from({ length: 900 }, (_, index) => [
          `h${index}-with-a-name-of-some-length`,
          [`10.20.${index >> 8}.${index & 255}`],
        ]),
      );
      const throttling: Mishap = { kind: "refuse", status: 400, code: "Throttling", message: "Rate exceeded" };
      const busy: Mishap = { kind: "refuse", status: 400, code: "PriorRequestNotComplete", message: "still working" };
      const mishaps: [string, Mishap[]][] = [
        ["throttled five times", Array(5).fill(throttling)],
        ["told to wait for a change in the works", Array(3).fill(busy)],
        ["without the answer to what was taken", [{ kind: "cut-after" }]],
        ["with a connection that breaks before", [{ kind: "cut-before" }]],
        ["all of it at once", [throttling, { kind: "cut-after" }, busy, { kind: "cut-before" }, throttling]],
      ];
      for (const [what, row] of mishaps) {
        it(`30: converge in one run, and nothing is written twice: ${what}`, async () => {
          server.mishaps(CHANGE, ...row);
          server.mishaps(LIST, ...row);
          await engine(many);
          assert.equal((await sets(Z20)).length, 900);
          const served = server.actions.filter((action) => action === CHANGE).length;
          const [without, again] = [2, row.filter(({ kind }) => kind === "cut-after").length];
          const tries = row.length - again;
          assert.ok(served <= without + tries + 2 * again, `${served} calls`);
        });
      }

      it("32: notice what somebody writes between reading and writing, and name the record", async () => {
        const write = () => service(Z20, line("CREATE", `5.0.${Z20}`, "PTR", ["hand.example.com."]));
        const lists = title === "with a state" ? 1 : 3;
        const before = server.actions.length + (title === "with a state" ? 0 : 1);
        server.at(before + lists, "after", write);
        await assert.rejects(engine({ a: ["10.20.0.5"] }), /5\.0\.20\.10\.in-addr\.arpa.* is hand\.example\.com/);
        assert.deepEqual(await ptrs(), { "5.0.20.10": "hand.example.com." });
      });
    });
  }

  describe("26: in a preview", () => {
    const planned = (hosts: { [label: string]: string }) => {
      const addressRecords = Object.entries(hosts).map(([name, address]) => ({ name, addresses: [address] }));
      const { inputs } = checkPtrRecords({ addressRecords, zoneIds: reverseZoneIds() });
      const zone = (inputs as never as { [zoneName: string]: { [name: string]: unknown } })[Z20] ?? {};
      return { records: Object.keys(zone), computed: Object.keys(inputs.computed ?? {}), inputs };
    };

    it("show an unknown address as computed, and nothing more once it is known", async () => {
      const before = planned({ "a.x": UNKNOWN_VALUE, "b.x": "10.20.0.6" });
      assert.deepEqual([before.records, before.computed], [[`6.0.${Z20}`], ["a.x"]]);
      const known = planned({ "a.x": "10.20.0.5", "b.x": "10.20.0.6" });
      const { state: written } = await createPtrRecords(store(), known.inputs);
      assert.equal(diffPtrRecords(written, known.inputs), false);
    });

    it("show a changed address as one removed and one added", () => {
      const [before, after] = ["10.20.0.5", "10.20.0.7"].map((address) =>
        planned({ "a.x": address, "b.x": "10.20.0.6" }),
      );
      assert.deepEqual(
        before!.records.filter((name) => !after!.records.includes(name)),
        [`5.0.${Z20}`],
      );
      assert.deepEqual(
        after!.records.filter((name) => !before!.records.includes(name)),
        [`7.0.${Z20}`],
      );
    });
  });

  it("27: go out of a zone that is removed before anything else is written, and others' records stay", async () => {
    const zones = memoryZones("Z10", "Z20");
    const inputsOf = (zoneIdsThen: { [zoneName: string]: string }) =>
      checkPtrRecords({ addressRecords: [{ name: "a.x", addresses: ["10.20.0.5"] }], zoneIds: zoneIdsThen }).inputs;
    const wide = { "10.in-addr.arpa": "Z10" };
    const first = await createPtrRecords(zones, inputsOf({ ...wide, [Z20]: "Z20" }));
    const other: RecordSet = { name: nameOfRoute53(`9.0.${Z20}`), type: "PTR", ttlSeconds: 60, values: ["b.y."] };
    zones.put("Z20", other);
    const before = zones.calls.length;
    await updatePtrRecords(zones, first.state, inputsOf(wide));
    const changed = zones.calls.slice(before).filter(({ kind }) => kind === "change");
    assert.deepEqual(
      changed.map(({ zoneId }) => zoneId),
      ["Z20", "Z10"],
    );
    assert.deepEqual(zones.content("Z20"), { [`9.0.${Z20}. PTR`]: "60 b.y." });
  });

  it("22: leave out aliases and wildcards, merge weighted sets, and say why of each", async () => {
    const routed = (identifier: string) => `<SetIdentifier>${identifier}</SetIdentifier><Weight>1</Weight>`;
    await service(
      CLOUD,
      [
        line("CREATE", `app.${CLOUD}`, "A", ["10.20.0.5"], routed("blue")),
        line("CREATE", `app.${CLOUD}`, "A", ["10.20.0.6"], routed("green")),
        line("CREATE", `*.${CLOUD}`, "A", ["10.20.0.7"]),
        line("CREATE", `*.w.${CLOUD}`, "A", ["10.20.0.8"]),
        line("CREATE", `www.${CLOUD}`, "CNAME", [`app.${CLOUD}.`]),
        `<Change><Action>CREATE</Action><ResourceRecordSet><Name>lb.${CLOUD}</Name><Type>A</Type><AliasTarget><HostedZoneId>Z32O12XQLNTSW2</HostedZoneId><DNSName>lb-1.eu-west-1.elb.amazonaws.com</DNSName><EvaluateTargetHealth>false</EvaluateTargetHealth></AliasTarget></ResourceRecordSet></Change>`,
      ].join(""),
    );
    const { skipped } = await syncNow();
    assert.deepEqual(await ptrs(), { "5.0.20.10": `app.${CLOUD}.`, "6.0.20.10": `app.${CLOUD}.` });
    assert.deepEqual(
      skipped.map(({ name, what, reason }) => `${name} ${what}: ${reason}`),
      [
        `*.${CLOUD} 10.20.0.7: a wildcard is no name of a host`,
        `*.w.${CLOUD} 10.20.0.8: a wildcard is no name of a host`,
        `lb.${CLOUD} A: it is an alias of lb-1.eu-west-1.elb.amazonaws.com.`,
        `www.${CLOUD} CNAME: its address is that of app.${CLOUD}`,
      ],
    );
  });

  describe("31: a zone of 20,000 record sets", function () {
    this.timeout(60_000);
    const host = (index: number): RecordSet => ({
      name: nameOfRoute53(`h${String(index).padStart(5, "0")}.${CLOUD}`),
      type: "A",
      ttlSeconds: 300,
      values: [`10.20.${index >> 8}.${index & 255}`],
    });
    const fill = async () => {
      for (let from = 0; from < 20_000; from += 1000) {
        const lines = Array.from({ length: 1000 }, (_, index) => host(from + index));
        await store().changeRecordSets(
          zoneIds[CLOUD]!,
          lines.map((recordSet) => ({ action: "CREATE", recordSet })),
        );
      }
      server.actions.length = 0;
    };

    it("is read whole, in pages, also while it changes under the reader", async () => {
      await fill();
      const change = (index: number) => async () => {
        // Before and behind where the reader stands: one goes, one comes, one is changed.
        for (const at of [index * 600 + 5, 19_000 - index * 300]) {
          const gone = host(at);
          const lines = [
            line("DELETE", gone.name, "A", gone.values),
            line("CREATE", gone.name.replace("h", "n"), "A", gone.values),
            line("UPSERT", host(at + 1).name, "A", ["10.20.255.255"]),
          ];
          await service(CLOUD, lines.join(""));
        }
      };
      for (let page = 1; page <= 20; page++) server.at(page * 3, "after", change(page));
      const listed = await store().listRecordSets(zoneIds[CLOUD]!);
      const names = new Set(listed.filter(({ type }) => type === "A").map(({ name }) => name));
      assert.equal(names.size + 2, listed.length, "none twice, and NS and SOA");
      const after = await store().listRecordSets(zoneIds[CLOUD]!);
      const throughout = after.filter(({ name }) => name.startsWith("h"));
      assert.ok(throughout.length >= 19_950);
      for (const { name } of throughout) assert.ok(names.has(name as DomainName), `${name} was passed over`);
    });
  });
});
