import assert from "node:assert/strict";
import fc from "fast-check";
import {
  compareDomainNames,
  type DomainName,
  inDnsOrder,
  isWithin,
  labelsOf,
  longestMatch,
  parentOf,
  parseDomainName,
  withoutFinalDot,
} from "../../components/core/domain-name";
import { valueOrThrow } from "../../components/core/parsed";

const name = (text: string): DomainName => valueOrThrow(parseDomainName(text));

describe("Domain names", () => {
  const label63 = "a".repeat(63);
  const read: [string, string][] = [
    ["cloud.acmecorp.com", "cloud.acmecorp.com."],
    ["Cloud.AcmeCorp.COM.", "cloud.acmecorp.com."],
    [".", "."],
    ["com", "com."],
    ["_ldap._tcp.acmecorp.com", "_ldap._tcp.acmecorp.com."],
    ["*.apps.acmecorp.com", "*.apps.acmecorp.com."],
    ["Bücher.example", "xn--bcher-kva.example."],
    ["BÜCHER.example", "xn--bcher-kva.example."],
    ["xn--BCHER-kva.example", "xn--bcher-kva.example."],
    ["１２７.example", "127.example."],
    ["0/28.1.20.10.in-addr.arpa", "0/28.1.20.10.in-addr.arpa."],
    [`${label63}.com`, `${label63}.com.`],
    [`${`${label63}.`.repeat(3)}${"b".repeat(61)}`, `${`${label63}.`.repeat(3)}${"b".repeat(61)}.`],
  ];
  for (const [text, expected] of read) {
    it(`reads ${JSON.stringify(text.slice(0, 40))}`, () => {
      assert.equal(name(text), expected);
    });
  }

  const refused: [string, RegExp][] = [
    ["", /empty/],
    ["..", /label is empty/],
    ["a..b", /label is empty/],
    [".a", /label is empty/],
    ["-x.acmecorp.com", /label "-x" begins with a hyphen/],
    ["x-.acmecorp.com", /label "x-" ends with a hyphen/],
    [`a${label63}.com`, /64 characters/],
    [`${`${label63}.`.repeat(3)}${"b".repeat(62)}`, /254 characters/],
    ["a".repeat(100_000), /100000 characters/],
    ["a.*.b", /whole first label/],
    ["app*.b", /whole first label/],
    ["a b.com", /characters other than/],
    ['a"b.com', /characters other than/],
    ["a\nb.com", /characters other than/],
    ["a\0b.com", /characters other than/],
    ["a;b.com", /characters other than/],
    ["a/b.com", /characters other than/],
    ["a\\052.com", /characters other than/],
    ["é%2e.com", /characters other than/],
    ["é@x.com", /characters other than/],
    ["a。b", /characters other than/],
    ["\u202ecom", /\\u202ecom/],
  ];
  for (const [text, message] of refused) {
    it(`refuses ${JSON.stringify(text.slice(0, 40))}`, () => {
      const { fault } = parseDomainName(text);
      assert.equal(fault?.code, "BAD_DOMAIN_NAME");
      assert.match(fault.message, message);
      assert.ok(fault.message.length < 400);
    });
  }

  it("is read also where there is no URL.parse, as in Node 20", () => {
    const { parse } = URL;
    Object.assign(URL, { parse: undefined });
    try {
      assert.equal(parseDomainName("Bücher.example").value, "xn--bcher-kva.example.");
      assert.equal(parseDomainName("a\u{e0001}.example").fault?.code, "BAD_DOMAIN_NAME");
    } finally {
      Object.assign(URL, { parse });
    }
  });

  it("are one key, however they are written", () => {
    const label = fc.stringMatching(/^[a-z0-9_]([a-z0-9_-]{0,20}[a-z0-9_])?$/);
    const labels = fc.array(label, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(labels, fc.boolean(), (parts, dot) => {
        const written = parts.join(".");
        assert.equal(name(written.toUpperCase() + (dot ? "." : "")), `${written}.`);
        assert.equal(name(name(written)), name(written));
        assert.deepEqual(labelsOf(name(written)), parts);
        assert.equal(withoutFinalDot(name(written)), written);
      }),
    );
  });

  it("lie within zones on label boundaries only", () => {
    assert.ok(isWithin(name("cloud.acmecorp.com"), name("acmecorp.com")));
    assert.ok(isWithin(name("acmecorp.com"), name("acmecorp.com")));
    assert.ok(isWithin(name("acmecorp.com"), name(".")));
    assert.ok(!isWithin(name("badacmecorp.com"), name("acmecorp.com")));
    assert.ok(!isWithin(name("com"), name("acmecorp.com")));
  });

  it("match the most specific zone", () => {
    const zones = ["com", "acmecorp.com", "b.acmecorp.com"].map(name);
    assert.equal(longestMatch(name("a.b.acmecorp.com"), zones), "b.acmecorp.com.");
    assert.equal(longestMatch(name("bb.acmecorp.com"), zones), "acmecorp.com.");
    assert.equal(longestMatch(name("example.org"), zones), undefined);
    assert.equal(longestMatch(name("example.org"), [name(".")]), ".");
  });

  it("have parents up to the root", () => {
    assert.equal(parentOf(name("a.com")), "com.");
    assert.equal(parentOf(name("com")), ".");
    assert.equal(parentOf(name(".")), undefined);
  });

  it("sort by labels from the right", () => {
    const sorted = [".", "com", "acmecorp.com", "a.acmecorp.com", "a-b.acmecorp.com", "b.acmecorp.com", "org"].map(
      name,
    );
    assert.deepEqual(sorted.toReversed().toSorted(compareDomainNames), sorted);
    assert.deepEqual(
      inDnsOrder(sorted.toReversed(), (each) => each),
      sorted,
    );
  });
});
