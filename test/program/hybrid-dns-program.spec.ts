import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { declareHybridDns } from "../../program/hybrid-dns-program";
import { handedOver, labConfiguration, readConfigurationFile } from "../helpers/configuration-file";
import { census, type Declared, find, known, runProgram } from "../helpers/pulumi-program";

const run = (config: { [key: string]: unknown }, preview = false) =>
  runProgram(() => declareHybridDns(), {
    preview,
    config: handedOver(config),
    outputs: (type, name) => (type === "aws:efs/mountTarget:MountTarget" ? { ipAddress: address(name) } : {}),
  });

const address = (name: string) => (name.endsWith("-a") ? "10.20.1.200" : "10.20.2.200");

const records = (declared: readonly Declared[]) =>
  Object.fromEntries(
    declared
      .filter(({ type }) => type === "aws:route53/record:Record")
      .map(({ name, inputs }) => [name, inputs["records"] ?? inputs["aliases"]]),
  );

describe("the root program", () => {
  it("makes nothing but the hybrid DNS where the network is there already", async () => {
    const { declared, result } = await run(readConfigurationFile("Pulumi.production.example.yaml"));
    const types = new Set(declared.map(({ type }) => type));
    assert.ok(types.has("hybrid-dns:index:HybridDns"));
    assert.deepEqual(
      [...types].filter((type) => /:(Vpc|Subnet|LoadBalancer|FileSystem|DemonstrationNetwork)$/.test(type)),
      [],
    );
    assert.equal(result.demonstration, undefined);
    assert.deepEqual(await known(result.forwarders["hub"]!), ["10.20.1.53", "10.20.2.53"]);
    assert.deepEqual(Object.keys(result.siteConfiguration).sort(), ["berlin", "headquarters"]);
  });

  it("makes the lab's network when the configuration asks for it", async () => {
    const { declared } = await run(labConfiguration());
    const network = declared.filter(({ parentType }) => parentType === "hybrid-dns:program:DemonstrationNetwork");
    assert.deepEqual(
      census(network.filter(({ type }) => !/Rule$/.test(type))).map((each) => each.replace(/aws:\w+\/\w+:/, "")),
      [
        "FileSystem acme-demonstration-files",
        "Instance acme-demonstration-hub-app1",
        "Instance acme-demonstration-spoke-app2",
        "LoadBalancer acme-demonstration-web",
        "MountTarget acme-demonstration-files-a",
        "MountTarget acme-demonstration-files-b",
        "Route acme-demonstration-hub-10.0.0.0-14",
        "Route acme-demonstration-hub-192.168.50.0-24",
        "Route acme-demonstration-hub-spoke-back",
        "Route acme-demonstration-hub-spoke-there",
        "RouteTable acme-demonstration-hub",
        "RouteTable acme-demonstration-spoke",
        "RouteTableAssociation acme-demonstration-hub-a",
        "RouteTableAssociation acme-demonstration-hub-b",
        "RouteTableAssociation acme-demonstration-spoke-a",
        "RouteTableAssociation acme-demonstration-spoke-b",
        "SecurityGroup acme-demonstration-files",
        "SecurityGroup acme-demonstration-hub-hosts",
        "SecurityGroup acme-demonstration-spoke-hosts",
        "SecurityGroup acme-demonstration-web",
        "Subnet acme-demonstration-hub-a",
        "Subnet acme-demonstration-hub-b",
        "Subnet acme-demonstration-spoke-a",
        "Subnet acme-demonstration-spoke-b",
        "Vpc acme-demonstration-hub",
        "Vpc acme-demonstration-spoke",
        "VpcPeeringConnection acme-demonstration-hub-spoke",
        "VpnGateway acme-demonstration-hub",
        "VpnGatewayAttachment acme-demonstration-hub",
      ].sort(
        (left, right) =>
          census(network).findIndex((each) => each.endsWith(left)) -
          census(network).findIndex((each) => each.endsWith(right)),
      ),
    );
    const app1 = find(declared, "aws:ec2/instance:Instance", "acme-demonstration-hub-app1").inputs;
    assert.deepEqual(
      [app1["privateIp"], app1["ami"], app1["subnetId"], app1["tags"]],
      ["10.20.1.10", "ami-0host", "acme-demonstration-hub-a-id", { Name: "app1", environment: "lab" }],
    );
    const route = find(declared, "aws:ec2/route:Route", "acme-demonstration-hub-spoke-back").inputs;
    assert.deepEqual(
      [route["routeTableId"], route["destinationCidrBlock"], route["vpcPeeringConnectionId"]],
      ["acme-demonstration-spoke-id", "10.20.0.0/16", "acme-demonstration-hub-spoke-id"],
    );
  });

  it("puts the network's ids and records into the description", async () => {
    const { declared, result } = await run(labConfiguration());
    const forwarder = find(declared, "aws:ec2/networkInterface:NetworkInterface", "acme-hub-a").inputs;
    assert.equal(forwarder["subnetId"], "acme-demonstration-hub-a-id");
    const made = records(declared);
    const zone = "acme-cloud.acmecorp.com";
    assert.deepEqual(made[`${zone}-app1-A`], ["10.20.1.10"]);
    assert.deepEqual(made[`${zone}-app2-A`], ["10.21.1.10"]);
    assert.deepEqual(made[`${zone}-files-A`], ["10.20.1.200", "10.20.2.200"]);
    assert.deepEqual(made[`${zone}-api-A`], ["10.20.1.80", "10.20.2.80"]);
    assert.ok(`${zone}-web-A` in made);
    const large = made[`${zone}-large-TXT`] as string[];
    assert.equal(large.join("").replaceAll('"', "").length, 6000);
    assert.ok(large.every((value) => value.length <= 4000));
    assert.equal(await known(result.demonstration!.hosts["app2"]!), "10.21.1.10");
  });

  it("is the same when it is called again, with another configuration between", async () => {
    const first = await run(labConfiguration());
    await run(readConfigurationFile("Pulumi.production.example.yaml"));
    const second = await run(labConfiguration());
    assert.deepEqual(census(second.declared), census(first.declared));
    assert.ok(first.declared.length > 60);
  });

  it("refuses a wrong configuration with every problem, before anything is registered", async () => {
    const config = labConfiguration();
    Object.assign(config["hybrid-dns:demonstrationNetwork"] as object, { hub: "hbu" });
    Object.assign(config["hybrid-dns:dns"] as object, { internetVia: "head-quarters" });
    let refused: unknown;
    const { declared } = await runProgram(
      () => {
        try {
          declareHybridDns();
        } catch (error) {
          refused = error;
        }
      },
      { config: handedOver(config) },
    );
    assert.ok(pulumi.RunError.isInstance(refused));
    assert.match((refused as Error).message, /2 problems.*\n.*"hbu".*\n.*"head-quarters"/);
    assert.deepEqual(census(declared), []);
  });
});
