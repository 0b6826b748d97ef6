import assert from "node:assert/strict";
import * as fc from "fast-check";
import { parseDomainName } from "../../components/core/domain-name";
import { forwardingLoops, forwardingRules, maskedRanges, ruleFor } from "../../components/core/forwarding";
import type { HybridDnsConfig } from "../../components/core/hybrid-dns-config";
import { formatNetwork, parseNetwork } from "../../components/core/ip-network";
import { valueOrThrow } from "../../components/core/parsed";
import { resolveConfig } from "../../components/core/resolve-config";
import { reverseNameOf } from "../../components/core/reverse-zone";
import { described } from "./descriptions";
import { randomDescription } from "./random-descriptions";

function descriptionOf(config: HybridDnsConfig) {
  const { resolved, problems } = resolveConfig("acme", config);
  assert.deepEqual(problems, []);
  return resolved!.description;
}

const name = (text: string) => valueOrThrow(parseDomainName(text));

describe("Forwarding rules", () => {
  const description = descriptionOf(described({ "sites/headquarters/cidrBlocks": ["10.0.0.0/8"] }));
  const rules = forwardingRules(description);

  for (const [question, site] of [
    ["www.acmecorp.com", "headquarters"],
    ["acmecorp.com", "headquarters"],
    ["badacmecorp.com", undefined],
    ["app1.cloud.acmecorp.com", undefined],
    ["printer.eu.acmecorp.com", "berlin"],
    ["5.0.1.10.in-addr.arpa", "headquarters"],
    ["5.0.50.10.in-addr.arpa", "berlin"],
    ["10.1.21.10.in-addr.arpa", undefined],
    ["fs-1.efs.eu-west-1.amazonaws.com", undefined],
    ["example.org", undefined],
  ] as const) {
    it(`send ${question} to ${site ?? "the VPC's resolver"}`, () => {
      assert.equal(ruleFor(name(question), rules)?.site, site);
    });
  }

  it("send every question somewhere, each zone once", () => {
    fc.assert(
      fc.property(randomDescription, fc.domain(), (config, domain) => {
        const some = forwardingRules(descriptionOf(config));
        assert.equal(new Set(some.map(({ zone }) => zone)).size, some.length);
        assert.ok(ruleFor(name(domain), some));
      }),
    );
  });

  it("send reverse questions about VPCs that keep them in Route 53 never to a site", () => {
    fc.assert(
      fc.property(randomDescription, (config) => {
        const some = descriptionOf(config);
        for (const vpc of some.vpcs.filter(({ reverseLookup }) => reverseLookup)) {
          for (const { network } of vpc.ranges) {
            assert.equal(ruleFor(reverseNameOf(network), forwardingRules(some))?.site, undefined);
          }
        }
      }),
    );
  });

  it("that go in a circle are found with their way", () => {
    const { description: looped } = {
      description: {
        ...description,
        sites: description.sites.map((site) => ({
          ...site,
          resolvers: [{ path: "p", address: valueOrThrow(parseNetwork("10.20.1.53/32")) }],
        })),
      },
    };
    assert.deepEqual(
      forwardingLoops(looped).map(({ way, forwarder }) => [way, forwarder]),
      [
        [["berlin", "hub", "berlin"], "vpcs.hub.forwarders.a"],
        [["headquarters", "hub", "headquarters"], "vpcs.hub.forwarders.a"],
      ],
    );
    assert.deepEqual(forwardingLoops(description), []);
  });
});

describe("Ranges of sites under a reverse zone of ours", () => {
  const masked = (changes: { readonly [path: string]: unknown }) =>
    maskedRanges(descriptionOf(described(changes))).map(({ zone, site, network, everywhere }) => [
      zone,
      site,
      formatNetwork(network),
      everywhere,
    ]);

  it("are none where VPCs fill their zones, inside a site or not", () => {
    assert.deepEqual(masked({}), []);
    assert.deepEqual(masked({ "sites/headquarters/cidrBlocks": ["10.0.0.0/8"] }), []);
  });

  it("are masked for VPC resolvers by a wide zone, and for forwarders too where it is the range's own", () => {
    assert.deepEqual(masked({ "reverseZones/10.in-addr.arpa": {}, "sites/headquarters/cidrBlocks": ["10.0.0.0/8"] }), [
      ["10.in-addr.arpa.", "berlin", "10.50.0.0/16", false],
      ["10.in-addr.arpa.", "headquarters", "10.0.0.0/8", true],
    ]);
  });

  it("are masked where a VPC is smaller than the smallest zone", () => {
    const changes = { "vpcs/spoke/cidrBlocks": ["10.21.0.0/26"], "sites/headquarters/cidrBlocks": ["10.0.0.0/8"] };
    assert.deepEqual(masked(changes), [["0.21.10.in-addr.arpa.", "headquarters", "10.21.0.0/24", false]]);
  });
});
