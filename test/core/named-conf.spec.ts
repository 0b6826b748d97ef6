import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { HybridDnsConfig } from "../../components/core/hybrid-dns-config";
import { renderNamedConf } from "../../components/core/named-conf";
import { wellDescribed } from "./descriptions";
import { forwarderConfigurationOf } from "./forwarder-configuration-of";
import { randomDescription } from "./random-descriptions";
import { checkerInLab } from "./root-file-system";

const namedConfOf = (config: HybridDnsConfig) => renderNamedConf(forwarderConfigurationOf(config));
const zonesOf = (conf: string, type: string) =>
  [...conf.matchAll(/^zone "(.*)" \{\s+type (.*?);/gm)].filter(([, , of]) => of === type).map(([, name]) => name!);

describe("The configuration of BIND", () => {
  const conf = namedConfOf(wellDescribed());

  it("lets exactly the known ranges ask, whatever they ask for", () => {
    const [, clients] = /^acl clients \{\n(.*?)\n\};/ms.exec(conf)!;
    assert.deepEqual(clients!.trim().split(/;\s*/).slice(0, -1), [
      "127.0.0.0/8",
      "::1",
      "10.0.0.0/14",
      "10.20.0.0/16",
      "10.21.0.0/16",
      "10.50.0.0/16",
    ]);
    for (const what of ["allow-query", "allow-query-cache", "allow-recursion"]) {
      assert.ok(conf.includes(`\n    ${what} { clients; };`), what);
    }
  });

  it("forwards each zone to its servers and nothing to the internet in their place", () => {
    const zones = [...conf.matchAll(/^zone "(.*)" \{\n((?: {4}.*\n)*)\};/gm)];
    const servers = zones.map(([, name, body]) => [name, /forwarders \{ (.*) \};/.exec(body!)![1]]);
    assert.deepEqual(Object.fromEntries(servers), {
      ".": "169.254.169.253;",
      ...Object.fromEntries([0, 1, 2, 3].map((octet) => [`${octet}.10.in-addr.arpa`, "10.1.0.53; 10.2.0.53;"])),
      "20.10.in-addr.arpa": "169.254.169.253;",
      "21.10.in-addr.arpa": "169.254.169.253;",
      "50.10.in-addr.arpa": "10.50.0.53;",
      "acmecorp.com": "10.1.0.53; 10.2.0.53;",
      "cloud.acmecorp.com": "169.254.169.253;",
      "eu.acmecorp.com": "10.50.0.53;",
      ...Object.fromEntries(
        ["amazonaws.com", "api.aws", "on.aws", "compute.internal", "ec2.internal"].map((n) => [n, "169.254.169.253;"]),
      ),
    });
    for (const [block] of zones) assert.ok(block.includes("forward only;"), block);
  });

  it("keeps private reverse zones empty, but for the forwarded ones, which are cut out of them or take their place", () => {
    assert.ok(zonesOf(conf, "primary").includes("10.in-addr.arpa"));
    assert.ok(zonesOf(conf, "static-stub").includes("20.10.in-addr.arpa"));
    const wide = wellDescribed();
    wide.sites!["headquarters"]!.cidrBlocks = ["10.0.0.0/8"];
    const taken = namedConfOf(wide);
    assert.ok(!zonesOf(taken, "primary").includes("10.in-addr.arpa"));
    assert.ok(zonesOf(taken, "forward").includes("10.in-addr.arpa"));
  });

  it("lets private addresses pass for known zones only, and asks no signatures of them", () => {
    const [, privateNames] = /except-from \{ (.*) \};/.exec(conf)!;
    assert.deepEqual(privateNames!.match(/[^"; ]+/g)!.toSorted(), [
      "acmecorp.com",
      "amazonaws.com",
      "api.aws",
      "cloud.acmecorp.com",
      "compute.internal",
      "ec2.internal",
      "eu.acmecorp.com",
      "on.aws",
    ]);
    assert.match(conf, /deny-answer-addresses \{ 10\.0\.0\.0\/8; /);
    assert.match(conf, /validate-except \{ .*"10\.in-addr\.arpa"; .*"cloud\.acmecorp\.com";/);
  });

  it("is the same whatever the order of zones, ranges and servers", () => {
    const configuration = {
      clientCidrBlocks: ["10.2.0.0/16", "10.10.0.0/16"],
      forwardZones: { "b.example.": { resolvers: ["10.1.0.2", "10.1.0.1"] }, ".": { resolvers: ["169.254.169.253"] } },
    };
    const turned = {
      clientCidrBlocks: ["10.10.0.0/16", "10.2.0.0/16"],
      forwardZones: { ".": { resolvers: ["169.254.169.253"] }, "B.example": { resolvers: ["10.1.0.1", "10.1.0.2"] } },
    };
    assert.equal(renderNamedConf(turned), renderNamedConf(configuration));
  });

  it("has no place for a text that is not what it should be, whenever it became known", () => {
    const base = { clientCidrBlocks: ["10.0.0.0/8"], forwardZones: { ".": { resolvers: ["169.254.169.253"] } } };
    const injected = '10.1.0.53; }; include "/etc/shadow"; zone "x" {';
    for (const [configuration, code] of [
      [{ ...base, clientCidrBlocks: [injected] }, "BAD_NETWORK"],
      [{ ...base, forwardZones: { ".": { resolvers: [injected] } } }, "BAD_ADDRESS"],
      [{ ...base, forwardZones: { 'x" {}; //': { resolvers: ["10.1.0.53"] } } }, "BAD_DOMAIN_NAME"],
      [{ ...base, forwardZones: { "x.example": { resolvers: [] } } }, "RESOLVERS_MISSING"],
      [{ ...base, forwardZones: { "x.example": { resolvers: ["127.0.0.1"] } } }, "FORWARDING_LOOP"],
    ] as const) {
      assert.throws(() => renderNamedConf(configuration as never), { code });
    }
  });

  it("of random descriptions is accepted by named-checkconf", function () {
    const { checker, reason } = checkerInLab("named-checkconf", "/etc/bind");
    if (!checker) {
      console.log(`        skipped: ${reason}`);
      return this.skip();
    }
    assert.match(checker(conf.replace("forwarders {", "forworders {")), /unknown option 'forworders'/);
    assert.equal(checker(renderNamedConf({ clientCidrBlocks: [], forwardZones: {} })), "");
    fc.assert(
      fc.property(randomDescription, (config) => {
        assert.equal(checker(namedConfOf(config)), "");
      }),
      { numRuns: 20 },
    );
  });
});
