import * as assert from "node:assert/strict";
import type { DhcpOptionsArgs } from "../../components";
import { census, find, known, runProgram } from "../helpers/pulumi-program";

const restoreType = "pulumi-nodejs:dynamic/hybriddns:DhcpOptionsRestore";
const associationType = "aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation";

function corp(): DhcpOptionsArgs {
  return { vpcId: "vpc-0111", domainNameServers: ["10.2.0.53", "10.1.0.53"] };
}
const declare = (args: DhcpOptionsArgs, config?: { [key: string]: string }) =>
  runProgram(({ DhcpOptions }) => new DhcpOptions("corp", args), config && { config });

describe("DhcpOptions", () => {
  it("makes a set with the servers in the given order, and associates it", async () => {
    const { declared, result } = await declare({ ...corp(), domainName: "acmecorp.com", ntpServers: ["10.1.0.1"] });
    assert.deepEqual(census(declared), [
      "aws:ec2/vpcDhcpOptions:VpcDhcpOptions corp",
      `${associationType} corp`,
      "hybrid-dns:index:DhcpOptions corp",
    ]);
    assert.deepEqual(find(declared, "aws:ec2/vpcDhcpOptions:VpcDhcpOptions").inputs, {
      domainName: "acmecorp.com",
      domainNameServers: ["10.2.0.53", "10.1.0.53"],
      ntpServers: ["10.1.0.1"],
      tags: { Name: "corp" },
    });
    assert.deepEqual(find(declared, associationType).inputs, { vpcId: "vpc-0111", dhcpOptionsId: "corp-id" });
    assert.equal(await known(result.dhcpOptionsId), "corp-id");
  });

  it("never deletes the set before its replacement is associated", async () => {
    const { declared } = await declare(corp());
    const set = find(declared, "aws:ec2/vpcDhcpOptions:VpcDhcpOptions");
    assert.equal(set.request.getDeletebeforereplace(), false);
    assert.deepEqual(find(declared, associationType).request.getReplaceonchangesList(), ["vpcId"]);
  });

  it("gives the former set back after the association is gone", async () => {
    const args = { ...corp(), restoreDhcpOptionsId: "dopt-before" };
    const { declared } = await declare(args, { "aws:region": "eu-west-1" });
    const { inputs } = find(declared, restoreType);
    assert.deepEqual(
      [inputs["vpcId"], inputs["dhcpOptionsId"], inputs["access"]],
      ["vpc-0111", "dopt-before", { region: "eu-west-1", assumeRoles: [] }],
    );
    const dependencies = find(declared, associationType).request.getDependenciesList();
    assert.ok(
      dependencies.some((urn) => urn.includes("DhcpOptionsRestore")),
      dependencies.join(),
    );
  });

  it("reaches EC2 for that at its own endpoint", async () => {
    const args = { ...corp(), restoreDhcpOptionsId: "dopt-before" };
    const endpoints = '[{"route53":"http://127.0.0.1:1"},{"ec2":"http://127.0.0.1:2"}]';
    const configured = await declare(args, { "aws:endpoints": endpoints });
    assert.deepEqual(find(configured.declared, restoreType).inputs["access"], {
      assumeRoles: [],
      endpoint: "http://127.0.0.1:2",
    });
    // The endpoint of `access` is Route 53's.
    const access = { region: "eu-west-2", endpoint: "http://127.0.0.1:3" };
    const stated = await declare({ ...args, access });
    assert.deepEqual(find(stated.declared, restoreType).inputs["access"], { region: "eu-west-2" });
  });

  it("refuses five servers", async () => {
    const domainNameServers = ["10.1.0.1", "10.1.0.2", "10.1.0.3", "10.1.0.4", "10.1.0.5"];
    await runProgram(({ DhcpOptions }) => {
      assert.throws(() => new DhcpOptions("corp", { ...corp(), domainNameServers }), /NAME_SERVERS_TOO_MANY/);
    });
  });
});
