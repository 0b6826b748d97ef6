import assert from "node:assert/strict";
import { decideOwnedChanges } from "../../components/core/change-policy";
import type { DomainName } from "../../components/core/domain-name";
import { type RecordSet, recordSetKey } from "../../components/core/resource-record";

const NAME = "5.0.20.10.in-addr.arpa." as DomainName;
const ptr = (value: string, ttlSeconds = 300): RecordSet => ({ name: NAME, type: "PTR", ttlSeconds, values: [value] });
const ours = ptr("ours.acmecorp.com.");
const wanted = ptr("wanted.acmecorp.com.");
const foreign = ptr("foreign.acmecorp.com.");
const cname: RecordSet = { ...ptr("5.0\\05728.0.20.10.in-addr.arpa."), type: "CNAME" };
const weighted: RecordSet = { ...wanted, routing: 'one of several sets (set identifier "blue")' };
const text: RecordSet = { ...ptr('"note"'), type: "TXT" };

interface Row {
  readonly title: string;
  readonly desired?: RecordSet;
  readonly recorded?: RecordSet;
  readonly current?: RecordSet;
  readonly adopted?: boolean;
  readonly change?: { before?: RecordSet; after?: RecordSet };
  readonly conflict?: boolean;
  readonly left?: boolean;
}

describe("Ownership of record sets", () => {
  const rows: Row[] = [
    { title: "creates where nothing is", desired: wanted, change: { after: wanted } },
    { title: "creates what somebody deleted", desired: wanted, recorded: wanted, change: { after: wanted } },
    { title: "creates beside other types", desired: wanted, current: text, change: { after: wanted } },
    { title: "has nothing to do where it is right", desired: wanted, recorded: wanted, current: wanted },
    { title: "takes what a lost answer wrote", desired: wanted, recorded: ours, current: wanted },
    { title: "takes what a dead run wrote", desired: wanted, current: ptr("Wanted.acmecorp.com") },
    {
      title: "updates its own",
      desired: wanted,
      recorded: ours,
      current: ours,
      change: { before: ours, after: wanted },
    },
    {
      title: "updates a TTL that somebody changed, with the exact values that stand there",
      desired: wanted,
      recorded: wanted,
      current: ptr("WANTED.acmecorp.com", 60),
      change: { before: ptr("WANTED.acmecorp.com", 60), after: wanted },
    },
    { title: "does not overwrite another's", desired: wanted, current: foreign, conflict: true },
    { title: "does not change another's TTL", desired: wanted, current: { ...wanted, ttlSeconds: 5 }, conflict: true },
    {
      title: "does not overwrite what became another's",
      desired: wanted,
      recorded: ours,
      current: foreign,
      conflict: true,
    },
    {
      title: "overwrites what is adopted",
      desired: wanted,
      current: foreign,
      adopted: true,
      change: { before: foreign, after: wanted },
    },
    { title: "does not stand beside a CNAME", desired: wanted, current: cname, adopted: true, conflict: true },
    { title: "does not touch weighted sets", desired: wanted, current: weighted, adopted: true, conflict: true },
    { title: "deletes its own", recorded: ours, current: ours, change: { before: ours } },
    {
      title: "deletes its own with the TTL that stands there",
      recorded: ours,
      current: { ...ours, ttlSeconds: 5 },
      change: { before: { ...ours, ttlSeconds: 5 } },
    },
    { title: "has nothing to delete where nothing is", recorded: ours },
    { title: "leaves what became another's", recorded: ours, current: foreign, left: true },
    {
      title: "leaves what became another's also when adopted",
      recorded: ours,
      current: foreign,
      adopted: true,
      left: true,
    },
    { title: "does not delete another type", recorded: ours, current: text },
  ];
  for (const { title, desired, recorded, current, adopted, change, conflict, left } of rows) {
    it(title, () => {
      const list = (set: RecordSet | undefined) => (set ? [set] : []);
      const decision = decideOwnedChanges({
        current: list(current),
        recorded: list(recorded),
        desired: list(desired),
        adopted: new Set(adopted && desired ? [recordSetKey(desired)] : []),
      });
      assert.deepEqual(decision.changes, change ? [change] : []);
      assert.deepEqual(decision.conflicts, conflict ? [{ found: current, desired }] : []);
      assert.deepEqual(decision.left, left ? [current] : []);
    });
  }

  const alias: RecordSet = { ...cname, values: ["other.acmecorp.com."] };
  const decide = (current: RecordSet[], recorded: RecordSet[], desired: RecordSet[]) =>
    decideOwnedChanges({ current, recorded, desired, adopted: new Set(desired.map((set) => recordSetKey(set))) });

  it("changes a CNAME of its own", () => {
    assert.deepEqual(decide([cname], [cname], [alias]).changes, [{ before: cname, after: alias }]);
  });

  it("puts another type in the place of a CNAME of its own, and the other way round", () => {
    assert.deepEqual(decide([cname], [cname], [wanted]).changes, [{ before: cname }, { after: wanted }]);
    assert.deepEqual(decide([ours, text], [ours, text], [cname]).changes, [
      { before: ours },
      { before: text },
      { after: cname },
    ]);
  });

  it("does not put a CNAME beside another's record", () => {
    assert.deepEqual(decide([text], [], [cname]).conflicts, [{ found: text, desired: cname }]);
    assert.deepEqual(decide([ours, text], [ours], [cname]).conflicts, [{ found: text, desired: cname }]);
  });

  it("keeps several types of one name apart", () => {
    const note: RecordSet = { ...text, values: ['"other"'] };
    const { changes, conflicts } = decide([ours, text], [ours, text], [wanted, text]);
    assert.deepEqual(changes, [{ before: ours, after: wanted }]);
    assert.deepEqual(conflicts, []);
    assert.deepEqual(decide([ours, note], [ours], [ours]).changes, []);
  });
});
