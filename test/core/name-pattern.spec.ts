import assert from "node:assert/strict";
import { parseDomainName } from "../../components/core/domain-name";
import { matchesPattern, parseNamePattern } from "../../components/core/name-pattern";
import { valueOrThrow } from "../../components/core/parsed";

describe("Patterns of names", () => {
  const rows: [string, string, boolean][] = [
    ["*.kube.acmecorp.com", "a.kube.acmecorp.com", true],
    ["*.kube.acmecorp.com", "a.b.kube.acmecorp.com", true],
    ["*.kube.acmecorp.com", "kube.acmecorp.com", false],
    ["*.kube.acmecorp.com", "a.xkube.acmecorp.com", false],
    ["*.Kube.AcmeCorp.com.", "a.kube.acmecorp.com", true],
    ["web.*.com", "web.acmecorp.com", true],
    ["web.*.com", "web.a.acmecorp.com", true],
    ["web.*.com", "web.com", false],
    ["*.a.*.b", "x.a.a.y.b", true],
    ["*.a.*.b", "a.a.b", false],
    ["*", "anything.at.all", true],
    ["web.acmecorp.com", "web.acmecorp.com", true],
    ["web.acmecorp.com", "a.web.acmecorp.com", false],
    ["web.acmecorp.com", "web.acmecorp.com.x", false],
  ];
  for (const [pattern, name, expected] of rows) {
    it(`${expected ? "mean" : "do not mean"} ${name} by ${pattern}`, () => {
      const parsed = valueOrThrow(parseNamePattern(pattern));
      assert.equal(matchesPattern(valueOrThrow(parseDomainName(name)), parsed), expected);
    });
  }

  it("do not take long over hostile ones", () => {
    const pattern = valueOrThrow(parseNamePattern(`${"*.".repeat(60)}b`));
    assert.equal(matchesPattern(valueOrThrow(parseDomainName(`${"a.".repeat(120)}c`)), pattern), false);
  });

  for (const text of ["", "app*.acmecorp.com", "a..b", "**.b", "a b"]) {
    it(`refuse ${JSON.stringify(text)}`, () => {
      assert.equal(parseNamePattern(text).fault?.code, "BAD_DOMAIN_NAME");
    });
  }
});
