import assert from "node:assert/strict";
import fc from "fast-check";
import type { RecordSet } from "../../components/core/resource-record";
import { planReverseSync } from "../../components/lifecycle/reverse-sync";
import { applyReverseSync } from "../../components/lifecycle/reverse-sync-apply";
import type { Fault, MemoryZones } from "../helpers/memory-zones";
import { addressSet as a, FORCED, filled, ptrSet as ptr, sync } from "./reverse-sync-zones";

describe("Writing reverse zones that follow forward zones", () => {
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
