import assert from "node:assert/strict";
import { planForwarders } from "../../../components/core/parts/forwarders-plan";
import { resolveConfig } from "../../../components/core/resolve-config";
import { codeAt, wellDescribed } from "../descriptions";

const problemsNamed = (name: string) => resolveConfig(name, wellDescribed()).problems;

function problemsOfForwarders(name: string) {
  return planForwarders(name, {
    vpcId: "vpc-0111",
    forwarders: { a: { subnetId: "subnet-0aaa" } },
    clientCidrBlocks: { headquarters: "10.0.0.0/14" },
  }).problems;
}

describe("The name of a component", () => {
  it("is of letters, digits, dots, hyphens and underscores", () => {
    for (const name of ["acme", "Acme_2.dns-eu"]) assert.deepEqual(problemsNamed(name), []);
    for (const name of ["my dns", "acme/eu", "acme\n", "äcme", "a".repeat(101)]) {
      assert.ok(problemsNamed(name).map(codeAt).includes("name BAD_KEY"), name);
      assert.ok(problemsOfForwarders(name).map(codeAt).includes("name BAD_KEY"), name);
    }
    assert.match(problemsNamed("my dns")[0]!.message, /got "my dns"; .*use 1 to 100 letters, digits/);
  });

  it("leaves room in the names of the IAM roles of the image's builder and, with the VPC's key, of the forwarders, for Pulumi's suffix", () => {
    assert.deepEqual(problemsNamed("a".repeat(50)), []);
    const [ofBuilder, ...others] = problemsNamed("a".repeat(51));
    assert.deepEqual([codeAt(ofBuilder!), others], ["name BAD_KEY", []]);
    assert.match(
      ofBuilder!.message,
      /IAM role would be called "a+-image", 57 characters, of which IAM leaves 56; shorten/,
    );
    const ofForwarders = problemsNamed("a".repeat(53)).find(({ path }) => path === "vpcs.hub");
    assert.match(ofForwarders!.message, /"a+-hub", 57 characters, of which IAM leaves 56; shorten/);
    assert.deepEqual(problemsOfForwarders("a".repeat(50)), []);
    assert.deepEqual(problemsOfForwarders("a".repeat(51)).map(codeAt), ["name BAD_KEY"]);
  });
});
