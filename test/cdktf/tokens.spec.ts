import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { HybridDnsConfig } from "../../components/core";
import { readDesiredState } from "../../components/core/forwarder-objects";
import { described } from "../core/descriptions";
import { cdks } from "../parity/cdks";
import type { Synthesised } from "../parity/neutral";
import { withTerraform } from "../terraform-provider/running-terraform";

interface Values {
  readonly resolver: string;
  readonly resolvers: string[];
  readonly range: string;
  readonly text: string;
  readonly texts: string[];
}

const values: Values = {
  resolver: "10.1.0.99",
  resolvers: ["10.50.0.53", "fd00:50::53"],
  range: "2001:db8:12:3400::/56",
  text: `a "quoted" \\ text, ${"that is long ".repeat(30)}`,
  texts: ["first, with a comma", `second "${"x".repeat(300)}"`],
};

/** The named text that a configuration is where not all of it is known. */
function namedTexts({ locals }: Synthesised): { [name: string]: unknown } {
  return Object.fromEntries(Object.entries(locals!).filter(([name]) => name.includes("ConfigurationText")));
}

/** A description with values of every kind at every place where a text is made of them. */
function descriptionWith({ resolver, resolvers, range, text, texts }: Values): HybridDnsConfig {
  return described({
    // An image that is built would need a provider.
    backend: { unbound: { imageId: "ami-own" } },
    "vpcs/hub/allocatedCidrBlocks": { ipv6: { cidrBlock: range } },
    "sites/headquarters/resolvers": ["10.1.0.53", resolver],
    "sites/berlin/resolvers": resolvers,
    "privateZones/cloud.acmecorp.com/records": {
      one: { txt: ["known", text] },
      mixed: { txt: [`} before "it" \\: ${text} {after`] },
      all: { txt: texts },
    },
  });
}

interface Rendered {
  readonly configuration: string;
  readonly key: string;
  readonly desired: string;
  readonly txt: { readonly [record: string]: readonly string[] };
  readonly ranges: readonly (string | undefined)[];
}

/** Outputs of what the constructs make of values. */
function expressions(stack: Synthesised): { [output: string]: unknown } {
  const blocks = (type: string) => Object.values(stack.resource![type]!) as unknown as { [name: string]: unknown }[];
  const rule = blocks("aws_vpc_security_group_ingress_rule").find(({ description }) => description === "hub-ipv6 asks");
  const [configuration, desired] = blocks("aws_s3_object");
  const records = blocks("aws_route53_record").filter(({ type }) => type === "TXT");
  return {
    configuration: configuration!["content"],
    key: configuration!["key"],
    desired: desired!["content"],
    ranges: [rule!["cidr_ipv4"] ?? null, rule!["cidr_ipv6"] ?? null],
    txt: Object.fromEntries(records.map((record) => [record["name"], record["records"]])),
  };
}

describe("values that are unknown when the program runs", function () {
  this.timeout(120_000);
  const terraform = withTerraform();

  for (const cdk of cdks) {
    const withTokens = () =>
      cdk.synthesise((stack) => {
        const variable = (name: string, type = "string") => cdk.variable(stack, name, type);
        const config = descriptionWith({
          resolver: variable("resolver").text,
          resolvers: variable("resolvers", "list(string)").texts,
          range: variable("range").text,
          text: variable("text").text,
          texts: variable("texts", "list(string)").texts,
        });
        cdk.hybridDns(stack, "acme", config);
      });
    const evaluated = async (given: Values) => {
      const project = await terraform().project("");
      // Nothing here needs a provider.
      rmSync(join(project.folder, "main.tf"));
      const variable = Object.fromEntries(
        Object.entries(given).map(([name, value]) => [
          name,
          { type: Array.isArray(value) ? "list(string)" : "string" },
        ]),
      );
      const stack = withTokens();
      const output = Object.fromEntries(Object.entries(expressions(stack)).map(([name, value]) => [name, { value }]));
      const program = { variable, output, locals: namedTexts(stack) };
      writeFileSync(join(project.folder, "main.tf.json"), JSON.stringify(program));
      writeFileSync(join(project.folder, "terraform.tfvars.json"), JSON.stringify(given));
      const applied = await project.run("apply", "-auto-approve");
      if (applied.code !== 0) return applied.output;
      const outputs = JSON.parse(await project.works("output", "-json")) as { [name: string]: { value: unknown } };
      return Object.fromEntries(
        Object.entries(outputs).map(([name, { value }]) => [name, value]),
      ) as unknown as Rendered;
    };

    it(`become with the real Terraform what core makes of them when they are known: ${cdk.name}`, async () => {
      assert.match(JSON.stringify(namedTexts(withTokens())), /var\.resolvers/);
      const given = (await evaluated(values)) as Rendered;
      const expected = expressions(
        cdk.synthesise((stack) => cdk.hybridDns(stack, "acme", descriptionWith(values))),
      ) as unknown as Rendered;
      assert.deepEqual(lines(given.configuration), lines(expected.configuration));
      const sha256 = createHash("sha256").update(given.configuration).digest("hex");
      assert.equal(given.key, `configuration/${sha256}`);
      const bytes = Buffer.byteLength(given.configuration);
      const told = { ...readDesiredState(expected.desired), configuration: { sha256, bytes } };
      assert.deepEqual(readDesiredState(given.desired), told);
      assert.deepEqual(given.ranges, expected.ranges);
      for (const [name, texts] of Object.entries(expected.txt))
        assert.deepEqual([...given.txt[name]!].sort(), [...texts].sort(), name);
      assert.equal(Object.keys(expected.txt).length, 3);
    });

    it(`never get into a configuration unread: ${cdk.name}`, async () => {
      const smuggled = "10.1.0.53\n    forward-addr: 192.0.2.66";
      for (const given of [
        { ...values, resolver: smuggled },
        { ...values, resolvers: [smuggled] },
        { ...values, range: "10.0.0.0/8 allow\n    access-control: 0.0.0.0/0" },
      ]) {
        assert.match(String(await evaluated(given)), /Error: (Invalid function argument|Error in function call)/);
      }
    });
  }
});

/** Core sorts addresses; those that Terraform puts in stand together. */
function lines(text: string): readonly string[] {
  return text.split("\n").sort();
}
