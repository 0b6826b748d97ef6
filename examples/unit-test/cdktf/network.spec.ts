// Unit tests of a stack of yours, with CDKTF's `Testing`: no Terraform, no AWS. With mocha; with Jest and
// `Testing.setupJest()` there are matchers too, e.g. `toHaveResourceWithProperties`.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Route53Zone } from "@cdktf/provider-aws/lib/route53-zone";
import { Testing } from "cdktf";
import { NetworkStack } from "./network-stack";

interface Synthesised {
  readonly resource: { readonly [type: string]: { readonly [address: string]: { readonly name?: string } } };
  readonly output: {
    readonly forwarders: { readonly value: { readonly [vpc: string]: string[] } };
    readonly berlin: { readonly value: { readonly bind: string } };
  };
}

describe("our DNS", () => {
  const outdir = mkdtempSync(join(tmpdir(), "network-spec-"));
  let text: string;
  let stack: Synthesised;

  before(() => {
    // every validation runs too, as in `cdktf synth`
    text = Testing.synth(new NetworkStack(Testing.app({ outdir }), "network"), true);
    stack = JSON.parse(text);
  });
  after(() => rmSync(outdir, { recursive: true }));

  it("answers cloud.acmecorp.com from Route 53", () => {
    assert.ok(Testing.toHaveResourceWithProperties(text, Route53Zone.tfResourceType, { name: "cloud.acmecorp.com" }));
    const zones = Object.values(stack.resource[Route53Zone.tfResourceType]!).map(({ name }) => name);
    assert.deepEqual(zones.sort(), ["20.10.in-addr.arpa", "21.10.in-addr.arpa", "cloud.acmecorp.com"]);
  });

  it("has the forwarders at the addresses that the sites know", () => {
    assert.deepEqual(stack.output.forwarders.value["hub"], ["10.20.1.53", "10.20.2.53"]);
  });

  it("tells Berlin to ask them", () => {
    const { bind } = stack.output.berlin.value;
    assert.match(bind, /10\.20\.1\.53/);
    assert.match(bind, /10\.20\.2\.53/);
  });
});
