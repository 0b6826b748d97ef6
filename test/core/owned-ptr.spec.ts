import assert from "node:assert/strict";
import type { DomainName } from "../../components/core/domain-name";
import { ownedPtrRule } from "../../components/core/owned-ptr";
import type { RecordSet } from "../../components/core/resource-record";

const names = (...texts: string[]) => texts as DomainName[];
const isOurs = ownedPtrRule({
  zones: names("acmecorp.com.", "kube.acmecorp.com.", "berlin.acmecorp.com."),
  unknownZones: names("berlin.acmecorp.com."),
  names: new Set(names("printer.lan.")),
  reverseZones: new Set(names("5.20.10.in-addr.arpa.", "64/28.5.20.10.in-addr.arpa.")),
  isExcluded: (name) => name === "excluded.acmecorp.com.",
});
const set = (values: string[], rest: Partial<RecordSet> = {}): RecordSet => ({
  name: "5.0.20.10.in-addr.arpa." as DomainName,
  type: "PTR",
  ttlSeconds: 300,
  values,
  ...rest,
});

describe("A record set of a reverse zone without a state", () => {
  const rows: [boolean, string, RecordSet][] = [
    [true, "in a forward zone", set(["a.acmecorp.com."])],
    [true, "the zone's own name", set(["acmecorp.com."])],
    [true, "in capitals and without a final dot", set(["A.AcmeCorp.com"])],
    [true, "all in forward zones", set(["a.acmecorp.com.", "b.kube.acmecorp.com."])],
    [true, "a literal name", set(["printer.lan."])],
    [false, "in one of them and elsewhere", set(["a.acmecorp.com.", "b.example.com."])],
    [false, "elsewhere", set(["a.example.com."])],
    [false, "in a zone whose name only ends alike", set(["a.badacmecorp.com."])],
    [false, "in a zone that could not be read", set(["a.berlin.acmecorp.com."])],
    [false, "an excluded name", set(["excluded.acmecorp.com."])],
    [false, "below a literal name", set(["x.printer.lan."])],
    [false, "nowhere", set([])],
  ];
  for (const [ours, title, given] of rows) {
    it(`is ${ours ? "ours" : "not ours"} when its targets are ${title}`, () => assert.equal(isOurs(given), ours));
  }

  const notPlain: [string, Partial<RecordSet>][] = [
    ["has another type", { type: "CNAME" }],
    ["has a routing policy", { routing: 'one of several sets (set identifier "blue")' }],
    ["stands at a network's name", { name: "0.20.10.in-addr.arpa." as DomainName }],
    ["is one of DNS-SD's", { name: "b._dns-sd._udp.0.0.20.10.in-addr.arpa." as DomainName }],
    ["stands at no address", { name: "300.0.20.10.in-addr.arpa." as DomainName }],
    ["stands below an address", { name: "1.5.0.20.10.in-addr.arpa." as DomainName }],
  ];
  for (const [title, rest] of notPlain) {
    it(`is not ours when it ${title}`, () => assert.equal(isOurs(set(["a.acmecorp.com."], rest)), false));
  }

  it("is ours at an IPv6 address", () => {
    const name = `5.${"0.".repeat(27)}0.0.d.f.ip6.arpa.` as DomainName;
    assert.equal(isOurs(set(["a.acmecorp.com."], { name })), true);
  });
});
