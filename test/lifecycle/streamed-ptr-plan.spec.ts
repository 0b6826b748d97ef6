import assert from "node:assert/strict";
import fc from "fast-check";
import type { DomainName } from "../../components/core/domain-name";
import { planPtrRecords } from "../../components/core/ptr-plan";
import type { AddressRecordConfig } from "../../components/core/record-config";
import type { RecordSet } from "../../components/core/resource-record";
import { changedSet } from "../../components/core/zone-diff";
import { streamPtrPlan, type ZonePtrPlan } from "../../components/lifecycle/streamed-ptr-plan";
import type { ZoneStore } from "../../components/lifecycle/zone-store";

const ZONES = { "10.in-addr.arpa": "Z10", "20.10.in-addr.arpa": "Z2010", "0.0.d.f.ip6.arpa": "Z6" };

/** Zones that hold some sets and refuse to be written to. */
function zonesThatHold(sets: { readonly [zoneId: string]: readonly RecordSet[] }): ZoneStore {
  return {
    listRecordSets: async (zoneId, names) => {
      assert.equal(names, undefined);
      return sets[zoneId] ?? [];
    },
    changeRecordSets: () => Promise.reject(new Error("a plan writes nothing")),
  };
}

const ptr = (name: string, ...values: string[]): RecordSet => ({
  name: name as DomainName,
  type: "PTR",
  ttlSeconds: 300,
  values,
});

async function all(plans: AsyncIterable<ZonePtrPlan>): Promise<ZonePtrPlan[]> {
  const found: ZonePtrPlan[] = [];
  for await (const plan of plans) found.push(plan);
  return found;
}

describe("A plan of PTR records out of a stream", () => {
  it("compares each zone with the records that belong to it, and no other", async () => {
    const store = zonesThatHold({
      Z10: [
        ptr("1.0.0.10.in-addr.arpa.", "a.x."),
        ptr("9.0.0.10.in-addr.arpa.", "gone.x."),
        { ...ptr("8.0.0.10.in-addr.arpa."), routing: "an alias of b.x." },
        { ...ptr("7.0.0.10.in-addr.arpa.", "note"), type: "TXT" },
      ],
      Z2010: [ptr("1.0.20.10.in-addr.arpa.", "other.x.")],
    });
    async function* records() {
      yield { name: "a.x", addresses: ["10.20.0.1", "10.0.0.1"] };
      yield { name: "b.x", addresses: ["fd00::1"], ttlSeconds: 60 };
    }
    const plans = await all(streamPtrPlan(store, records(), ZONES));
    const told = plans.map(({ zoneName, planned, changes }) => [
      zoneName,
      planned,
      changes.map(({ before, after }) => [before?.values.join(), after?.values.join(), after?.ttlSeconds]),
    ]);
    assert.deepEqual(told, [
      ["10.in-addr.arpa", 1, [["gone.x.", undefined, undefined]]],
      ["20.10.in-addr.arpa", 1, [["other.x.", "a.x.", 300]]],
      ["0.0.d.f.ip6.arpa", 1, [[undefined, "b.x.", 60]]],
    ]);
  });

  it("tells last what belongs to no zone, with the places that it had in the stream", async () => {
    const records = [
      { name: "a.x", addresses: ["10.0.0.1", "192.0.2.1"] },
      { name: "b.x", addresses: ["10.0.0.2", "10.0.0.256"] },
      { name: "c..x", addresses: ["10.0.0.3"] },
    ];
    const plans = await all(streamPtrPlan(zonesThatHold({}), records, { "10.in-addr.arpa": "Z10" }));
    assert.deepEqual(
      plans.map(({ zoneName, skipped, problems }) => [
        zoneName,
        skipped,
        problems.map(({ path, code }) => [path, code]),
      ]),
      [
        ["10.in-addr.arpa", [], [["addressRecords[2].name", "BAD_DOMAIN_NAME"]]],
        [
          undefined,
          [{ name: "a.x", address: "192.0.2.1", reason: "no reverse zone covers it" }],
          [["addressRecords[1].addresses[1]", "BAD_ADDRESS"]],
        ],
      ],
    );
  });

  it("refuses a zone that is no reverse zone, and a policy that cannot be read", async () => {
    const plan = (zones: { [name: string]: string }, policy = {}) =>
      all(streamPtrPlan(zonesThatHold({}), [], zones, policy));
    await assert.rejects(plan({ "acmecorp.com": "Z1" }), { code: "BAD_DOMAIN_NAME" });
    await assert.rejects(plan(ZONES, { maximumNames: 0 }), { code: "VALUE_OUT_OF_RANGE" });
  });

  it("is the plan of all records at once", async () => {
    const record = fc.record({
      name: fc.constantFrom("a.x", "b.x", "*.x", "c.y"),
      addresses: fc.array(fc.constantFrom("10.0.0.1", "10.20.0.1", "10.20.0.2", "fd00::1", "192.0.2.1"), {
        maxLength: 3,
      }),
      ttlSeconds: fc.constantFrom(60, 300),
    });
    const policy = { prefer: ["b.x"], exclude: ["c.y"], maximumNames: 2 };
    await fc.assert(
      fc.asyncProperty(fc.array(record, { maxLength: 8 }), async (records: readonly AddressRecordConfig[]) => {
        const streamed = await all(streamPtrPlan(zonesThatHold({}), records, ZONES, policy));
        const whole = planPtrRecords(records, Object.keys(ZONES), policy);
        const sets = streamed.flatMap(({ changes }) => changes.map(changedSet));
        const expected = Object.values(whole.zones).flatMap((ptrs) =>
          Object.entries(ptrs).map(([name, { names, ttlSeconds }]) => ({
            ...ptr(`${name}.`, ...names.map((each) => `${each}.`)),
            ttlSeconds,
          })),
        );
        assert.deepEqual(new Set(sets), new Set(expected));
        const skips = (skipped: readonly object[]) => skipped.map((each) => JSON.stringify(each)).sort();
        assert.deepEqual(skips(streamed.flatMap(({ skipped }) => skipped)), skips(whole.skipped));
      }),
    );
  });
});
