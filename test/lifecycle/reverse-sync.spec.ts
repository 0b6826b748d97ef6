import assert from "node:assert/strict";
import { planReverseSync, type SyncProgress } from "../../components/lifecycle/reverse-sync";
import { applyReverseSync } from "../../components/lifecycle/reverse-sync-apply";
import { memoryZones } from "../helpers/memory-zones";
import { addressSet as a, CONFIG, FORCED, filled, namesIn, ptrSet as ptr, sync, Z20, Z21 } from "./reverse-sync-zones";

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

  it("count an update that takes two calls as written after the second one", async () => {
    const label = "x".repeat(50);
    const names = Array.from({ length: 200 }, (_, index) => `n${100 + index}.${label}.${label}`);
    const zones = filled(names.map((name) => a(name, "10.20.0.5")));
    await sync(zones);
    const change = { ...CONFIG, policy: { ttlSeconds: 60 } };
    const plan = await planReverseSync(zones, change);
    const calls = zones.calls.length;
    zones.failAt(2, "killed-before");
    const [stopped = assert.fail()] = (await applyReverseSync(zones, plan)).zones;
    assert.equal(zones.calls.length - calls, 2);
    assert.deepEqual([stopped.written.length, stopped.left.length, stopped.stop?.reason], [0, 1, "failed"]);
    const [next = assert.fail()] = (await sync(zones, change)).zones;
    assert.deepEqual([next.written.length, next.left.length], [1, 0]);
    assert.match(zones.content("Z20")["5.0.20.10.in-addr.arpa. PTR"]!, /^60 n100/);
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
});
