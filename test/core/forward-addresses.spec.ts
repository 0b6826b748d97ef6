import assert from "node:assert/strict";
import type { DomainName } from "../../components/core/domain-name";
import { addressesOfZones } from "../../components/core/forward-addresses";
import type { RecordSet } from "../../components/core/resource-record";
import { nameOfRoute53 } from "../../components/core/route53-name";

const ZONE = "cloud.acmecorp.com." as DomainName;

const set = (name: string, type: string, values: string[], rest: Partial<RecordSet> = {}): RecordSet => ({
  name: nameOfRoute53(name),
  type,
  ttlSeconds: 60,
  values,
  ...rest,
});

const read = (...recordSets: RecordSet[]) => addressesOfZones([{ zoneName: ZONE, recordSets }], new Set([ZONE]));

describe("Names with addresses of a hosted zone", () => {
  it("are those of A and AAAA, with their TTL", () => {
    assert.deepEqual(
      read(
        set("app1.cloud.acmecorp.com", "A", ["10.20.0.5", "10.20.0.6"]),
        set("app1.cloud.acmecorp.com", "AAAA", ["fd00::5"], { ttlSeconds: 30 }),
      ),
      {
        addressRecords: [
          { name: "app1.cloud.acmecorp.com.", addresses: ["10.20.0.5", "10.20.0.6"], ttlSeconds: 60 },
          { name: "app1.cloud.acmecorp.com.", addresses: ["fd00::5"], ttlSeconds: 30 },
        ],
        skipped: [],
      },
    );
  });

  const merged = ['one of several sets (set identifier "blue")', "one with a health check", "made by a traffic policy"];
  for (const routing of merged) {
    it(`are also those of a set that is ${routing}`, () => {
      const { addressRecords, skipped } = read(set("app1.cloud.acmecorp.com", "A", ["10.20.0.5"], { routing }));
      assert.deepEqual([addressRecords.length, skipped], [1, []]);
    });
  }

  const long = `${"x".repeat(64)}.cloud.acmecorp.com`;
  const leftOut: [string, RecordSet, string, string][] = [
    [
      "an alias",
      set("web.cloud.acmecorp.com", "A", [], { routing: "an alias of lb.x." }),
      "web.cloud.acmecorp.com",
      "it is an alias of lb.x.",
    ],
    [
      "a CNAME",
      set("www.cloud.acmecorp.com", "CNAME", ["web.cloud.acmecorp.com."]),
      "www.cloud.acmecorp.com",
      "its address is that of web.cloud.acmecorp.com",
    ],
    [
      "a CNAME that answers with itself",
      set("loop.cloud.acmecorp.com", "CNAME", ["loop.cloud.acmecorp.com."]),
      "loop.cloud.acmecorp.com",
      "its address is that of loop.cloud.acmecorp.com",
    ],
    [
      "a name with a space",
      set("a\\040b.cloud.acmecorp.com", "A", ["10.20.0.5"]),
      "a\\040b.cloud.acmecorp.com",
      'it is no name of a host: label "a b" has characters other than letters, digits, "-" and "_"',
    ],
    [
      "a name with a line break, which would forge a line of the output",
      set("a\\012b.cloud.acmecorp.com", "A", ["10.20.0.5"]),
      "a\\012b.cloud.acmecorp.com",
      'it is no name of a host: label "a\\nb" has characters other than letters, digits, "-" and "_"',
    ],
    [
      "a dot within a label",
      set("a\\056b.cloud.acmecorp.com", "A", ["10.20.0.5"]),
      "a\\134056b.cloud.acmecorp.com",
      'it is no name of a host: label "a\\\\056b" has characters other than letters, digits, "-" and "_"',
    ],
    [
      "letters beyond ASCII as bytes, which could be taken for another name",
      set("caf\\303\\251.cloud.acmecorp.com", "A", ["10.20.0.5"]),
      "caf\\303\\251.cloud.acmecorp.com",
      "it is no name of a host: it has bytes beyond ASCII",
    ],
    [
      "a label that is too long",
      set(long, "A", ["10.20.0.5"]),
      long,
      `it is no name of a host: label "${"x".repeat(64)}" has 64 characters, a label has 63 at most`,
    ],
    [
      "a star elsewhere than in front",
      set("a.\\052.cloud.acmecorp.com", "A", ["10.20.0.5"]),
      "a.\\052.cloud.acmecorp.com",
      'it is no name of a host: "*" stands only as the whole first label, e.g. "*.apps.acmecorp.com"',
    ],
  ];
  for (const [title, recordSet, name, reason] of leftOut) {
    it(`leave out ${title}, and say why`, () => {
      assert.deepEqual(read(recordSet), { addressRecords: [], skipped: [{ name, what: recordSet.type, reason }] });
    });
  }

  it("leave out a circle of CNAMEs without following it", () => {
    const circle = ["a", "b", "c"].map((label, index) =>
      set(`${label}.cloud.acmecorp.com`, "CNAME", [`${"bca"[index]}.cloud.acmecorp.com.`]),
    );
    const { addressRecords, skipped } = read(...circle);
    assert.deepEqual(
      [addressRecords, skipped.map(({ reason }) => reason)],
      [[], ["b", "c", "a"].map((label) => `its address is that of ${label}.cloud.acmecorp.com`)],
    );
  });

  it("keep a homograph in its ASCII form, as it is written", () => {
    const { addressRecords } = read(set("xn--pple-43d.cloud.acmecorp.com", "A", ["10.20.0.5"]));
    assert.deepEqual(addressRecords[0]!.name, "xn--pple-43d.cloud.acmecorp.com.");
  });

  it("leave out a name for which a closer zone answers, also one that could not be read", () => {
    const deep = "kube.cloud.acmecorp.com." as DomainName;
    const recordSets = [
      set("pod.kube.cloud.acmecorp.com", "A", ["10.20.0.5"]),
      set("a.cloud.acmecorp.com", "A", ["10.20.0.6"]),
    ];
    const { addressRecords, skipped } = addressesOfZones([{ zoneName: ZONE, recordSets }], new Set([ZONE, deep]));
    assert.deepEqual(
      addressRecords.map(({ name }) => name),
      ["a.cloud.acmecorp.com."],
    );
    assert.deepEqual(skipped, [
      { name: "pod.kube.cloud.acmecorp.com", what: "A", reason: "kube.cloud.acmecorp.com answers for it" },
    ]);
  });

  it("say nothing of types without addresses", () => {
    assert.deepEqual(read(set("cloud.acmecorp.com", "SOA", ["x"]), set("m.cloud.acmecorp.com", "MX", ["1 x."])), {
      addressRecords: [],
      skipped: [],
    });
  });
});
