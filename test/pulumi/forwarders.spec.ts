import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { ForwardersArgs } from "../../components";
import { forwarderImageName } from "../../components/io/forwarder-image";
import { find, known, type ProgramOptions, runProgram } from "../helpers/pulumi-program";

const instance = "aws:ec2/instance:Instance";
const networkInterface = "aws:ec2/networkInterface:NetworkInterface";

function corp(): ForwardersArgs {
  return {
    vpcId: "vpc-0111",
    forwarders: { a: { subnetId: "subnet-a", address: "10.20.1.53" }, b: { subnetId: "subnet-b" } },
    forwardZones: {
      "acmecorp.com": { resolvers: ["10.1.0.53", "10.2.0.53"] },
      "10.in-addr.arpa": { resolvers: ["10.1.0.53"] },
    },
    clientCidrBlocks: { headquarters: "10.0.0.0/14", cloud: "10.20.0.0/15", ipv6: "fd00:20::/48" },
  };
}
const declare = (args: ForwardersArgs, options?: ProgramOptions) =>
  runProgram(({ Forwarders }) => new Forwarders("corp", args), options);

describe("Forwarders", () => {
  it("keeps a given address on an interface of its own, and lets AWS pick the other one", async () => {
    const { declared } = await declare(corp());
    assert.deepEqual(find(declared, networkInterface, "corp-a").inputs["privateIps"], ["10.20.1.53"]);
    assert.ok(!("privateIps" in find(declared, networkInterface, "corp-b").inputs));
    assert.deepEqual(find(declared, instance, "corp-a").inputs["networkInterfaces"], [
      { deviceIndex: 0, networkInterfaceId: "corp-a-id" },
    ]);
  });

  it("launches hardened instances", async () => {
    const { declared } = await declare(corp());
    const { inputs } = find(declared, instance, "corp-b");
    assert.deepEqual(inputs["metadataOptions"], {
      httpEndpoint: "enabled",
      httpTokens: "required",
      httpPutResponseHopLimit: 1,
    });
    const volume = inputs["rootBlockDevice"] as { encrypted: boolean; volumeType: string };
    assert.deepEqual([volume.encrypted, volume.volumeType], [true, "gp3"]);
    assert.equal(inputs["monitoring"], false);
    assert.equal(inputs["userDataReplaceOnChange"], true);
    assert.ok(!("keyName" in inputs));
    assert.deepEqual(inputs["tags"], { Name: "corp-b", "hybrid-dns:software": "unbound" });
  });

  it("gives the instances a role of EC2 without any permission", async () => {
    const { declared } = await declare(corp());
    const policy = JSON.parse(String(find(declared, "aws:iam/role:Role").inputs["assumeRolePolicy"]));
    assert.deepEqual(policy.Statement[0].Principal, { Service: "ec2.amazonaws.com" });
    assert.equal(declared.filter(({ type }) => type.includes("Policy")).length, 0);
  });

  it("replaces one instance after the other, the old one first because it holds the interface", async () => {
    const { declared } = await declare(corp());
    const dependencies = (name: string) =>
      find(declared, instance, name)
        .request.getDependenciesList()
        .filter((urn) => urn.includes("Instance::"));
    assert.deepEqual(dependencies("corp-a"), []);
    assert.deepEqual(
      dependencies("corp-b").map((urn) => urn.split("::").at(-1)),
      ["corp-a"],
    );
    assert.equal(find(declared, instance, "corp-a").request.getDeletebeforereplace(), true);
    // Only by `dependsOn`: a property that depends on the other instance would replace both at once.
    const byProperty = [...find(declared, instance, "corp-b").request.getPropertydependenciesMap().entries()];
    assert.ok(byProperty.every(([, { getUrnsList }]) => getUrnsList !== undefined));
  });

  it("lets exactly the known ranges ask, on UDP and TCP, and asks the resolvers", async () => {
    const { declared } = await declare(corp());
    const rules = declared.filter(({ type }) => type === "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
    const shown = rules.map(({ inputs }) => {
      const { cidrIpv4, cidrIpv6, ipProtocol, fromPort, toPort } = inputs;
      return `${cidrIpv4 ?? cidrIpv6} ${ipProtocol} ${fromPort}-${toPort}`;
    });
    assert.deepEqual(shown.sort(), [
      "10.0.0.0/14 tcp 53-53",
      "10.0.0.0/14 udp 53-53",
      "10.20.0.0/15 tcp 53-53",
      "10.20.0.0/15 udp 53-53",
      "fd00:20::/48 tcp 53-53",
      "fd00:20::/48 udp 53-53",
    ]);
    assert.ok(!("ingress" in find(declared, "aws:ec2/securityGroup:SecurityGroup").inputs));
    const egress = declared.filter(({ type }) => type === "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule");
    assert.ok(egress.length >= 2 && egress.every(({ inputs }) => inputs["fromPort"] === 53));
  });

  it("starts them with the rules as user data", async () => {
    const { declared } = await declare(corp());
    const userData = String(find(declared, instance, "corp-a").inputs["userData"]);
    assert.match(userData, /^#!/);
    assert.match(userData, /acmecorp\.com/);
    assert.match(userData, /10\.2\.0\.53/);
    assert.equal(userData, find(declared, instance, "corp-b").inputs["userData"]);
  });

  it("launches the image of this package, found by its exact name in the own account", async () => {
    const calls: unknown[] = [];
    const call = (token: string, inputs: { [property: string]: unknown }) => {
      calls.push([token, inputs]);
      return { id: "ami-built" };
    };
    const { declared } = await declare(corp(), { call });
    assert.equal(find(declared, instance, "corp-a").inputs["ami"], "ami-built");
    assert.deepEqual(calls, [
      [
        "aws:ec2/getAmi:getAmi",
        { owners: ["self"], mostRecent: true, filters: [{ name: "name", values: [forwarderImageName()] }] },
      ],
    ]);
  });

  it("says how to get the image when there is none", async () => {
    const { ResourceError } = pulumi;
    const call = () => {
      // As the engine reports what the provider said.
      const details = "invocation of aws:ec2/getAmi:getAmi returned an error: Your query returned no results.";
      throw Object.assign(new Error(details), { details });
    };
    const { forwarderImageId } = require("../../components/pulumi/forwarder-image-lookup") as {
      forwarderImageId: (component: pulumi.ComponentResource) => pulumi.Output<string>;
    };
    await runProgram(
      async () => {
        const component = new pulumi.ComponentResource("test:index:Some", "corp");
        await assert.rejects(known(forwarderImageId(component)), (error: Error) => {
          assert.ok(ResourceError.isInstance(error), String(error));
          assert.match(error.message, /^backend: .*hybrid-dns-forwarder-[0-9a-f]{12}.*\(IMAGE_NOT_FOUND\)$/);
          return true;
        });
      },
      { call },
    );
  });

  it("launches a given image of a given size without looking for one", async () => {
    const call = () => {
      throw new Error("nothing is to be looked up");
    };
    const args = { ...corp(), backend: { unbound: { imageId: "ami-own", instanceType: "c7g.medium" } } };
    const { declared } = await declare(args, { call });
    assert.equal(find(declared, instance, "corp-a").inputs["ami"], "ami-own");
    assert.equal(find(declared, instance, "corp-a").inputs["instanceType"], "c7g.medium");
  });

  it("asks AWS for an IPv6 address only where it is wanted", async () => {
    const args = corp();
    args.forwarders["a"]!.assignIpv6Address = true;
    const { declared } = await declare(args);
    assert.equal(find(declared, networkInterface, "corp-a").inputs["ipv6AddressCount"], 1);
    assert.ok(!("ipv6AddressCount" in find(declared, networkInterface, "corp-b").inputs));
  });

  it("tags everything that takes tags, and names it", async () => {
    const { declared } = await declare({ ...corp(), tags: { team: "network", Name: "not this" } });
    const taggable = declared.filter(({ type }) => type.startsWith("aws:"));
    assert.ok(taggable.length > 10);
    for (const { type, name, inputs } of taggable) {
      const tags = inputs["tags"] as { [key: string]: string };
      assert.equal(tags["team"], "network", `${type} ${name}`);
      assert.equal(tags["Name"], name, type);
    }
  });
});
