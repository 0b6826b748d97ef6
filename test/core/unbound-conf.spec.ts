import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { HybridDnsConfig } from "../../components/core/hybrid-dns-config";
import type { ForwarderConfiguration } from "../../components/core/part-plan";
import { renderUnboundConf } from "../../components/core/unbound-conf";
import { wellDescribed } from "./descriptions";
import { randomDescription } from "./random-descriptions";
import { checkerInLab } from "./root-file-system";
import { unboundConfOf } from "./unbound-conf-of";

describe("The configuration of Unbound", () => {
  const conf = unboundConfOf(wellDescribed());
  const lines = conf.split("\n").map((line) => line.trim());

  it("lets exactly the known ranges ask", () => {
    assert.deepEqual(
      lines.filter((line) => line.startsWith("access-control:")),
      [
        "access-control: 0.0.0.0/0 refuse",
        "access-control: ::0/0 refuse",
        "access-control: 127.0.0.0/8 allow",
        "access-control: ::1/128 allow",
        "access-control: 10.0.0.0/14 allow",
        "access-control: 10.20.0.0/16 allow",
        "access-control: 10.21.0.0/16 allow",
        "access-control: 10.50.0.0/16 allow",
      ],
    );
  });

  it("counts nobody: a site's resolvers ask for all its hosts, and who may not ask is refused before", () => {
    assert.deepEqual(
      lines.filter((line) => line.startsWith("wait-limit")),
      ["wait-limit: 0"],
    );
  });

  it("looks for no denied parents, of which only validated ones count, since nothing is validated", () => {
    assert.ok(lines.includes('module-config: "iterator"') && lines.includes("harden-below-nxdomain: no"));
  });

  it("forwards each zone to its servers and nothing to the internet in their place", () => {
    const blocks = conf.split("\n\n").filter((block) => block.startsWith("forward-zone:"));
    const zones = blocks.map((block) => [
      /name: "(.*)"/.exec(block)![1],
      [...block.matchAll(/forward-addr: (.*)/g)].map(([, address]) => address),
    ]);
    assert.deepEqual(Object.fromEntries(zones), {
      ".": ["169.254.169.253"],
      "0.10.in-addr.arpa.": ["10.1.0.53", "10.2.0.53"],
      "1.10.in-addr.arpa.": ["10.1.0.53", "10.2.0.53"],
      "2.10.in-addr.arpa.": ["10.1.0.53", "10.2.0.53"],
      "20.10.in-addr.arpa.": ["169.254.169.253"],
      "21.10.in-addr.arpa.": ["169.254.169.253"],
      "3.10.in-addr.arpa.": ["10.1.0.53", "10.2.0.53"],
      "50.10.in-addr.arpa.": ["10.50.0.53"],
      "acmecorp.com.": ["10.1.0.53", "10.2.0.53"],
      "cloud.acmecorp.com.": ["169.254.169.253"],
      "eu.acmecorp.com.": ["10.50.0.53"],
      "amazonaws.com.": ["169.254.169.253"],
      "api.aws.": ["169.254.169.253"],
      "on.aws.": ["169.254.169.253"],
      "compute.internal.": ["169.254.169.253"],
      "ec2.internal.": ["169.254.169.253"],
    });
    assert.ok(blocks.every((block) => block.includes("forward-first: no")));
  });

  it("opens built-in reverse zones: whole ones by nodefault, parts of them by transparent", () => {
    const opened = (config: HybridDnsConfig) =>
      unboundConfOf(config)
        .split("\n")
        .filter((line) => line.includes("local-zone:"))
        .map((line) => line.trim());
    assert.deepEqual(opened(wellDescribed()).slice(0, 2), [
      'local-zone: "0.10.in-addr.arpa." transparent',
      'local-zone: "1.10.in-addr.arpa." transparent',
    ]);
    const wide = wellDescribed();
    wide.sites!["headquarters"]!.cidrBlocks = ["10.0.0.0/8", "fd00::/8"];
    assert.deepEqual(opened(wide), [
      'local-zone: "10.in-addr.arpa." nodefault',
      'local-zone: "d.f.ip6.arpa." nodefault',
    ]);
  });

  it("lets private addresses pass for known zones only, and asks no signatures of them", () => {
    assert.ok(lines.includes('private-domain: "amazonaws.com."'));
    assert.ok(lines.includes('private-domain: "eu.acmecorp.com."'));
    assert.ok(lines.includes("private-address: 10.0.0.0/8"));
    assert.ok(!lines.some((line) => line === 'private-domain: "."'));
    assert.ok(lines.includes('domain-insecure: "cloud.acmecorp.com."'));
    assert.ok(lines.includes('domain-insecure: "10.in-addr.arpa."'));
    assert.ok(!lines.some((line) => line === 'domain-insecure: "."'));
  });

  it("validates nothing, and says why", () => {
    assert.doesNotMatch(conf, /^\s*(auto-)?trust-anchor/m);
    assert.match(conf, /module-config: "iterator"/);
    assert.match(conf, /# No trust anchor, so nothing is validated here: signatures do not come through/);
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
    assert.equal(renderUnboundConf(turned), renderUnboundConf(configuration));
  });

  it("has no place for a text that is not what it should be, whenever it became known", () => {
    const base = { clientCidrBlocks: ["10.0.0.0/8"], forwardZones: { ".": { resolvers: ["169.254.169.253"] } } };
    const injected = '10.1.0.53\n    include: "/etc/shadow"';
    const bad: [ForwarderConfiguration, string][] = [
      [{ ...base, clientCidrBlocks: [injected] }, "BAD_NETWORK"],
      [{ ...base, forwardZones: { ".": { resolvers: [injected] } } }, "BAD_ADDRESS"],
      [{ ...base, forwardZones: { 'x"\n': { resolvers: ["10.1.0.53"] } } }, "BAD_DOMAIN_NAME"],
      [{ ...base, forwardZones: { "x.example": { resolvers: [] } } }, "RESOLVERS_MISSING"],
    ];
    for (const [configuration, code] of bad) assert.throws(() => renderUnboundConf(configuration), { code });
  });

  it("of random descriptions is accepted by unbound-checkconf", function () {
    const { checker, reason } = checkerInLab("unbound-checkconf", "/etc/unbound");
    if (!checker) {
      console.log(`        skipped: ${reason}`);
      return this.skip();
    }
    assert.match(checker(conf.replace("forward-addr:", "forward-adr:")), /unknown keyword 'forward-adr'/);
    fc.assert(
      fc.property(randomDescription, (config) => {
        assert.equal(checker(unboundConfOf(config)), "");
      }),
      { numRuns: 40 },
    );
  });
});
