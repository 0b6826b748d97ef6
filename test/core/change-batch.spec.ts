import assert from "node:assert/strict";
import fc from "fast-check";
import { type Batch, batchChanges } from "../../components/core/change-batch";
import type { DomainName } from "../../components/core/domain-name";
import type { RecordSet } from "../../components/core/resource-record";
import type { RecordSetChange } from "../../components/core/zone-diff";

/** Route 53's documented count, written down a second time on purpose. */
function assertLegal(batches: readonly Batch[]): void {
  for (const batch of batches) {
    let [records, characters] = [0, 0];
    for (const { action, recordSet } of batch) {
      for (const value of recordSet.values) {
        records += action === "UPSERT" ? 2 : 1;
        characters += value.length * (action === "UPSERT" ? 2 : 1);
      }
    }
    assert.ok(
      batch.length > 0 && records <= 1000 && characters <= 32000,
      `${records} records, ${characters} characters`,
    );
  }
}

function tokens(batches: readonly Batch[]): number {
  return batches.flat().reduce((sum, { action }) => sum + (action === "UPSERT" ? 2 : 1), 0);
}

const value = (length: number, index = 0) => `${index}.`.padEnd(length, "x").slice(0, length);
const set = (index: number, count: number, length: number, type = "PTR"): RecordSet => ({
  name: `h${index}.x.` as DomainName,
  type,
  ttlSeconds: 300,
  values: Array.from({ length: count }, (_, each) => value(length, each)),
});
const many = (count: number, change: (index: number) => RecordSetChange) =>
  Array.from({ length: count }, (_, i) => change(i));
const created = (count: number, length: number) => (index: number) => ({ after: set(index, count, length) });
const updated = (count: number, length: number) => (index: number) => ({
  before: { ...set(index, count, length), ttlSeconds: 60 },
  after: set(index, count, length),
});

describe("Batches of changes", () => {
  const rows: [string, RecordSetChange[], number, number][] = [
    ["no changes", [], 0, 0],
    ["1,000 creations", many(1000, created(1, 20)), 1, 1000],
    ["1,001 creations", many(1001, created(1, 20)), 2, 1001],
    ["500 updates", many(500, updated(1, 20)), 1, 1000],
    ["501 updates", many(501, updated(1, 20)), 2, 1002],
    ["800 creations of 40 characters", many(800, created(1, 40)), 1, 800],
    ["801 creations of 40 characters", many(801, created(1, 40)), 2, 801],
    ["400 updates of 40 characters", many(400, updated(1, 40)), 1, 800],
    ["33,000 characters", many(330, created(1, 100)), 2, 330],
    ["one set of 400 values", many(1, created(400, 40)), 1, 1],
    ["one update of a set of 400 values", many(1, updated(400, 40)), 1, 2],
    ["three sets of 400 values", many(3, created(400, 10)), 2, 3],
    ["an update that only two calls can make", many(1, updated(400, 50)), 2, 2],
    ["1,000 deletions", many(1000, (index) => ({ before: set(index, 1, 20) })), 1, 1000],
  ];
  for (const [title, changes, calls, cost] of rows) {
    it(`take ${calls} calls and ${cost} tokens for ${title}`, () => {
      const batches = batchChanges(changes);
      assertLegal(batches);
      assert.equal(batches.length, calls);
      assert.equal(tokens(batches), cost);
    });
  }

  it("create with CREATE, delete with DELETE, and update so that a record changed meanwhile is noticed", () => {
    const [before, after] = [set(1, 1, 20), { ...set(1, 1, 20), ttlSeconds: 5 }];
    assert.deepEqual(batchChanges([{ before, after }, { after: set(2, 1, 9) }, { before: set(3, 1, 9) }]), [
      [
        { action: "DELETE", recordSet: before },
        { action: "CREATE", recordSet: after },
        { action: "CREATE", recordSet: set(2, 1, 9) },
        { action: "DELETE", recordSet: set(3, 1, 9) },
      ],
    ]);
  });

  it("update with UPSERT only where that saves a call", () => {
    const shrunk = (index: number) => ({ before: set(index, 3, 10), after: set(index, 1, 10) });
    const few = batchChanges(many(10, shrunk));
    assert.ok(few.flat().every(({ action }) => action !== "UPSERT"));
    const full = batchChanges(many(500, shrunk));
    assertLegal(full);
    assert.equal(full.length, 1);
    assert.equal(tokens(full), 1000);
  });

  it("mix sets of many characters with sets of many records", () => {
    const long = many(1000, (index) => ({ after: set(index, 1, 54) }));
    const short = many(1000, (index) => ({ after: set(1000 + index, 1, 10) }));
    const batches = batchChanges([...long, ...short]);
    assertLegal(batches);
    assert.equal(batches.length, 2);
  });

  it("keep together what changes at one name", () => {
    const changes = Array.from({ length: 600 }, (_, index) => index).flatMap((index): RecordSetChange[] => [
      { before: set(index, 1, 10, "CNAME") },
      { after: set(index, 1, 10, "A") },
    ]);
    const batches = batchChanges(changes);
    assertLegal(batches);
    assert.equal(batches.length, 2);
    for (const batch of batches) {
      const deleted = batch.filter(({ action }) => action === "DELETE").map(({ recordSet }) => recordSet.name);
      const made = batch.filter(({ action }) => action === "CREATE").map(({ recordSet }) => recordSet.name);
      assert.deepEqual(deleted, made);
    }
  });

  it("refuse a set that no call could hold", () => {
    assert.throws(() => batchChanges([{ after: set(1, 400, 100) }]), { code: "TOO_MANY_VALUES", message: /40000/ });
  });

  const anyChange = fc
    .tuple(
      fc.constantFrom("create", "delete", "update"),
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 3, max: 90 }),
    )
    .chain(([kind, count, length]) => fc.tuple(fc.constant(kind), fc.constant(count), fc.constant(length), fc.nat(50)));
  const anyChanges = fc.array(anyChange, { maxLength: 200 }).map((rows) =>
    rows.map(([kind, count, length, other], index): RecordSetChange => {
      const after = set(index, count, length);
      const before = { ...set(index, other + 1, length), ttlSeconds: 60 };
      return kind === "create" ? { after } : kind === "delete" ? { before } : { before, after };
    }),
  );

  it("are legal, complete and cost the fewest tokens, whatever the changes and their order", () => {
    fc.assert(
      fc.property(anyChanges, (changes) => {
        const batches = batchChanges(changes);
        assertLegal(batches);
        const cost = changes.reduce((sum, { before, after }) => sum + Number(!!before) + Number(!!after), 0);
        assert.equal(tokens(batches), cost);
        assert.deepEqual(batchChanges(changes.toReversed()), batches);
        const written = batches.flat();
        for (const { before, after } of changes) {
          const lines = written.filter(({ recordSet }) => recordSet.name === (after ?? before)!.name);
          if (after) assert.deepEqual(lines.at(-1)!.recordSet, after);
          else assert.deepEqual(lines, [{ action: "DELETE", recordSet: before }]);
          const holders = batches.filter((batch) => batch.some((line) => lines.includes(line)));
          assert.equal(holders.length, 1);
        }
      }),
    );
  });

  it("are as few as the sums of records and characters allow, for sets of one to four values", () => {
    const small = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 10, max: 60 }));
    fc.assert(
      fc.property(fc.array(small, { minLength: 1, maxLength: 1200 }), (rows) => {
        const batches = batchChanges(rows.map(([count, length], index) => ({ after: set(index, count, length) })));
        assertLegal(batches);
        const records = rows.reduce((sum, [count]) => sum + count, 0);
        const characters = rows.reduce((sum, [count, length]) => sum + count * length, 0);
        assert.equal(batches.length, Math.max(Math.ceil(records / 1000), Math.ceil(characters / 32000)));
      }),
      { numRuns: 40 },
    );
  });
});
