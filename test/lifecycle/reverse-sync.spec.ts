import assert from "node:assert/strict";
import fc from "fast-check";
import type { DomainName } from "../../components/core/domain-name";
import type { RecordSet } from "../../components/core/resource-record";
import type { ReverseSyncConfig } from "../../components/core/reverse-sync-config";
import { planReverseSync, type SyncProgress } from "../../components/lifecycle/reverse-sync";
import { applyReverseSync } from "../../components/lifecycle/reverse-sync-apply";
import { type Fault, type MemoryZones, memoryZones } from "../helpers/memory-zones";

const Z20 = "20.10.in-addr.arpa";
const Z21 = "21.10.in-addr.arpa";
const CONFIG: ReverseSyncConfig = {
  forwardZoneIds: { "cloud.acmecorp.com": "ZF" },
  reverseZoneIds: { [Z20]: "Z20", [Z21]: "Z21" },
};
const FORCED: ReverseSyncConfig = { ...CONFIG, guards: { force: true } };

const a = (name: string, ...values: string[]): RecordSet => ({
  name: `${name}.cloud.acmecorp.com.` as DomainName,
  type: "A",
  ttlSeconds: 300,
  values,
});
const ptr = (reverseName: string, ...names: string[]): RecordSet => ({
  name: `${reverseName}.10.in-addr.arpa.` as DomainName,
  type: "PTR",
  ttlSeconds: 300,
  values: names.map((name) => (name.includes(".") ? `${name}.` : `${name}.cloud.acmecorp.com.`)),
});

function filled(forward: readonly RecordSet[]): MemoryZones {
  const zones = memoryZones("ZF", "Z20", "Z21");
  zones.put("ZF", ...forward);
  return zones;
}

const sync = async (zones: MemoryZones, config = CONFIG) =>
  applyReverseSync(zones, await planReverseSync(zones, config));
const namesIn = (zones: MemoryZones, zoneId: string) => Object.values(zones.content(zoneId));

describe("Reverse zones that follow forward zones", () => {
  it("are read once each, and written in one batch each", async () => {
    const zones = filled([a("app1", "10.20.0.5"), a("app2", "10.20.0.6", "10.21.0.6")]);
    const plan = await planReverseSync(zones, CONFIG);
    assert.deepEqual(zones.calls.map(({ kind, zoneId }) => `${kind} ${zoneId}`).sort(), [
      "list Z20",
      "list Z21",
      "list ZF",
    ]);
    const { zones: outcomes } = await applyReverseSync(zones, plan);
    assert.equal(zones.calls.length, 5);
    assert.deepEqual(zones.content("Z20"), {
      "5.0.20.10.in-addr.arpa. PTR": "300 app1.cloud.acmecorp.com.",
      "6.0.20.10.in-addr.arpa. PTR": "300 app2.cloud.acmecorp.com.",
    });
    assert.deepEqual(
      outcomes.map(({ zoneName, written, left, stop }) => [zoneName, written.length, left.length, stop]),
      [
        [Z20, 2, 0, undefined],
        [Z21, 1, 0, undefined],
      ],
    );
  });

  it("follow a record that is changed and deleted, and leave what others wrote", async () => {
    const zones = filled([a("app1", "10.20.0.5")]);
    zones.put("Z20", ptr("9.0.20", "old.example.com"), { ...ptr("20", "ns.aws"), type: "NS" });
    await sync(zones);
    zones.put("ZF", a("app1", "10.20.0.7"));
    await sync(zones);
    assert.deepEqual(namesIn(zones, "Z20").sort(), [
      "300 app1.cloud.acmecorp.com.",
      "300 ns.aws.",
      "300 old.example.com.",
    ]);
    assert.ok(zones.content("Z20")["7.0.20.10.in-addr.arpa. PTR"]);
    await zones.changeRecordSets("ZF", [{ action: "DELETE", recordSet: a("app1", "10.20.0.7") }]);
    await sync(zones);
    assert.deepEqual(namesIn(zones, "Z20").sort(), ["300 ns.aws.", "300 old.example.com."]);
  });

  it("give the next name its turn in the batch in which the first one goes", async () => {
    const config = { ...CONFIG, policy: { maximumNames: 1 } };
    const zones = filled([a("app1", "10.20.0.5"), a("app2", "10.20.0.5")]);
    await sync(zones, config);
    await zones.changeRecordSets("ZF", [{ action: "DELETE", recordSet: a("app1", "10.20.0.5") }]);
    const before = zones.calls.length;
    await sync(zones, config);
    const changes = zones.calls.slice(before).filter(({ kind }) => kind === "change");
    assert.equal(changes.length, 1);
    assert.deepEqual(
      changes[0]!.batch!.map(({ action, recordSet }) => `${action} ${recordSet.values}`),
      ["DELETE app1.cloud.acmecorp.com.", "CREATE app2.cloud.acmecorp.com."],
    );
  });

  it("move what a closer zone takes over", async () => {
    const zones = memoryZones("ZF", "Z10", "Z20");
    zones.put("ZF", a("app1", "10.20.0.5"));
    await sync(zones, { ...CONFIG, reverseZoneIds: { "10.in-addr.arpa": "Z10" } });
    await sync(zones, { ...CONFIG, reverseZoneIds: { "10.in-addr.arpa": "Z10", [Z20]: "Z20" } });
    assert.deepEqual([namesIn(zones, "Z10"), namesIn(zones, "Z20").length], [[], 1]);
  });

  it("stand in a classless zone before anything leads there, and nothing is left when they go (case 24)", async () => {
    const parent = "5.20.10.in-addr.arpa";
    const child = `64/28.${parent}`;
    const config = { ...CONFIG, reverseZoneIds: { [parent]: "ZP", [child]: "ZC" } };
    const zones = memoryZones("ZF", "ZP", "ZC");
    zones.put("ZF", a("app1", "10.20.5.70"));
    await sync(zones, config);
    assert.deepEqual(
      zones.calls.filter(({ kind }) => kind === "change").map(({ zoneId }) => zoneId),
      ["ZC", "ZP"],
    );
    assert.deepEqual(zones.content("ZC"), { [`70.${child}. PTR`]: "300 app1.cloud.acmecorp.com." });
    assert.equal(Object.keys(zones.content("ZP")).length, 16);
    await sync(zones, config);
    assert.equal(zones.calls.filter(({ kind }) => kind === "change").length, 2);
    await sync(zones, { ...config, policy: { enabled: false }, guards: { force: true } });
    assert.deepEqual({ ...zones.content("ZC"), ...zones.content("ZP") }, {});
  });

  it("show others' records where ours should be, and write the rest", async () => {
    const zones = filled([a("app1", "10.20.0.5"), a("app2", "10.20.0.6")]);
    zones.put("Z20", ptr("5.0.20", "old.example.com"));
    const { zones: outcomes } = await sync(zones);
    assert.deepEqual(
      outcomes[0]!.conflicts.map(({ found, desired }) => [found.values, desired.values]),
      [[["old.example.com."], ["app1.cloud.acmecorp.com."]]],
    );
    assert.deepEqual(namesIn(zones, "Z20").sort(), ["300 app2.cloud.acmecorp.com.", "300 old.example.com."]);
    await sync(zones, { ...CONFIG, policy: { adopt: ["10.20.0.5"] } });
    assert.equal(zones.content("Z20")["5.0.20.10.in-addr.arpa. PTR"], "300 app1.cloud.acmecorp.com.");
  });

  it("refuse a configuration before anything is read, with all that is wrong", async () => {
    const zones = filled([]);
    const config = { reverseZoneIds: { "acmecorp.com": "Z 1" }, policy: { maximumNames: 0 } };
    await assert.rejects(planReverseSync(zones, config), (error: Error & { code?: string; problems?: unknown[] }) => {
      assert.equal(error.code, "BAD_CONFIGURATION");
      assert.equal(error.problems?.length, 3);
      assert.match(error.message, /policy\.maximumNames: .*VALUE_OUT_OF_RANGE/);
      return true;
    });
    assert.deepEqual(zones.calls, []);
  });

  describe("with guards", () => {
    const many = Array.from({ length: 20 }, (_, index) => a(`h${index}`, `10.20.0.${index}`));
    const other = a("other", "10.21.0.5");

    it("leave a zone that would lose too much as it is, and write the others", async () => {
      const zones = filled(many);
      await sync(zones);
      zones.remove("ZF");
      const fresh = filled([other]);
      fresh.put("Z20", ...many.map((each, index) => ptr(`${index}.0.20`, each.name.slice(0, -1))));
      const { zones: outcomes } = await sync(fresh);
      assert.deepEqual(
        outcomes.map(({ written, left, stop }) => [written.length, left.length, stop?.reason]),
        [
          [0, 20, "guarded"],
          [1, 0, undefined],
        ],
      );
      assert.equal(outcomes[0]!.stop!.message, "it would delete 20 of 20 PTR records, 30 % are allowed");
      assert.equal(namesIn(fresh, "Z20").length, 20);
      await sync(fresh, FORCED);
      assert.deepEqual(namesIn(fresh, "Z20"), []);
    });

    it("hold also for what turns up while writing", async () => {
      const zones = filled([...many, other]);
      const plan = await planReverseSync(zones, CONFIG);
      const foreseen = Array.from({ length: 40 }, (_, index) => ptr(`${index}.9.20`, `gone${index}`));
      zones.meanwhileAt(1, () => zones.put("Z20", ptr("1.0.20", "h1"), ...foreseen));
      const { zones: outcomes } = await applyReverseSync(zones, plan);
      assert.equal(outcomes[0]!.stop?.reason, "guarded");
      assert.equal(namesIn(zones, "Z20").length, 41);
    });
  });

  describe("where zones are gone, cannot be read, or change", () => {
    it("leave what points into a forward zone that is gone", async () => {
      const config = { ...CONFIG, forwardZoneIds: { ...CONFIG.forwardZoneIds, "acmecorp.com": "ZA" } };
      const zones = filled([a("app1", "10.20.0.5")]);
      await sync(zones);
      zones.remove("ZF");
      const plan = await planReverseSync(
        {
          ...zones,
          listRecordSets: (id, names) => (id === "ZA" ? Promise.resolve([]) : zones.listRecordSets(id, names)),
        },
        config,
      );
      assert.deepEqual(plan.unreadable, [
        { zoneName: "cloud.acmecorp.com", zoneId: "ZF", gone: true, message: "no zone ZF" },
      ]);
      assert.deepEqual(
        plan.zones.map(({ changes }) => changes),
        [[], []],
      );
    });

    it("name a reverse zone that is gone, before it is read or after, and write the others", async () => {
      const zones = filled([a("app1", "10.20.0.5"), a("app2", "10.21.0.5")]);
      const plan = await planReverseSync(zones, CONFIG);
      zones.remove("Z20");
      const { zones: outcomes } = await applyReverseSync(zones, plan);
      assert.deepEqual(
        outcomes.map(({ written, left, stop }) => [written.length, left.length, stop]),
        [
          [0, 1, { reason: "gone", message: "no zone Z20" }],
          [1, 0, undefined],
        ],
      );
      const later = await planReverseSync(zones, CONFIG);
      assert.deepEqual(
        later.unreadable.map(({ zoneName, gone }) => [zoneName, gone]),
        [[Z20, true]],
      );
      assert.deepEqual(
        later.zones.map(({ zoneName, changes }) => [zoneName, changes.length]),
        [[Z21, 0]],
      );
    });

    it("go on in the other zones when one cannot be written", async () => {
      const zones = filled([a("app1", "10.20.0.5"), a("app2", "10.21.0.5")]);
      const plan = await planReverseSync(zones, CONFIG);
      zones.failAt(1, "killed-before");
      const { zones: outcomes } = await applyReverseSync(zones, plan);
      assert.deepEqual(
        outcomes.map(({ written, stop }) => [written.length, stop]),
        [
          [0, { reason: "failed", message: "killed" }],
          [1, undefined],
        ],
      );
    });

    it("are read and decided on again when somebody wrote meanwhile", async () => {
      const zones = filled([a("app1", "10.20.0.5"), a("app2", "10.20.0.6")]);
      const plan = await planReverseSync(zones, CONFIG);
      zones.meanwhileAt(1, () => zones.put("Z20", ptr("5.0.20", "hand.example.com")));
      const { zones: outcomes } = await applyReverseSync(zones, plan);
      assert.deepEqual(
        outcomes.map(({ written, left, conflicts, stop }) => [written.length, left.length, conflicts.length, stop])[0],
        [1, 0, 1, undefined],
      );
      assert.equal(zones.content("Z20")["5.0.20.10.in-addr.arpa. PTR"], "300 hand.example.com.");
    });

    it("are given up when they change faster than they can be read", async () => {
      const zones = filled([a("app1", "10.20.0.5")]);
      const plan = await planReverseSync(zones, CONFIG);
      const busy = {
        ...zones,
        changeRecordSets: () => Promise.reject(Object.assign(new Error("changed again"), { code: "BATCH_REFUSED" })),
      };
      const { zones: outcomes } = await applyReverseSync(busy, plan);
      assert.deepEqual(outcomes[0]!.stop, { reason: "changing", message: "changed again" });
      assert.equal(outcomes[0]!.left.length, 1);
    });
  });

  it("report how far they are, and stop between batches when told to", async () => {
    const zones = filled(
      Array.from({ length: 2500 }, (_, index) => a(`h${index}`, `10.20.${index >> 8}.${index & 255}`)),
    );
    const seen: SyncProgress[] = [];
    const plan = await planReverseSync(zones, CONFIG, { onProgress: (progress) => seen.push(progress) });
    assert.deepEqual(seen.at(-1), { phase: "reading", done: 3, total: 3 });
    const controller = new AbortController();
    const onProgress = (progress: SyncProgress) => {
      seen.push(progress);
      if (progress.done > 0) controller.abort();
    };
    const { zones: outcomes } = await applyReverseSync(zones, plan, { onProgress, signal: controller.signal });
    const [{ written, left, stop } = assert.fail()] = outcomes;
    assert.deepEqual([written.length + left.length, stop?.reason], [2500, "stopped"]);
    assert.equal(namesIn(zones, "Z20").length, written.length);
    assert.deepEqual(seen.at(-1), { phase: "writing", done: written.length, total: 2500 });
    await sync(zones);
    assert.equal(namesIn(zones, "Z20").length, 2500);
    assert.equal(zones.taken().length, 2500, "nothing was written twice");
    await assert.rejects(planReverseSync(zones, CONFIG, { signal: controller.signal }), { name: "AbortError" });
  });

  describe("when a call fails or the process dies", () => {
    const hosts = (count: number, offset: number) =>
      Array.from({ length: count }, (_, index) =>
        a(`h${index + offset}`, `10.${20 + (index % 2)}.${index >> 8}.${index & 255}`),
      );
    const [first, later] = [hosts(1700, 0), hosts(1650, 7)];
    const run = async (zones: MemoryZones, forward: readonly RecordSet[]) => {
      const names = Object.keys(zones.content("ZF"));
      for (const key of names) if (!forward.some(({ name }) => key.startsWith(name))) zones.drop("ZF", key);
      zones.put("ZF", ...forward);
      const plan = await planReverseSync(zones, FORCED);
      const { zones: outcomes } = await applyReverseSync(zones, plan);
      const [bad] = [...plan.unreadable, ...outcomes.flatMap(({ stop }) => stop ?? [])];
      if (bad) throw new Error(bad.message);
    };
    const faults: Fault[] = ["lost-before", "lost-after", "killed-before", "killed-after"];
    for (const fault of faults) {
      it(`the next run finishes, and nothing is written twice: ${fault}`, async () => {
        const whole = filled(first);
        await run(whole, first);
        await run(whole, later);
        const { length: calls } = whole.calls;
        const { length: taken } = whole.taken();
        assert.ok(calls >= 10, `${calls} calls`);
        for (let call = 1; call <= calls; call++) {
          const zones = filled(first);
          zones.failAt(call, fault);
          for (const forward of [first, later]) await run(zones, forward).catch(() => run(zones, forward));
          for (const zone of ["Z20", "Z21"]) assert.deepEqual(zones.content(zone), whole.content(zone));
          assert.equal(zones.taken().length, taken, `lines written when call ${call} failed`);
        }
      });
    }
  });

  describe("whatever they hold", () => {
    const NAMES = ["a", "b", "c.d"];
    const address = fc.tuple(fc.constantFrom(20, 21), fc.integer({ min: 1, max: 3 }));
    const anyA = fc
      .tuple(fc.constantFrom(...NAMES), fc.uniqueArray(address, { minLength: 1, maxLength: 3 }))
      .map(([name, hosts]) => a(name, ...hosts.map(([net, host]) => `10.${net}.0.${host}`)));
    const anyTargets = fc.uniqueArray(fc.constantFrom(...NAMES, "x.example.com"), { minLength: 1, maxLength: 2 });
    const anyPtr = fc
      .tuple(address, anyTargets, fc.constantFrom("PTR", "TXT", "CNAME"))
      .map(([[net, host], targets, type]) => ({ ...ptr(`${host}.0.${net}`, ...targets), type }));
    const byName = { selector: ({ name }: RecordSet) => name };
    const forwards = fc.uniqueArray(anyA, { maxLength: 3, ...byName });
    const standing = fc.uniqueArray(anyPtr, { maxLength: 5, ...byName });
    const isOurs = ({ type, values }: RecordSet) => type === "PTR" && !values.includes("x.example.com.");

    it("come to rest after one run, and others' records stay as they were", async () => {
      await fc.assert(
        fc.asyncProperty(forwards, standing, async (forward, sets) => {
          const zones = filled(forward);
          for (const set of sets) zones.put(set.name.includes(".20.10.") ? "Z20" : "Z21", set);
          const content = () => ({ ...zones.content("Z20"), ...zones.content("Z21") });
          const before = content();
          await sync(zones, FORCED);
          for (const set of sets) {
            const key = `${set.name} ${set.type}`;
            if (!isOurs(set)) assert.equal(content()[key], before[key]);
          }
          const again = await planReverseSync(zones, FORCED);
          for (const { changes } of again.zones) assert.deepEqual(changes, []);
        }),
        { numRuns: 200 },
      );
    });

    it("are written in as few batches as their sums allow", async () => {
      const counts = fc.integer({ min: 0, max: 2300 });
      const length = fc.integer({ min: 1, max: 45 });
      await fc.assert(
        fc.asyncProperty(counts, counts, length, async (created, deleted, characters) => {
          const name = (index: number) => `${index}-${"x".repeat(characters)}`.slice(0, Math.max(characters, 6));
          const address = (index: number) => `10.20.${index >> 8}.${index & 255}`;
          const zones = filled(Array.from({ length: created }, (_, index) => a(name(index), address(index))));
          const old = Array.from({ length: deleted }, (_, index) =>
            ptr(`${index & 255}.${(index >> 8) + 100}.20`, name(index)),
          );
          zones.put("Z20", ...old);
          await sync(zones, FORCED);
          const lines = zones.taken();
          assert.equal(lines.length, created + deleted);
          const size = lines.reduce((sum, { recordSet }) => sum + recordSet.values[0]!.length, 0);
          const bound = Math.max(Math.ceil(lines.length / 1000), Math.ceil(size / 32_000));
          assert.equal(zones.calls.filter(({ kind }) => kind === "change").length, bound);
        }),
        { numRuns: 25 },
      );
    });
  });
});
