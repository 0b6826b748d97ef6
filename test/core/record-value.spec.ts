import assert from "node:assert/strict";
import fc from "fast-check";
import { normalTxtValue, txtValue } from "../../components/core/character-string";
import { parseDomainName } from "../../components/core/domain-name";
import { valueOrThrow } from "../../components/core/parsed";
import { normalValue } from "../../components/core/record-value";
import { nameOfRoute53, route53Name } from "../../components/core/route53-name";

describe("Record values", () => {
  const same: [string, string, string][] = [
    ["PTR", "App1.Cloud.acmecorp.com", "app1.cloud.acmecorp.com."],
    ["PTR", "\\052.apps.acmecorp.com.", "*.apps.acmecorp.com"],
    ["CNAME", "5.0\\05728.1.20.10.in-addr.arpa.", "5.0/28.1.20.10.in-addr.arpa"],
    ["MX", "010  Mail.acmecorp.com", "10 mail.acmecorp.com."],
    ["SRV", "0 5  5060 SIP.acmecorp.com", "0 5 5060 sip.acmecorp.com."],
    ["A", " 10.20.0.5", "10.20.0.5"],
    ["AAAA", "FD00:20:0::5", "fd00:20::5"],
    ["TXT", '"a*b"', '"a\\052b"'],
    ["TXT", '"a"   "b"', '"a" "b"'],
    ["TXT", "plain", '"plain"'],
    ["TXT", '"é"', '"\\303\\251"'],
    ["CAA", '0  issue "ca.example"', '0 issue "ca.example"'],
  ];
  for (const [type, left, right] of same) {
    it(`are the same, ${type} ${left} and ${right}`, () => {
      const spaced = type === "A" ? left.trim() : left;
      assert.equal(normalValue(type, spaced), normalValue(type, right));
    });
  }

  const different: [string, string, string][] = [
    ["PTR", "app1.acmecorp.com", "app2.acmecorp.com"],
    ["MX", "10 mail.acmecorp.com", "20 mail.acmecorp.com"],
    ["TXT", '"Case"', '"case"'],
    ["TXT", '"ab"', '"a" "b"'],
    ["TXT", '"a\\"b"', '"ab"'],
  ];
  for (const [type, left, right] of different) {
    it(`differ, ${type} ${left} and ${right}`, () => {
      assert.notEqual(normalValue(type, left), normalValue(type, right));
    });
  }

  it("of TXT hold any text in pieces of 255 octets, and read back as no change", () => {
    assert.equal(txtValue("v=spf1 -all"), '"v=spf1 -all"');
    assert.equal(txtValue('say "hi" \\'), '"say \\"hi\\" \\\\"');
    assert.equal(txtValue(""), '""');
    assert.equal(txtValue("a".repeat(256)), `"${"a".repeat(255)}" "a"`);
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 600 }), (text) => {
        const value = txtValue(text);
        assert.match(value, /^[\x20-\x7e]*$/);
        assert.equal(normalTxtValue(value), value);
      }),
    );
  });

  it("of TXT that are no texts stay as they are", () => {
    assert.equal(normalTxtValue('"open'), '"open');
  });
});

describe("Names of Route 53", () => {
  const read: [string, string][] = [
    ["\\052.apps.acmecorp.com.", "*.apps.acmecorp.com."],
    ["0\\05728.1.20.10.in-addr.arpa.", "0/28.1.20.10.in-addr.arpa."],
    ["App1.acmecorp.com", "app1.acmecorp.com."],
    ["a\\056b.acmecorp.com.", "a\\056b.acmecorp.com."],
  ];
  for (const [text, expected] of read) {
    it(`read ${text} as ${expected}`, () => {
      assert.equal(nameOfRoute53(text), expected);
    });
  }

  it("are written the way they come back", () => {
    for (const text of ["*.apps.acmecorp.com", "0/28.1.20.10.in-addr.arpa", "_sip._tcp.a-b.com", "."]) {
      const name = valueOrThrow(parseDomainName(text));
      assert.equal(nameOfRoute53(route53Name(name)), name);
    }
    assert.equal(route53Name(valueOrThrow(parseDomainName("*.b"))), "\\052.b.");
  });
});
