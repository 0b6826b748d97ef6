// Unit tests of a program of yours, with Pulumi's mocks: no engine, no AWS. Here of ../../hub-and-spoke-two-sites.
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type * as Program from "../../hub-and-spoke-two-sites/pulumi/index";

describe("our DNS", () => {
  const made: pulumi.runtime.MockResourceArgs[] = [];
  let program: typeof Program;

  before(async () => {
    await pulumi.runtime.setMocks(
      {
        newResource: (args) => {
          made.push(args);
          return { id: `${args.name}-id`, state: args.inputs };
        },
        // where a subnet is, is looked up
        call: () => ({ availabilityZone: "eu-west-1a" }),
      },
      "network",
      "test",
    );
    pulumi.runtime.setAllConfig({ "network:ami": "ami-1" });
    // after the mocks: the program runs as soon as it is loaded
    program = require("../../hub-and-spoke-two-sites/pulumi/index");
    await pulumi.runtime.disconnect();
  });

  it("answers cloud.acmecorp.com from Route 53", () => {
    const zones = made.filter(({ type }) => type === "aws:route53/zone:Zone").map(({ inputs }) => inputs["name"]);
    assert.deepEqual(zones.sort(), ["20.10.in-addr.arpa", "21.10.in-addr.arpa", "cloud.acmecorp.com"]);
  });

  it("has the forwarders at the addresses that the sites know", async () => {
    const addresses = await new Promise<string[]>((resolve) => program.forwarders["hub"]!.apply(resolve));
    assert.deepEqual(addresses, ["10.20.1.53", "10.20.2.53"]);
  });

  it("tells Berlin to ask them", async () => {
    const berlin = await new Promise<{ bind: string }>((resolve) => pulumi.output(program.berlin!).apply(resolve));
    assert.match(berlin.bind, /10\.20\.1\.53/);
    assert.match(berlin.bind, /10\.20\.2\.53/);
  });
});
