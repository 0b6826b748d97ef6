import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { HybridDnsConfig } from "../../components/core/hybrid-dns-config";
import type { Topology } from "../../components/core/hybrid-dns-topology";
import { planForwarders } from "../../components/core/parts/forwarders-plan";
import { planPrivateZone } from "../../components/core/parts/private-zone-plan";
import { planReverseZones } from "../../components/core/parts/reverse-zones-plan";
import { planTopology } from "../../components/core/plan-topology";
import { resolveConfig } from "../../components/core/resolve-config";
import { described, wellDescribed } from "./descriptions";
import { randomDescription, reordered } from "./random-descriptions";

function topologyOf(config: HybridDnsConfig): Topology {
  const { resolved, problems } = resolveConfig("acme", config);
  assert.deepEqual(problems, []);
  return planTopology(resolved!);
}

/** Where the forwarders of the first VPC send each zone, without AWS's own names. */
function rulesOf(config: HybridDnsConfig): { [zone: string]: readonly string[] } {
  const { forwardZones } = topologyOf(config).forwarders[0]!.config;
  const own = /^(amazonaws\..*|.*\.aws|(compute|ec2)\.internal)$/;
  return Object.fromEntries(
    Object.entries(forwardZones!)
      .filter(([zone]) => !own.test(zone))
      .map(([zone, { resolvers }]) => [zone, resolvers]),
  );
}

const vpc = ["169.254.169.253"];

describe("The topology of a description", () => {
  it("does not depend on the order in which anything is written", () => {
    fc.assert(
      fc.property(randomDescription, fc.integer({ min: 1, max: 1000 }), (config, seed) => {
        assert.deepEqual(topologyOf(reordered(config, seed)), topologyOf(config));
        assert.equal(JSON.stringify(topologyOf(reordered(config, seed))), JSON.stringify(topologyOf(config)));
      }),
    );
  });

  it("has parts that are planned without a problem, each by its own arguments", () => {
    fc.assert(
      fc.property(randomDescription, (config) => {
        const { forwarders, privateZones, reverseZones, records } = topologyOf(config);
        for (const part of forwarders) assert.deepEqual(planForwarders(part.logicalName, part.config).problems, []);
        const zones = privateZones.map((part) => planPrivateZone(part.logicalName, part.config));
        assert.deepEqual(
          zones.flatMap(({ problems }) => problems),
          [],
        );
        assert.deepEqual(
          zones.flatMap(({ plan }) => plan!.records),
          records,
        );
        if (reverseZones) {
          assert.deepEqual(planReverseZones(reverseZones.logicalName, reverseZones.config).problems, []);
        }
      }),
    );
  });

  it("names everything by the keys of the description", () => {
    const config = described({
      "clientCidrBlocks/vpn": "10.99.0.0/16",
      "vpcs/hub/allocatedCidrBlocks": { ipv6: { cidrBlock: "2001:db8::/56" } },
      "vpcs/spoke/cidrBlocks": ["10.21.0.0/16", "fd00:20::/48"],
    });
    const { forwarders, privateZones, reverseZones, ptrRecords, dhcpOptions, records } = topologyOf(config);
    assert.deepEqual(
      forwarders.map(({ logicalName }) => logicalName),
      ["acme-hub"],
    );
    assert.deepEqual(Object.keys(forwarders[0]!.config.clientCidrBlocks), [
      "berlin-10.50.0.0-16",
      "headquarters-10.0.0.0-14",
      "hub-10.20.0.0-16",
      "hub-ipv6",
      "spoke-10.21.0.0-16",
      "spoke-fd00_20__-48",
      "vpn",
    ]);
    assert.deepEqual(
      privateZones.map(({ key, logicalName }) => [key, logicalName]),
      [["cloud.acmecorp.com", "acme-cloud.acmecorp.com"]],
    );
    assert.equal(reverseZones?.logicalName, "acme");
    assert.equal(ptrRecords?.logicalName, "acme");
    assert.deepEqual(
      dhcpOptions.map(({ logicalName }) => logicalName),
      ["acme-hub", "acme-spoke"],
    );
    assert.deepEqual(
      records.map(({ logicalName }) => logicalName),
      ["acme-cloud.acmecorp.com-app1-A"],
    );
  });

  it("sends each zone to whom it belongs, and the internet to the VPC's resolver", () => {
    const headquarters = ["10.1.0.53", "10.2.0.53"];
    assert.deepEqual(rulesOf(wellDescribed()), {
      ".": vpc,
      "0.10.in-addr.arpa": headquarters,
      "1.10.in-addr.arpa": headquarters,
      "2.10.in-addr.arpa": headquarters,
      "3.10.in-addr.arpa": headquarters,
      "20.10.in-addr.arpa": vpc,
      "21.10.in-addr.arpa": vpc,
      "50.10.in-addr.arpa": ["10.50.0.53"],
      "acmecorp.com": headquarters,
      "cloud.acmecorp.com": vpc,
      "eu.acmecorp.com": ["10.50.0.53"],
    });
  });

  it("sends the internet on premises where that is said, AWS's own names and other teams' zones still to the VPC's resolver", () => {
    const config = described({
      internetVia: "headquarters",
      vpcResolverZones: ["data.acmecorp.com"],
      partition: "aws-cn",
    });
    const { forwardZones } = topologyOf(config).forwarders[0]!.config;
    assert.deepEqual(forwardZones?.["."], { resolvers: ["10.1.0.53", "10.2.0.53"] });
    for (const zone of ["amazonaws.com", "amazonaws.com.cn", "api.aws", "compute.internal", "data.acmecorp.com"]) {
      assert.deepEqual(forwardZones?.[zone], { resolvers: vpc }, zone);
    }
  });

  it("leaves a VPC's reverse questions to the site around it where they are not kept in Route 53", () => {
    const around = { "sites/headquarters/cidrBlocks": ["10.0.0.0/8"] };
    const rules = rulesOf(described({ ...around, "vpcs/spoke/reverseLookup": false }));
    assert.equal(rules["21.10.in-addr.arpa"], undefined);
    assert.deepEqual(rules["10.in-addr.arpa"], ["10.1.0.53", "10.2.0.53"]);
    assert.deepEqual(rules["20.10.in-addr.arpa"], vpc);
  });

  it("asks the VPC's resolver where reverse questions are kept nowhere", () => {
    const config = described({ "vpcs/spoke/reverseLookup": false });
    assert.deepEqual(rulesOf(config)["21.10.in-addr.arpa"], vpc);
    assert.deepEqual(topologyOf(config).reverseZones?.config.cidrBlocks, ["10.20.0.0/16"]);
  });

  it("sends no reverse questions to a site that wants none", () => {
    const rules = rulesOf(described({ "sites/berlin/reverseLookup": false }));
    assert.equal(rules["50.10.in-addr.arpa"], undefined);
  });

  it("covers pools by reverse zones, not what is allocated from them", () => {
    const config = described({
      "vpcs/pooled": {
        vpcId: "v",
        allocatedCidrBlocks: { ipam: { cidrBlock: "10.32.16.0/20", within: "10.32.0.0/16" } },
      },
    });
    assert.deepEqual(topologyOf(config).reverseZones?.config.cidrBlocks, [
      "10.20.0.0/16",
      "10.21.0.0/16",
      "10.32.0.0/16",
    ]);
    assert.deepEqual(topologyOf(config).forwarders[0]?.config.clientCidrBlocks["pooled-ipam"], "10.32.16.0/20");
  });

  it("tells sites what only AWS knows, and which zone of theirs must delegate it", () => {
    const config = described({
      "sites/headquarters/cidrBlocks": ["10.0.0.0/8"],
      vpcResolverZones: ["data.acmecorp.com"],
    });
    assert.deepEqual(topologyOf(config).sites, [
      {
        key: "berlin",
        forwardersOf: ["hub"],
        zones: [
          { name: "20.10.in-addr.arpa.", parent: undefined },
          { name: "21.10.in-addr.arpa.", parent: undefined },
          { name: "cloud.acmecorp.com.", parent: undefined },
          { name: "data.acmecorp.com.", parent: undefined },
        ],
      },
      {
        key: "headquarters",
        forwardersOf: ["hub"],
        zones: [
          { name: "20.10.in-addr.arpa.", parent: "10.in-addr.arpa." },
          { name: "21.10.in-addr.arpa.", parent: "10.in-addr.arpa." },
          { name: "cloud.acmecorp.com.", parent: "acmecorp.com." },
          { name: "data.acmecorp.com.", parent: "acmecorp.com." },
        ],
      },
    ]);
  });

  it("gives a VPC no option set where that is said, and makes no PTR records where that is said", () => {
    const { dhcpOptions, ptrRecords } = topologyOf(
      described({ "vpcs/spoke/dhcpOptions": { enabled: false }, "ptrRecords/enabled": false }),
    );
    assert.deepEqual(
      dhcpOptions.map(({ key }) => key),
      ["hub"],
    );
    assert.equal(ptrRecords, undefined);
  });

  it("asks forwarders in the order of preference that is said", () => {
    const second = {
      vpcId: "v",
      cidrBlocks: ["10.60.0.0/16"],
      forwarders: { a: { subnetId: "s" }, b: { subnetId: "t" } },
    };
    const config = described({
      "vpcs/usHub": second,
      "vpcs/usHub/useForwardersOf": ["usHub", "hub"],
      "vpcs/spoke/useForwardersOf": ["hub"],
      primaryVpc: "usHub",
    });
    const { dhcpOptions, sites, privateZones } = topologyOf(config);
    assert.deepEqual(
      dhcpOptions.map(({ key, forwardersOf }) => [key, forwardersOf]),
      [
        ["hub", ["hub"]],
        ["spoke", ["hub"]],
        ["usHub", ["usHub", "hub"]],
      ],
    );
    assert.deepEqual(
      sites.map(({ forwardersOf }) => forwardersOf),
      [
        ["usHub", "hub"],
        ["usHub", "hub"],
      ],
    );
    assert.equal(privateZones[0]?.config.primaryVpc, "usHub");
  });
});
