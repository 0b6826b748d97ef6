import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { readConfiguration } from "../../program/configuration";
import { describeProblems } from "../../program/problem-text";
import { handedOver, labConfiguration, readConfigurationFile } from "../helpers/configuration-file";

function read(config: { [key: string]: unknown }) {
  pulumi.runtime.setAllConfig(handedOver(config));
  return readConfiguration(new pulumi.Config("hybrid-dns"));
}

const codes = (config: { [key: string]: unknown }) =>
  read(config).problems?.map(({ code, path }) => `${code} ${path}`) ?? [];

describe("the configuration of an environment", () => {
  after(() => pulumi.runtime.setAllConfig({}));

  it("is read with its name, description and demonstration network", () => {
    const { configuration } = read({ ...labConfiguration(), "hybrid-dns:name": "corp" });
    assert.equal(configuration?.name, "corp");
    assert.deepEqual(configuration?.description.vpcs["spoke"]?.cidrBlocks, ["10.21.0.0/16"]);
    assert.equal(configuration?.demonstrationNetwork?.hub, "hub");
  });

  it("is called acme and has no demonstration network where it does not say", () => {
    const { "hybrid-dns:dns": dns } = readConfigurationFile("Pulumi.production.example.yaml");
    const { configuration } = read({ "hybrid-dns:dns": dns });
    assert.equal(configuration?.name, "acme");
    assert.equal(configuration?.demonstrationNetwork, undefined);
  });

  it("must have the description, and a key with a typing error shows as that", () => {
    assert.deepEqual(codes({}), ["ARGUMENT_MISSING hybrid-dns:dns"]);
    assert.deepEqual(codes({ "hybrid-dns:dsn": { vpcs: {} } }), ["ARGUMENT_MISSING hybrid-dns:dns"]);
  });

  it("must have blocks where blocks belong", () => {
    assert.deepEqual(codes({ "hybrid-dns:dns": "corp" }), ["WRONG_TYPE hybrid-dns:dns"]);
    assert.deepEqual(codes({ "hybrid-dns:dns": [1], "hybrid-dns:demonstrationNetwork": 7 }), [
      "WRONG_TYPE hybrid-dns:dns",
      "WRONG_TYPE hybrid-dns:demonstrationNetwork",
    ]);
  });

  it("tells what is wrong in the description by the path that `pulumi config set --path` takes", () => {
    const { "hybrid-dns:dns": dns } = readConfigurationFile("Pulumi.production.example.yaml");
    const wrong = structuredClone(dns) as { vpcs: { hub: { cidrBlocks: string[] } } };
    wrong.vpcs.hub.cidrBlocks = ["10.20.1.0/16"];
    assert.ok(codes({ "hybrid-dns:dns": wrong }).includes("HOST_BITS_SET hybrid-dns:dns.vpcs.hub.cidrBlocks[0]"));
  });

  it("tells what is wrong in both blocks at once, and not what only follows from the network", () => {
    const config = labConfiguration();
    Object.assign(config["hybrid-dns:demonstrationNetwork"] as object, { hub: "hbu" });
    Object.assign(config["hybrid-dns:dns"] as object, { internetVia: "head-quarters" });
    assert.deepEqual(codes(config), [
      "UNKNOWN_VPC hybrid-dns:demonstrationNetwork.hub",
      "UNKNOWN_SITE hybrid-dns:dns.internetVia",
    ]);
  });

  it("holds the forwarders' addresses against the subnets that are made", () => {
    const config = labConfiguration();
    const dns = config["hybrid-dns:dns"] as { vpcs: { hub: { forwarders: { a: { address: string } } } } };
    dns.vpcs.hub.forwarders.a.address = "10.20.2.54";
    assert.deepEqual(codes(config), ["ADDRESS_OUTSIDE_SUBNET hybrid-dns:dns.vpcs.hub.forwarders.a.address"]);
  });

  it("does so also where something of the network is wrong", () => {
    const config = labConfiguration();
    Object.assign(config["hybrid-dns:demonstrationNetwork"] as object, { hub: "hbu" });
    const dns = config["hybrid-dns:dns"] as { vpcs: { hub: { forwarders: { a: { address: string } } } } };
    dns.vpcs.hub.forwarders.a.address = "10.20.1.2";
    assert.deepEqual(codes(config), [
      "UNKNOWN_VPC hybrid-dns:demonstrationNetwork.hub",
      "ADDRESS_RESERVED hybrid-dns:dns.vpcs.hub.forwarders.a.address",
    ]);
  });

  it("is refused with all problems in one text, a line each", () => {
    const problems = [
      { code: "A", path: "x.y", message: "is wrong" },
      { code: "B", path: "x.z", message: "is wrong too" },
    ];
    assert.equal(
      describeProblems(problems),
      "The configuration of this stack has 2 problems; nothing was changed:\n  x.y: is wrong (A)\n  x.z: is wrong too (B)",
    );
  });
});
