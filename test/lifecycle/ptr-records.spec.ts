import assert from "node:assert/strict";
import fc from "fast-check";
import type { DomainName } from "../../components/core/domain-name";
import type { PtrPolicyConfig } from "../../components/core/record-config";
import type { RecordSet } from "../../components/core/resource-record";
import {
  checkPtrRecords,
  createPtrRecords,
  deletePtrRecords,
  diffPtrRecords,
  readPtrRecords,
  refreshPtrRecords,
  updatePtrRecords,
} from "../../components/lifecycle/ptr-records";
import type { PtrRecordsInputs, PtrRecordsState } from "../../components/lifecycle/ptr-records-properties";
import { type Fault, memoryZones } from "../helpers/memory-zones";

const Z20 = "20.10.in-addr.arpa";
const Z21 = "21.10.in-addr.arpa";
const ZONE_IDS = { [Z20]: "Z20", [Z21]: "Z21" };

type Hosts = { readonly [name: string]: string | readonly string[] };

function inputsOf(hosts: Hosts, policy: PtrPolicyConfig = {}, zoneIds: object = ZONE_IDS): PtrRecordsInputs {
  const addressRecords = Object.entries(hosts).map(([name, addresses]) => ({ name, addresses: [addresses].flat() }));
  const { inputs, problems } = checkPtrRecords({ addressRecords, zoneIds: { ...zoneIds }, policy });
  assert.deepEqual(problems, []);
  return inputs;
}

const ptr = (reverseName: string, ...names: string[]): RecordSet => ({
  name: `${reverseName}.` as DomainName,
  type: "PTR",
  ttlSeconds: 300,
  values: names.map((name) => `${name}.`),
});

describe("The lifecycle of PTR records", () => {
  it("creates, updates and deletes exactly what differs", async () => {
    const zones = memoryZones("Z20", "Z21");
    zones.put("Z20", { ...ptr("20.10.in-addr.arpa", "ns.aws"), type: "NS" });
    const first = await createPtrRecords(
      zones,
      inputsOf({ "app1.x": "10.20.0.5", "app2.x": ["10.20.0.6", "10.21.0.6"] }),
    );
    assert.deepEqual(zones.content("Z20"), {
      "20.10.in-addr.arpa. NS": "300 ns.aws.",
      "5.0.20.10.in-addr.arpa. PTR": "300 app1.x.",
      "6.0.20.10.in-addr.arpa. PTR": "300 app2.x.",
    });
    assert.deepEqual(zones.content("Z21"), { "6.0.21.10.in-addr.arpa. PTR": "300 app2.x." });

    const before = zones.calls.length;
    const second = await updatePtrRecords(
      zones,
      first.state,
      inputsOf({ "app1.x": "10.20.0.7", "app2.x": ["10.20.0.6", "10.21.0.6"] }),
    );
    const later = zones.calls.slice(before);
    assert.deepEqual(
      later.map(({ kind, zoneId, names }) => [kind, zoneId, names?.length]),
      [
        ["list", "Z20", 2],
        ["change", "Z20", undefined],
      ],
    );
    assert.deepEqual(
      later[1]!.batch!.map(({ action, recordSet }) => `${action} ${recordSet.name}`),
      ["DELETE 5.0.20.10.in-addr.arpa.", "CREATE 7.0.20.10.in-addr.arpa."],
    );

    assert.deepEqual(await deletePtrRecords(zones, second.state), []);
    assert.deepEqual(zones.content("Z20"), { "20.10.in-addr.arpa. NS": "300 ns.aws." });
    assert.deepEqual(zones.content("Z21"), {});
  });

  it("keeps a state that needs no update", async () => {
    const zones = memoryZones("Z20", "Z21");
    const inputs = inputsOf({ "app1.x": "10.20.0.5", "app9.x": "192.0.2.1" }, { ttlSeconds: 60 });
    const { state } = await createPtrRecords(zones, inputs);
    assert.equal(diffPtrRecords(state, inputs), false);
    assert.equal(state.version, 1);
    assert.deepEqual(state.ptrRecords, { "5.0.20.10.in-addr.arpa": ["app1.x"] });
    assert.deepEqual(state.skipped, { "app9.x": "192.0.2.1: no reverse zone covers it" });
    const refreshed = await readPtrRecords(zones, JSON.parse(JSON.stringify(state)));
    assert.equal(diffPtrRecords(refreshed, inputs), false);
    const calls = zones.calls.length;
    await updatePtrRecords(zones, refreshed, inputs);
    assert.equal(zones.calls.length, calls, "what is the same is neither read nor written");
  });

  it("says that an update is needed for every property that can change", () => {
    const inputs = inputsOf({ "a.x": "10.20.0.5" });
    const state = { ...inputs, version: 1, ptrRecords: {}, skipped: {} };
    const others = [
      inputsOf({ "b.x": "10.20.0.5" }),
      inputsOf({ "a.x": "10.20.0.6" }),
      inputsOf({ "a.x": "10.20.0.5" }, { ttlSeconds: 60 }),
      inputsOf({ "a.x": "10.20.0.5" }, { adopt: ["10.20.0.5"] }),
      inputsOf({ "a.x": "10.20.0.5" }, {}, { [Z20]: "Z20" }),
      { ...inputs, access: { profile: "network" } },
    ];
    assert.equal(diffPtrRecords(state, inputs), false);
    for (const other of others) assert.equal(diffPtrRecords(state, other), true);
  });

  it("moves records to a more specific zone, and to a zone that takes another's place", async () => {
    const zones = memoryZones("Z10", "Z20", "Z20b");
    const hosts = { "a.x": "10.20.0.5" };
    const wide = await createPtrRecords(zones, inputsOf(hosts, {}, { "10.in-addr.arpa": "Z10" }));
    const narrow = await updatePtrRecords(
      zones,
      wide.state,
      inputsOf(hosts, {}, { "10.in-addr.arpa": "Z10", [Z20]: "Z20" }),
    );
    assert.deepEqual(zones.content("Z10"), {});
    assert.deepEqual(Object.keys(zones.content("Z20")), ["5.0.20.10.in-addr.arpa. PTR"]);
    const other = await updatePtrRecords(zones, narrow.state, inputsOf(hosts, {}, { [Z20]: "Z20b" }));
    assert.deepEqual(zones.content("Z20"), {});
    assert.deepEqual(Object.keys(zones.content("Z20b")), ["5.0.20.10.in-addr.arpa. PTR"]);
    assert.deepEqual(other.state.zoneIds, { [Z20]: "Z20b" });
  });

  it("shows conflicts all at once, before anything changes, and says how to go on", async () => {
    const zones = memoryZones("Z20", "Z21");
    zones.put("Z20", ptr("5.0.20.10.in-addr.arpa", "old.acmecorp.com"));
    zones.put("Z21", { ...ptr("6.0.21.10.in-addr.arpa", "elsewhere.x"), type: "CNAME" });
    const hosts = { "a.x": "10.20.0.5", "b.x": "10.21.0.6", "c.x": "10.20.0.7" };
    await assert.rejects(
      createPtrRecords(zones, inputsOf(hosts)),
      (error: Error & { code?: string; properties?: unknown }) => {
        assert.equal(error.code, "PTR_CONFLICT");
        assert.match(
          error.message,
          /5\.0\.20\.10\.in-addr\.arpa is old\.acmecorp\.com, not ours.*`ptrRecords\.adopt: \["10\.20\.0\.5"\]`/,
        );
        assert.match(error.message, /6\.0\.21\.10\.in-addr\.arpa is a CNAME to elsewhere\.x\./);
        assert.equal(error.properties, undefined);
        return true;
      },
    );
    assert.deepEqual(zones.taken(), []);
  });

  describe("with a classless zone (case 24)", () => {
    const parent = "5.20.10.in-addr.arpa";
    const child = `64/28.${parent}`;
    const ids = { [parent]: "ZP", [child]: "ZC" };

    it("leads from the zone beside to it, shows that in the plan, and leaves nothing behind", async () => {
      const zones = memoryZones("ZP", "ZC");
      const inputs = inputsOf({ "a.x": "10.20.5.70", "b.x": "10.20.5.80" }, {}, ids);
      assert.deepEqual((inputs as never)[parent][`70.${parent}`], [`CNAME 70.${child}`]);
      const { state } = await createPtrRecords(zones, inputs);
      assert.deepEqual(zones.content("ZC"), { [`70.${child}. PTR`]: "300 a.x." });
      assert.equal(Object.keys(zones.content("ZP")).length, 17);
      assert.equal(zones.content("ZP")[`70.${parent}. CNAME`], `300 70.64\\05728.${parent}.`);
      const refreshed = await readPtrRecords(zones, JSON.parse(JSON.stringify(state)));
      assert.equal(diffPtrRecords(refreshed, inputs), false);
      assert.deepEqual(await deletePtrRecords(zones, refreshed), []);
      assert.deepEqual({ ...zones.content("ZP"), ...zones.content("ZC") }, {});
    });

    it("makes way in the zone beside in one batch when it comes, and when it goes", async () => {
      const zones = memoryZones("ZP", "ZC");
      const hosts = { "a.x": "10.20.5.70" };
      const { state } = await createPtrRecords(zones, inputsOf(hosts, {}, { [parent]: "ZP" }));
      const divided = await updatePtrRecords(zones, state, inputsOf(hosts, {}, ids));
      assert.equal(zones.content("ZP")[`70.${parent}. PTR`], undefined);
      await updatePtrRecords(zones, divided.state, inputsOf(hosts, {}, { [parent]: "ZP" }));
      assert.deepEqual(zones.content("ZP"), { [`70.${parent}. PTR`]: "300 a.x." });
      assert.deepEqual(zones.content("ZC"), {});
      const batches = zones.calls.filter(({ kind, zoneId }) => kind === "change" && zoneId === "ZP");
      assert.equal(batches.length, 3);
    });

    it("says what stands in the way, and takes over what is adopted", async () => {
      const zones = memoryZones("ZP", "ZC");
      zones.put("ZP", ptr(`70.${parent}`, "old.y"));
      zones.put("ZC", ptr(`71.${child}`, "old.y"));
      const hosts = { "a.x": ["10.20.5.70", "10.20.5.71"] };
      await assert.rejects(createPtrRecords(zones, inputsOf(hosts, {}, ids)), (error: Error) => {
        const [inChild, inParent] = error.message.split("\n").sort().reverse();
        assert.match(
          inParent!,
          /^70\.5\.20\.10\.in-addr\.arpa is a PTR to old\.y\., not ours, and should be CNAME 70\.64\/28.*; remove it/,
        );
        assert.match(inChild!, /^71\.64\/28.* is old\.y, not ours, and should be a\.x; .*adopt: \["10\.20\.5\.71"\]/);
        return true;
      });
      zones.drop("ZP", `70.${parent}. PTR`);
      await createPtrRecords(zones, inputsOf(hosts, { adopt: ["10.20.5.71"] }, ids));
      assert.equal(zones.content("ZC")[`71.${child}. PTR`], "300 a.x.");
    });

    it("finds again what a lost answer left open", async () => {
      const zones = memoryZones("ZP", "ZC");
      const inputs = inputsOf({ "a.x": "10.20.5.70" }, {}, ids);
      for (const call of [3, 4]) {
        zones.failAt(call, "lost-after");
        const { properties } = await createPtrRecords(zones, inputs).then(
          () => assert.fail("it should have failed"),
          (error: { properties: PtrRecordsState }) => error,
        );
        assert.ok(properties.uncertain!.length > 0);
        await deletePtrRecords(zones, JSON.parse(JSON.stringify(properties)));
        assert.deepEqual({ ...zones.content("ZP"), ...zones.content("ZC") }, {});
      }
    });
  });

  it("takes over what is adopted, and then owns it", async () => {
    const zones = memoryZones("Z20");
    zones.put("Z20", ptr("5.0.20.10.in-addr.arpa", "old.acmecorp.com"));
    const { state } = await createPtrRecords(zones, inputsOf({ "a.x": "10.20.0.5" }, { adopt: ["10.20.0.5"] }));
    assert.deepEqual(zones.content("Z20"), { "5.0.20.10.in-addr.arpa. PTR": "300 a.x." });
    await deletePtrRecords(zones, state);
    assert.deepEqual(zones.content("Z20"), {});
  });

  it("shows what was changed by hand, and never overwrites it, with a refresh or without", async () => {
    const zones = memoryZones("Z20", "Z21");
    const { state } = await createPtrRecords(
      zones,
      inputsOf({ "a.x": "10.20.0.5", "b.x": "10.20.0.6", "c.x": "10.20.0.7" }),
    );
    zones.put("Z20", ptr("5.0.20.10.in-addr.arpa", "hand.x"), {
      ...ptr("6.0.20.10.in-addr.arpa", "b.x"),
      ttlSeconds: 5,
    });
    const refreshed = await readPtrRecords(zones, state);
    assert.deepEqual(refreshed.ptrRecords, { "6.0.20.10.in-addr.arpa": ["b.x"], "7.0.20.10.in-addr.arpa": ["c.x"] });
    assert.deepEqual(refreshed.ttls, { "6.0.20.10.in-addr.arpa": 5 });
    const news = inputsOf({ "new.x": "10.20.0.5", "b.x": "10.20.0.6", "c.x": "10.20.0.7" });
    assert.equal(diffPtrRecords(refreshed, news), true);
    for (const olds of [state, refreshed]) {
      await assert.rejects(updatePtrRecords(zones, olds, news), { code: "PTR_CONFLICT", message: /is hand\.x/ });
    }
    const notices = await deletePtrRecords(zones, state);
    assert.deepEqual(zones.content("Z20"), { "5.0.20.10.in-addr.arpa. PTR": "300 hand.x." });
    assert.deepEqual(
      notices.map(({ code, path }) => [code, path]),
      [["PTR_LEFT", "5.0.20.10.in-addr.arpa"]],
    );
  });

  it("names in a refresh each record that is not as it was written (case 32)", async () => {
    const zones = memoryZones("Z20", "Z21");
    const hosts = { "a.x": "10.20.0.5", "b.x": "10.20.0.6", "c.x": "10.20.0.7", "d.x": "10.21.0.8" };
    const { state } = await createPtrRecords(zones, inputsOf(hosts));
    assert.deepEqual((await refreshPtrRecords(zones, state)).notices, []);
    zones.put("Z20", ptr("5.0.20.10.in-addr.arpa", "hand.x"), {
      ...ptr("6.0.20.10.in-addr.arpa", "b.x"),
      ttlSeconds: 5,
    });
    zones.drop("Z20", "7.0.20.10.in-addr.arpa. PTR");
    zones.remove("Z21");
    const { notices } = await refreshPtrRecords(zones, state);
    assert.deepEqual(
      notices.map(({ code, path, message }) => `${path}: ${message} (${code})`),
      [
        "5.0.20.10.in-addr.arpa: it is hand.x, not the a.x that we wrote, and no longer ours; the next update shows it as a conflict (PTR_DRIFT)",
        "6.0.20.10.in-addr.arpa: the TTL of b.x is 5, not the 300 that we wrote; the next update puts it right (PTR_DRIFT)",
        "7.0.20.10.in-addr.arpa: c.x is gone; the next update makes it again (PTR_DRIFT)",
        "8.0.21.10.in-addr.arpa: d.x is gone; the next update makes it again (PTR_DRIFT)",
      ],
    );
  });

  it("mends what somebody deleted, after a refresh", async () => {
    const zones = memoryZones("Z20", "Z21");
    const inputs = inputsOf({ "a.x": "10.20.0.5", "b.x": "10.20.0.6" });
    const { state } = await createPtrRecords(zones, inputs);
    await zones.changeRecordSets("Z20", [{ action: "DELETE", recordSet: ptr("5.0.20.10.in-addr.arpa", "a.x") }]);
    const refreshed = await readPtrRecords(zones, state);
    assert.equal(diffPtrRecords(refreshed, inputs), true);
    await updatePtrRecords(zones, refreshed, inputs);
    assert.equal(zones.content("Z20")["5.0.20.10.in-addr.arpa. PTR"], "300 a.x.");
  });

  it("notices what somebody writes between reading and writing", async () => {
    const zones = memoryZones("Z20", "Z21");
    const { state } = await createPtrRecords(zones, inputsOf({ "a.x": "10.20.0.5" }));
    for (const news of [inputsOf({ "b.x": "10.20.0.5" }), inputsOf({ "a.x": "10.20.0.5", "b.x": "10.20.0.6" })]) {
      const name = news[Z20 as never]["6.0.20.10.in-addr.arpa"] ? "6.0.20.10.in-addr.arpa" : "5.0.20.10.in-addr.arpa";
      zones.meanwhileAt(2, () => zones.put("Z20", ptr(name, "hand.x")));
      await assert.rejects(updatePtrRecords(zones, state, news), {
        code: "PTR_CONFLICT",
        message: new RegExp(`${name} is hand.x`),
      });
    }
  });

  it("is content with zones that are gone, where it only deletes", async () => {
    const zones = memoryZones("Z20", "Z21");
    const { state } = await createPtrRecords(zones, inputsOf({ "a.x": "10.20.0.5", "b.x": "10.21.0.6" }));
    zones.remove("Z20");
    assert.deepEqual((await readPtrRecords(zones, state)).ptrRecords, { "6.0.21.10.in-addr.arpa": ["b.x"] });
    const update = updatePtrRecords(zones, state, inputsOf({ "c.x": "10.20.0.9", "b.x": "10.21.0.6" }));
    await assert.rejects(update, { code: "ZONE_GONE", message: /20\.10\.in-addr\.arpa: there is no hosted zone Z20/ });
    assert.deepEqual(await deletePtrRecords(zones, state), []);
    assert.deepEqual(zones.content("Z21"), {});
  });

  it("refuses the state of a later version, and unknown values", () => {
    const inputs = inputsOf({ "a.x": "10.20.0.5" });
    assert.throws(() => diffPtrRecords({ ...inputs, version: 2, ptrRecords: {} }, inputs), { code: "STATE_TOO_NEW" });
  });

  describe("when a call fails or the process dies", () => {
    const hosts = (count: number, offset = 0): Hosts =>
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          `h${index + offset}.x`,
          `10.${20 + (index % 2)}.${index >> 8}.${index & 255}`,
        ]),
      );
    const [firstInputs, laterInputs] = [inputsOf(hosts(1100)), inputsOf(hosts(1050, 7))];
    const faults: Fault[] = ["lost-before", "lost-after", "killed-before", "killed-after"];
    const wholeRun = async () => {
      const zones = memoryZones("Z20", "Z21");
      const { state } = await createPtrRecords(zones, firstInputs);
      const created = zones.calls.length;
      await updatePtrRecords(zones, state, laterInputs);
      return { created, updated: zones.calls.length - created, taken: zones.taken().length };
    };

    it("says after each batch how far it is", async () => {
      const seen: string[] = [];
      const zones = memoryZones("Z20", "Z21");
      const { state } = await createPtrRecords(zones, firstInputs, ({ done, total }) => seen.push(`${done}/${total}`));
      assert.deepEqual(seen, ["550/1100", "1100/1100"]);
      seen.length = 0;
      zones.failAt(3, "lost-after");
      await assert.rejects(
        updatePtrRecords(zones, state, laterInputs, ({ done, total }) => seen.push(`${done}/${total}`)),
      );
      assert.ok(seen.length > 0);
    });

    it("fails at each of several calls in these tests", async () => {
      const { created, updated } = await wholeRun();
      assert.ok(created >= 4 && updated >= 6, `${created} and ${updated} calls`);
    });

    for (const fault of faults) {
      it(`the next run finishes, and nothing is written twice: ${fault}`, async () => {
        const { created, updated, taken } = await wholeRun();
        for (let call = 1; call <= created + updated; call++) {
          const zones = memoryZones("Z20", "Z21");
          zones.failAt(call, fault);
          let failures = 0;
          let state: PtrRecordsState | undefined;
          const run = async (inputs: PtrRecordsInputs) => {
            const running = state ? updatePtrRecords(zones, state, inputs) : createPtrRecords(zones, inputs);
            state = (await running).state;
          };
          for (const inputs of [firstInputs, laterInputs]) {
            await run(inputs).catch(async (error: Error & { properties?: PtrRecordsState }) => {
              failures++;
              // A dead process leaves the state as it was, a failure leaves the state that it carries.
              if (!fault.startsWith("killed")) state = error.properties ?? state;
              await run(inputs);
            });
          }
          assert.equal(failures, 1, `the fault at call ${call} was met`);
          assert.equal(zones.taken().length, taken, `lines written when call ${call} failed`);
          assert.deepEqual(Object.keys(zones.content("Z20")).length + Object.keys(zones.content("Z21")).length, 1050);
          assert.equal(diffPtrRecords(state!, laterInputs), false);
        }
      });
    }

    it("a later destroy leaves nothing, also what was created by a call whose answer was lost", async () => {
      for (const call of [3, 4]) {
        const zones = memoryZones("Z20", "Z21");
        zones.failAt(call, "lost-after");
        const failed = createPtrRecords(zones, firstInputs);
        const properties = await failed.then(
          () => assert.fail("it should have failed"),
          (error: { properties: PtrRecordsState }) => error.properties,
        );
        await deletePtrRecords(zones, properties);
        assert.deepEqual({ ...zones.content("Z20"), ...zones.content("Z21") }, {});
      }
    });
  });

  it("does not take for written what was uncertain and turned out not to be", async () => {
    const zones = memoryZones("Z20", "Z21");
    const inputs = inputsOf({ "a.x": "10.20.0.5", "b.x": "10.21.0.5" });
    const { state } = await createPtrRecords(memoryZones("Z20", "Z21"), inputsOf({ "a.x": "10.20.0.5" }));
    zones.failAt(3, "killed-before");
    const failed = updatePtrRecords(zones, { ...state, uncertain: ["5.0.20.10.in-addr.arpa"] }, inputs);
    const { properties } = await failed.then(
      () => assert.fail("it should have failed"),
      (error: { properties: PtrRecordsState }) => error,
    );
    assert.deepEqual(properties.ptrRecords, { "5.0.21.10.in-addr.arpa": ["b.x"] });
    await updatePtrRecords(zones, properties, inputs);
    assert.deepEqual(zones.content("Z20"), { "5.0.20.10.in-addr.arpa. PTR": "300 a.x." });
  });

  it("reaches any desired state from any other", async () => {
    const address = fc
      .tuple(fc.constantFrom("10.20.0.", "10.21.0."), fc.integer({ min: 1, max: 6 }))
      .map(([net, host]) => net + host);
    const anyHosts = fc.dictionary(
      fc.constantFrom("a.x", "b.x", "c.x", "d.x"),
      fc.uniqueArray(address, { maxLength: 4 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(anyHosts, { minLength: 1, maxLength: 4 }), async (steps) => {
        const zones = memoryZones("Z20", "Z21");
        let state: PtrRecordsState | undefined;
        for (const step of steps) {
          const inputs = inputsOf(step);
          state = (await (state ? updatePtrRecords(zones, state, inputs) : createPtrRecords(zones, inputs))).state;
          const fresh = memoryZones("Z20", "Z21");
          await createPtrRecords(fresh, inputs);
          for (const zone of ["Z20", "Z21"]) assert.deepEqual(zones.content(zone), fresh.content(zone));
        }
        await deletePtrRecords(zones, state!);
        assert.deepEqual({ ...zones.content("Z20"), ...zones.content("Z21") }, {});
      }),
      { numRuns: 60 },
    );
  });
});
