import assert from "node:assert/strict";
import fc from "fast-check";
import type { DomainName } from "../../components/core/domain-name";
import type { RecordSet } from "../../components/core/resource-record";
import { diffZone } from "../../components/core/zone-diff";

const set = (name: string, type: string, values: string[], ttlSeconds = 300): RecordSet => ({
  name: `${name}.` as DomainName,
  type,
  ttlSeconds,
  values,
});

const anySet = fc
  .record({
    name: fc.constantFrom("a.x", "b.x", "c.b.x", "x"),
    type: fc.constantFrom("A", "TXT", "CNAME"),
    values: fc.uniqueArray(fc.constantFrom("10.0.0.1", "10.0.0.2", "10.0.0.3"), { minLength: 1 }),
    ttlSeconds: fc.constantFrom(60, 300),
  })
  .map(({ name, type, values, ttlSeconds }) => set(name, type, values, ttlSeconds));
const anyZone = fc.uniqueArray(anySet, { selector: ({ name, type }) => `${name} ${type}`, maxLength: 12 });

describe("The diff of a zone", () => {
  it("has one entry for each record set that is new, gone or other", () => {
    const gone = set("gone.x", "A", ["10.0.0.1"]);
    const kept = set("kept.x", "PTR", ["Host.x", "b.x."]);
    const [before, after] = [set("other.x", "A", ["10.0.0.1"]), set("other.x", "A", ["10.0.0.1", "10.0.0.2"])];
    const fresh = set("new.x", "A", ["10.0.0.9"]);
    const ttl = set("ttl.x", "A", ["10.0.0.1"], 60);
    const again = { ...kept, values: ["b.x.", "host.x."] };
    assert.deepEqual(diffZone([gone, kept, before, { ...ttl, ttlSeconds: 300 }], [again, after, fresh, ttl]), [
      { before: gone },
      { after: fresh },
      { before, after },
      { before: { ...ttl, ttlSeconds: 300 }, after: ttl },
    ]);
  });

  it("deletes first at one name, so that a CNAME gives way", () => {
    const [alias, address] = [set("web.x", "CNAME", ["y."]), set("web.x", "A", ["10.0.0.1"])];
    assert.deepEqual(diffZone([alias], [address]), [{ before: alias }, { after: address }]);
    assert.deepEqual(diffZone([address], [alias]), [{ before: address }, { after: alias }]);
  });

  it("makes of the current zone the desired one, whatever the order of the inputs", () => {
    fc.assert(
      fc.property(anyZone, anyZone, (current, desired) => {
        const changes = diffZone(current, desired);
        assert.deepEqual(diffZone(current.toReversed(), desired.toReversed()), changes);
        const zone = new Map(current.map((each) => [`${each.name} ${each.type}`, each]));
        for (const { before, after } of changes) {
          if (before) assert.ok(zone.delete(`${before.name} ${before.type}`));
          if (after) zone.set(`${after.name} ${after.type}`, after);
        }
        assert.deepEqual(diffZone(zone.values(), desired), []);
        assert.deepEqual(diffZone(desired, desired), []);
      }),
    );
  });
});
