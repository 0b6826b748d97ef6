import assert from "node:assert/strict";
import { checkDemonstrationNetwork } from "../../program/demonstration-network-check";
import { labConfiguration } from "../helpers/configuration-file";

interface Blocks {
  // biome-ignore lint/suspicious/noExplicitAny: tests write what no type allows
  network: any;
  // biome-ignore lint/suspicious/noExplicitAny: tests write what no type allows
  dns: any;
}

/** The lab's two blocks, changed in one way. */
function check(change: (blocks: Blocks) => void): string[] {
  const config = labConfiguration();
  const blocks: Blocks = { network: config["hybrid-dns:demonstrationNetwork"], dns: config["hybrid-dns:dns"] };
  change(blocks);
  return checkDemonstrationNetwork(blocks.network, blocks.dns, { network: "net", dns: "dns" }).map(
    ({ code, path }) => `${code} ${path}`,
  );
}

type Case = [title: string, change: (blocks: Blocks) => void, problems: string[]];

const cases: Case[] = [
  ["the lab's own", () => {}, []],
  [
    "an argument with a typing error",
    ({ network }) => {
      network.vpcs.hub.subnets.a.cidrBlok = network.vpcs.hub.subnets.a.cidrBlock;
      delete network.vpcs.hub.subnets.a.cidrBlock;
    },
    ["UNKNOWN_ARGUMENT net.vpcs.hub.subnets.a.cidrBlok", "ARGUMENT_MISSING net.vpcs.hub.subnets.a.cidrBlock"],
  ],
  ["a number for text", ({ network }) => (network.hub = 7), ["WRONG_TYPE net.hub"]],
  ["a list for a map", ({ network }) => (network.vpcs = []), ["WRONG_TYPE net.vpcs"]],
  [
    "a name with other characters",
    ({ network }) => (network.vpcs.hub.hosts["app 1"] = { subnet: "a", address: "10.20.1.11" }),
    ['BAD_KEY net.vpcs.hub.hosts["app 1"]'],
  ],
  ["a hub that is not there", ({ network }) => (network.hub = "hbu"), ["UNKNOWN_VPC net.hub"]],
  ["a hub whose name every object knows", ({ network }) => (network.hub = "constructor"), ["UNKNOWN_VPC net.hub"]],
  [
    "a hub in one availability zone",
    ({ network }) => (network.vpcs.hub.subnets.b.availabilityZone = "eu-west-1a"),
    ["SUBNETS_TOO_FEW net.vpcs.hub.subnets"],
  ],
  [
    "a range with host bits among those that are only routed",
    ({ network }) => (network.routedCidrBlocks = ["192.168.50.0/24", "192.168.51.1/24"]),
    ["HOST_BITS_SET net.routedCidrBlocks[1]"],
  ],
  ["a zone that is not there", ({ network }) => (network.zoneName = "x.test"), ["UNKNOWN_ZONE net.zoneName"]],
  [
    "records that are made already",
    ({ dns }) => Object.assign(dns.privateZones["cloud.acmecorp.com"].records, { app1: {}, large: {}, other: {} }),
    [
      'DUPLICATE_NAME dns.privateZones["cloud.acmecorp.com"].records.app1',
      'DUPLICATE_NAME dns.privateZones["cloud.acmecorp.com"].records.large',
    ],
  ],
  [
    "no image for the hosts, where that of the forwarders is built",
    ({ network, dns }) => {
      delete network.imageId;
      delete dns.backend;
    },
    ["ARGUMENT_MISSING net.imageId"],
  ],
  ["the forwarders' image for the hosts", ({ network }) => delete network.imageId, []],
  ["a VPC that is not described", ({ dns }) => delete dns.vpcs.spoke, ["UNKNOWN_VPC net.vpcs.spoke"]],
  [
    "a VPC that is described and not made",
    ({ dns }) => (dns.vpcs.other = { cidrBlocks: ["10.22.0.0/16"] }),
    ["ARGUMENT_MISSING net.vpcs.other"],
  ],
  [
    "a VPC that is there already beside those that are made",
    ({ dns }) => (dns.vpcs.other = { vpcId: "vpc-0", cidrBlocks: ["10.22.0.0/16"] }),
    [],
  ],
  ["an id for a VPC that is made", ({ dns }) => (dns.vpcs.hub.vpcId = "vpc-0"), ["DUPLICATE_NAME dns.vpcs.hub.vpcId"]],
  [
    "an id for a subnet that is made",
    ({ dns }) => (dns.vpcs.hub.forwarders.a.subnetId = "subnet-0"),
    ["DUPLICATE_NAME dns.vpcs.hub.forwarders.a.subnetId"],
  ],
  ["no range", ({ dns }) => delete dns.vpcs.hub.cidrBlocks, ["RANGE_MISSING dns.vpcs.hub.cidrBlocks"]],
  [
    "a forwarder without a subnet of its name",
    ({ dns }) => (dns.vpcs.hub.forwarders.c = {}),
    ["UNKNOWN_SUBNET dns.vpcs.hub.forwarders.c"],
  ],
  [
    "a subnet with host bits",
    ({ network }) => (network.vpcs.hub.subnets.b.cidrBlock = "10.20.2.1/24"),
    ["HOST_BITS_SET net.vpcs.hub.subnets.b.cidrBlock"],
  ],
  [
    "a subnet outside the VPC",
    ({ network }) => (network.vpcs.spoke.subnets.b.cidrBlock = "10.20.2.0/24"),
    ["SUBNET_OUTSIDE_VPC net.vpcs.spoke.subnets.b.cidrBlock"],
  ],
  [
    "a host in a subnet that is not there",
    ({ network }) => (network.vpcs.hub.hosts.app1.subnet = "c"),
    ["UNKNOWN_SUBNET net.vpcs.hub.hosts.app1.subnet"],
  ],
  [
    "a host outside its subnet",
    ({ network }) => (network.vpcs.hub.hosts.app1.address = "10.20.2.10"),
    ["ADDRESS_OUTSIDE_SUBNET net.vpcs.hub.hosts.app1.address"],
  ],
  ...["10.20.1.0", "10.20.1.3", "10.20.1.255"].map(
    (address): Case => [
      `a host at ${address}, which AWS keeps`,
      ({ network }) => (network.vpcs.hub.hosts.app1.address = address),
      ["ADDRESS_RESERVED net.vpcs.hub.hosts.app1.address"],
    ],
  ),
  [
    "one name for two hosts",
    ({ network }) => (network.vpcs.spoke.hosts.app1 = { subnet: "b", address: "10.21.2.10" }),
    ["NAME_COLLISION net.vpcs.spoke.hosts.app1"],
  ],
  [
    "several things at once",
    ({ network, dns }) => {
      network.hub = "hbu";
      network.vpcs.hub.hosts.app1.address = "10.20.1.300";
      dns.vpcs.hub.vpcId = "vpc-0";
    },
    ["UNKNOWN_VPC net.hub", "DUPLICATE_NAME dns.vpcs.hub.vpcId", "BAD_ADDRESS net.vpcs.hub.hosts.app1.address"],
  ],
];

describe("the check of a demonstration network", () => {
  for (const [title, change, problems] of cases) {
    it(`${problems.length === 0 ? "accepts" : "refuses"} ${title}`, () => {
      assert.deepEqual(check(change), problems);
    });
  }

  it("never throws, whatever a file says", () => {
    const oddities: unknown[] = [null, 7, "text", [], {}, { vpcs: null }, { vpcs: { hub: 3 } }, { privateZones: "x" }];
    for (const network of oddities) {
      for (const dns of oddities) {
        assert.notEqual(checkDemonstrationNetwork(network, dns, { network: "net", dns: "dns" }).length, 0);
      }
    }
  });

  it("says what to do", () => {
    const config = labConfiguration();
    const network = { ...(config["hybrid-dns:demonstrationNetwork"] as object), hub: "hbu" };
    const [problem] = checkDemonstrationNetwork(network, config["hybrid-dns:dns"], { network: "net", dns: "dns" });
    assert.equal(problem!.message, 'there is no VPC "hbu"; there are hub, spoke');
  });
});
