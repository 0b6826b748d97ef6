import assert from "node:assert/strict";
import fc from "fast-check";
import { planPtrRecords } from "../../components/core/ptr-plan";

const ZONES = ["20.10.in-addr.arpa"];
const record = (name: string, ...addresses: string[]) => ({ name, addresses });

describe("The plan of PTR records", () => {
  it("has one record for an address, in its zone", () => {
    assert.deepEqual(planPtrRecords([record("app1.cloud.acmecorp.com", "10.20.0.5")], ZONES), {
      zones: {
        "20.10.in-addr.arpa": { "5.0.20.10.in-addr.arpa": { names: ["app1.cloud.acmecorp.com"], ttlSeconds: 300 } },
      },
      skipped: [],
      notices: [],
      problems: [],
    });
  });

  it("keeps all names of an address in one order", () => {
    const records = [
      record("b.x", "10.20.0.5"),
      record("A.x.", "10.20.0.5"),
      record("a.w", "10.20.0.5"),
      record("b.X", "10.20.0.5"),
    ];
    for (const order of [records, records.toReversed()]) {
      assert.deepEqual(planPtrRecords(order, ZONES).zones[ZONES[0]!]!["5.0.20.10.in-addr.arpa"]!.names, [
        "a.w",
        "a.x",
        "b.x",
      ]);
    }
  });

  it("puts preferred names first, and no more than wanted", () => {
    const records = ["a.x", "b.x", "c.y", "d.z"].map((name) => record(name, "10.20.0.5"));
    const names = (policy: object) =>
      planPtrRecords(records, ZONES, policy).zones[ZONES[0]!]!["5.0.20.10.in-addr.arpa"]!.names;
    assert.deepEqual(names({ prefer: ["d.z", "*.y"] }), ["d.z", "c.y", "a.x", "b.x"]);
    assert.deepEqual(names({ prefer: ["*.y"], maximumNames: 2 }), ["c.y", "a.x"]);
    const { skipped, notices } = planPtrRecords(records, ZONES, { prefer: ["*.y"], maximumNames: 2 });
    assert.deepEqual(
      skipped.map(({ name, address }) => [name, address]),
      [
        ["b.x", "10.20.0.5"],
        ["d.z", "10.20.0.5"],
      ],
    );
    assert.match(skipped[0]!.reason, /2 names/);
    assert.deepEqual(notices, []);
  });

  it("lets the next name take over when the first goes", () => {
    const plan = (...names: string[]) =>
      planPtrRecords(
        names.map((name) => record(name, "10.20.0.5")),
        ZONES,
        { maximumNames: 1 },
      ).zones[ZONES[0]!]!;
    assert.deepEqual(plan("b.x", "a.x")["5.0.20.10.in-addr.arpa"]!.names, ["a.x"]);
    assert.deepEqual(plan("b.x")["5.0.20.10.in-addr.arpa"]!.names, ["b.x"]);
  });

  it("keeps no more names than a record set holds", () => {
    const records = Array.from({ length: 402 }, (_, index) => record(`n${1000 + index}.x`, "10.20.0.5"));
    const { zones, skipped } = planPtrRecords(records, ZONES);
    assert.equal(zones[ZONES[0]!]!["5.0.20.10.in-addr.arpa"]!.names.length, 400);
    assert.deepEqual(
      skipped.map(({ name }) => name),
      ["n1400.x", "n1401.x"],
    );
  });

  it("puts each address of a name into the most specific zone that covers it", () => {
    const zones = ["10.in-addr.arpa.", "20.10.IN-ADDR.arpa", "cloud.acmecorp.com", "d.f.ip6.arpa"];
    const plan = planPtrRecords([record("app.x", "10.20.0.5", "10.21.0.5", "fd00:20::5")], zones);
    assert.deepEqual(
      Object.entries(plan.zones).map(([zone, ptrs]) => [zone, Object.keys(ptrs)]),
      [
        ["10.in-addr.arpa", ["5.0.21.10.in-addr.arpa"]],
        ["20.10.in-addr.arpa", ["5.0.20.10.in-addr.arpa"]],
        ["d.f.ip6.arpa", [`5.${"0.".repeat(24)}2.0.0.0.0.d.f.ip6.arpa`]],
      ],
    );
  });

  it("takes a hundred thousand names of one address, and as many addresses of one name", () => {
    const records = Array.from({ length: 100_000 }, (_, index) => record(`n${100_000 + index}.x`, "10.20.0.5"));
    const { zones, skipped } = planPtrRecords(records, ZONES);
    assert.deepEqual(zones[ZONES[0]!]!["5.0.20.10.in-addr.arpa"]!.names.slice(0, 2), ["n100000.x", "n100001.x"]);
    assert.equal(skipped.length, 100_000 - 400);
    const addresses = Array.from({ length: 100_000 }, (_, index) => `10.20.${(index >> 8) & 255}.${index & 255}`);
    assert.equal(Object.keys(planPtrRecords([record("a.x", ...addresses)], ZONES).zones[ZONES[0]!]!).length, 65_536);
  });

  describe("with classless zones (case 24)", () => {
    const parent = "5.20.10.in-addr.arpa";
    const child = `64/28.${parent}`;

    it("puts the records into them, and leads to all their addresses from the zone beside", () => {
      const { zones, cnames } = planPtrRecords([record("a.x", "10.20.5.70", "10.20.5.80")], [parent, child]);
      assert.deepEqual(zones, {
        [parent]: { [`80.${parent}`]: { names: ["a.x"], ttlSeconds: 300 } },
        [child]: { [`70.${child}`]: { names: ["a.x"], ttlSeconds: 300 } },
      });
      assert.deepEqual(Object.keys(cnames!), [parent]);
      assert.deepEqual(
        Object.entries(cnames![parent]!),
        Array.from({ length: 16 }, (_, index) => [
          `${64 + index}.${parent}`,
          { target: `${64 + index}.${child}`, ttlSeconds: 300 },
        ]),
      );
    });

    it("leads nowhere when the zone beside is somebody else's, or nothing is wanted", () => {
      assert.equal(planPtrRecords([record("a.x", "10.20.5.70")], [child]).cnames, undefined);
      assert.equal(planPtrRecords([], [parent, child], { enabled: false }).cnames, undefined);
    });

    it("takes the smallest of several, and a zone of one address before all", () => {
      const zoneNames = ["20.10.in-addr.arpa", `64/28.${parent}`, `64-27.${parent}`, `66.${parent}`];
      const { zones, cnames } = planPtrRecords([record("a.x", "10.20.5.66", "10.20.5.67", "10.20.5.81")], zoneNames);
      assert.deepEqual(
        Object.entries(zones).map(([zone, ptrs]) => [zone, Object.keys(ptrs)]),
        [
          [`64-27.${parent}`, [`81.64-27.${parent}`]],
          [child, [`67.${child}`]],
          [`66.${parent}`, [`66.${parent}`]],
        ],
      );
      const targets = Object.entries(cnames!["20.10.in-addr.arpa"]!).map(([name, { target }]) => [name, target]);
      assert.equal(targets.length, 31, "32 addresses, of which one has a zone of its own");
      assert.deepEqual(new Map(targets as [string, string][]).get(`90.${parent}`), `90.64-27.${parent}`);
    });
  });

  it("gives notice of addresses outside every zone, and lists what else is skipped", () => {
    const records = [
      record("app9.cloud.acmecorp.com", "192.0.2.7", "10.20.0.9"),
      record("*.apps.acmecorp.com", "10.20.0.1"),
      record("*.w", "192.0.2.9"),
      record("pod.kube.acmecorp.com", "10.20.0.2"),
    ];
    const { skipped, notices, problems, zones } = planPtrRecords(records, ZONES, { exclude: ["*.kube.acmecorp.com"] });
    assert.deepEqual(Object.keys(zones[ZONES[0]!]!), ["9.0.20.10.in-addr.arpa"]);
    assert.deepEqual(skipped, [
      { name: "*.apps.acmecorp.com", address: "10.20.0.1", reason: "a wildcard is no name of a host" },
      { name: "*.w", address: "192.0.2.9", reason: "a wildcard is no name of a host" },
      { name: "app9.cloud.acmecorp.com", address: "192.0.2.7", reason: "no reverse zone covers it" },
      { name: "pod.kube.acmecorp.com", address: "10.20.0.2", reason: "it is excluded" },
    ]);
    assert.deepEqual(notices, [
      { code: "PTR_SKIPPED", path: "app9.cloud.acmecorp.com 192.0.2.7", message: "no reverse zone covers it" },
    ]);
    assert.deepEqual(problems, []);
  });

  it("takes the smallest TTL of the names that it keeps, or the one that is stated", () => {
    const records = [
      { ...record("a.x", "10.20.0.5"), ttlSeconds: 120 },
      { ...record("b.x", "10.20.0.5"), ttlSeconds: 60 },
      { ...record("b.x", "10.20.0.5"), ttlSeconds: 90 },
      record("c.x", "10.20.0.5"),
    ];
    const ttl = (policy: object) =>
      planPtrRecords(records, ZONES, policy).zones[ZONES[0]!]!["5.0.20.10.in-addr.arpa"]!.ttlSeconds;
    assert.equal(ttl({}), 60);
    assert.equal(ttl({ maximumNames: 1 }), 120);
    assert.equal(ttl({ ttlSeconds: 3600 }), 3600);
    assert.equal(ttl({ ttlSeconds: 0 }), 0);
  });

  it("plans nothing when it is not enabled", () => {
    const plan = planPtrRecords([record("a.x", "10.20.0.5", "192.0.2.1")], ZONES, { enabled: false });
    assert.deepEqual(plan, { zones: {}, skipped: [], notices: [], problems: [] });
  });

  it("names every argument that it cannot read, and plans the rest", () => {
    const records = [
      record("-a.x", "10.20.0.5"),
      record("b.x", "10.20.0.300", "10.20.0.6"),
      { ...record("c.x"), ttlSeconds: -1 },
    ];
    const policy = { ttlSeconds: 1.5, maximumNames: 0, exclude: ["a*.x"], prefer: [""], adopt: ["10.1"] };
    const { problems, zones } = planPtrRecords(records, ZONES, policy);
    assert.deepEqual(problems.map(({ path, code }) => `${path} ${code}`).sort(), [
      "addressRecords[0].name BAD_DOMAIN_NAME",
      "addressRecords[1].addresses[0] BAD_ADDRESS",
      "addressRecords[2].ttlSeconds VALUE_OUT_OF_RANGE",
      "adopt[0] BAD_ADDRESS",
      "exclude[0] BAD_DOMAIN_NAME",
      "maximumNames VALUE_OUT_OF_RANGE",
      "prefer[0] BAD_DOMAIN_NAME",
      "ttlSeconds VALUE_OUT_OF_RANGE",
    ]);
    assert.deepEqual(Object.keys(zones[ZONES[0]!]!), ["6.0.20.10.in-addr.arpa"]);
  });

  it("does not depend on the order of records, addresses and zones", () => {
    const address = fc.constantFrom("10.20.0.1", "10.20.0.2", "10.21.0.1", "192.0.2.1", "fd00::1");
    const anyRecord = fc.record({
      name: fc.constantFrom("a.x", "b.x", "c.a.x", "*.x", "d.y"),
      addresses: fc.array(address, { maxLength: 4 }),
      ttlSeconds: fc.constantFrom(60, 300, 3600),
    });
    const zones = fc.shuffledSubarray([
      "10.in-addr.arpa",
      "20.10.in-addr.arpa",
      "0.20.10.in-addr.arpa",
      "d.f.ip6.arpa",
      "x",
    ]);
    const policy = fc.record({
      prefer: fc.constantFrom<string[]>([], ["*.x"], ["d.y"]),
      maximumNames: fc.constantFrom(undefined, 1, 2),
    });
    fc.assert(
      fc.property(fc.array(anyRecord, { maxLength: 8 }), zones, policy, (records, zoneNames, chosen) => {
        const plan = planPtrRecords(records, zoneNames, chosen);
        const turned = records.map((each) => ({ ...each, addresses: each.addresses.toReversed() })).toReversed();
        const again = planPtrRecords(turned, zoneNames.toReversed(), chosen);
        assert.deepEqual(again, plan);
        assert.equal(JSON.stringify(again), JSON.stringify(plan));
        const wanted = new Set(records.flatMap(({ name, addresses }) => addresses.map((each) => `${name} ${each}`)));
        const kept = Object.values(plan.zones).flatMap((ptrs) =>
          Object.values(ptrs).flatMap(({ names }) => names),
        ).length;
        assert.equal(kept + plan.skipped.length, wanted.size);
      }),
    );
  });

  it("leaves out a record with a bad TTL, which is reported", () => {
    for (const ttlSeconds of [-1, 1.5, Number.NaN, 2 ** 31, "300" as never]) {
      const { zones, problems } = planPtrRecords(
        [{ ...record("app1.x", "10.20.0.5"), ttlSeconds }, record("app2.x", "10.20.0.6")],
        ZONES,
      );
      assert.deepEqual(Object.keys(zones[ZONES[0]!]!), ["6.0.20.10.in-addr.arpa"]);
      assert.deepEqual(
        problems.map(({ code, path }) => `${path} ${code}`),
        ["addressRecords[0].ttlSeconds VALUE_OUT_OF_RANGE"],
      );
    }
  });

  it("keeps no more names than Route 53 takes characters, the first ones in order", () => {
    const label = "x".repeat(60);
    const name = (index: number) => `a${String(index).padStart(3, "0")}.${[label, label, label].join(".")}`;
    const records = Array.from({ length: 200 }, (_, index) => record(name(index), "10.20.0.5"));
    // 188 characters each with the final dot: 170 of them are 31,960.
    for (const order of [records, records.toReversed()]) {
      const { zones, skipped, problems } = planPtrRecords(order, ZONES);
      const { names } = zones[ZONES[0]!]!["5.0.20.10.in-addr.arpa"]!;
      assert.deepEqual(
        names,
        Array.from({ length: 170 }, (_, index) => name(index)),
      );
      assert.ok(names.map((each) => `${each}.`).join("").length <= 32_000);
      assert.deepEqual(
        skipped.map((each) => each.name),
        Array.from({ length: 30 }, (_, index) => name(170 + index)),
      );
      assert.match(skipped[0]!.reason, /the 170 names of this address before it fill Route 53's 32000 characters/);
      assert.deepEqual(problems, []);
    }
  });

  it("keeps no more than 400 names of an address, and says which are left out", () => {
    const records = Array.from({ length: 402 }, (_, index) => record(`a${1000 + index}.x`, "10.20.0.5"));
    const { zones, skipped } = planPtrRecords(records, ZONES);
    assert.equal(zones[ZONES[0]!]!["5.0.20.10.in-addr.arpa"]!.names.length, 400);
    assert.deepEqual(
      skipped.map(({ name }) => name),
      ["a1400.x", "a1401.x"],
    );
  });
});
