import assert from "node:assert/strict";
import * as fc from "fast-check";
import { type HybridDnsConfig, planTopology, resolveConfig } from "../../../components/core";
import {
  holdsUnknown,
  type ObjectValue,
  UNKNOWN,
  type Value,
} from "../../../components/terraform-provider/codec/value";
import { topology, topologyProblems } from "../../../components/terraform-provider/functions/topology/topology";
import { documentedTypes } from "../../../terraform-module/documented-type";
import { formOfConstructs } from "../../../terraform-module/form-of-constructs";
import { samples } from "../../../terraform-module/samples";
import { described } from "../../core/descriptions";
import { randomDescription } from "../../core/random-descriptions";
import { describedQuestions } from "../../parity/described-questions";
import { terraformValueOf } from "../../terraform-module/terraform-value";

interface Result {
  readonly resource: { readonly [type: string]: { readonly [name: string]: { readonly [key: string]: ObjectValue } } };
  readonly output: ObjectValue;
  readonly notices: readonly string[];
}

const form = JSON.stringify(formOfConstructs(samples, documentedTypes().outputs).form);
const topologyOf = (value: Value) => {
  const { value: result, problems } = topology("acme", value, form);
  assert.deepEqual(problems, []);
  return result as unknown as Result;
};
const problemsOf = (value: Value) => topologyProblems("acme", value).value as readonly string[];

/** A description with the value at a path replaced. */
function changed(value: Value, path: readonly string[], by: Value): Value {
  const [key, ...rest] = path;
  if (key === undefined) return by;
  const object = value as ObjectValue;
  if (Array.isArray(value)) return value.map((each, index) => (String(index) === key ? changed(each, rest, by) : each));
  return { ...object, [key]: changed(object[key] ?? {}, rest, by) };
}

describe("the function topology", () => {
  it("gives every resource under the keys of the description, and references as texts", () => {
    const { resource, output, notices } = topologyOf(terraformValueOf(describedQuestions["hub and spoke"]!));
    const zones = resource["aws_route53_zone"]!["this"]!;
    assert.deepEqual(Object.keys(zones), [
      "cloud.acmecorp.com",
      "ReverseZones/20.10.in-addr.arpa",
      "ReverseZones/21.10.in-addr.arpa",
    ]);
    const record = resource["aws_route53_record"]!["this"]!["cloud.acmecorp.com/app1-A"]!;
    assert.equal(record["zone_id"], "aws_route53_zone[cloud.acmecorp.com].zone_id");
    assert.equal(record["alias"], null);
    assert.equal((output["zone_ids"] as ObjectValue)["cloud.acmecorp.com"], record["zone_id"]);
    assert.match(notices.join("\n"), /^vpcs\.spoke: .*\(AWS_NAMES_ELSEWHERE\)$/m);
  });

  it("has no place for a monitor's function, and says so by the name of the argument", () => {
    const value = terraformValueOf({ ...describedQuestions["hub and spoke"]!, ptrRecords: { monitor: true } });
    assert.deepEqual(
      problemsOf(value).map((text) => text.replace(/: .* /, " ")),
      ["ptr_records.monitor (MONITOR_NOT_IN_MODULE)"],
    );
  });

  it("says all problems at once, with the names of Terraform and the user's own keys", () => {
    const value = {
      vpcs: { myHub: { vpc_id: "vpc-1", cidr_blocks: ["10.20.0.0/33"], useForwarders: true } },
      internet_via: "nowhere",
      private_zones: { "cloud.acmecorp.com": { ttl_seconds: "0.5", vpcs: ["nowhere"] } },
    };
    const problems = problemsOf(value);
    const found = problems.map((text) => `${text.split(": ")[0]} ${/\((\w+)\)$/.exec(text)?.[1]}`);
    for (const expected of [
      "internet_via UNKNOWN_SITE",
      'private_zones["cloud.acmecorp.com"].ttl_seconds VALUE_OUT_OF_RANGE',
      "vpcs.myHub.cidr_blocks[0] BAD_NETWORK",
      "vpcs.myHub.use_forwarders UNKNOWN_ARGUMENT",
    ]) {
      assert.ok(found.includes(expected), found.join("\n"));
    }
    assert.match(problems.join("\n"), /did you mean `use_forwarders_of`/);
    const error = topology("acme", value, form);
    assert.equal(error.value, undefined);
    assert.equal(error.problems.length, problems.length);
  });

  it("finds nothing wrong with what core finds nothing wrong with", () => {
    for (const [question, config] of Object.entries(describedQuestions)) {
      assert.deepEqual(problemsOf(terraformValueOf(config)), [], question);
    }
  });

  it("takes whatever Terraform may not know yet, and says what it has to know", () => {
    const known = terraformValueOf(described({ tags: { team: "network" } }));
    const later = [
      ["vpcs", "hub", "vpc_id"],
      ["vpcs", "hub", "forwarders", "a", "subnet_id"],
      ["sites", "berlin", "resolvers"],
      ["sites", "berlin", "resolvers", "0"],
      ["private_zones", "cloud.acmecorp.com", "records", "app1", "a", "0"],
      ["private_zones", "cloud.acmecorp.com", "records", "app1", "a"],
      ["vpcs", "hub", "enable_dns_support"],
      ["tags"],
      ["tags", "team"],
    ];
    for (const path of later) {
      const value = changed(known, path, UNKNOWN);
      assert.deepEqual(problemsOf(value), [], path.join("."));
      if (!path.includes("enable_dns_support"))
        assert.ok(holdsUnknown(topologyOf(value) as unknown as Value), path.join("."));
    }
    for (const path of [
      ["vpcs"],
      ["vpcs", "hub"],
      ["vpcs", "hub", "cidr_blocks"],
      ["primary_vpc"],
      ["private_zones"],
    ]) {
      assert.match(problemsOf(changed(known, path, UNKNOWN)).join("\n"), /known only after `apply`.*\(NOT_KNOWN_YET\)/);
    }
  });

  it("keeps every key, and all that it said, once what was not known is", () => {
    const known = terraformValueOf(described({ tags: { team: "network" }, clientCidrBlocks: { vpn: "10.99.0.0/16" } }));
    const texts = pathsOfTexts(known);
    assert.ok(texts.length > 10);
    for (const path of texts) {
      const value = changed(known, path, UNKNOWN);
      if (problemsOf(value).length > 0) continue;
      refines(topologyOf(known) as unknown as Value, topologyOf(value) as unknown as Value, path.join("."));
    }
  });

  it("takes a text that looks like an expression for a text", () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a macro of SPF, and Terraform's own
    const txt = ["v=spf1 exists:%{i}._spf.acmecorp.com -all", "${var.secret} #{TfToken[0]} ${TfToken[0]}"];
    const config = described({ "privateZones/cloud.acmecorp.com/records/spf": { txt } });
    const { resource } = topologyOf(terraformValueOf(config));
    const record = resource["aws_route53_record"]!["this"]!["cloud.acmecorp.com/spf-TXT"]!;
    assert.deepEqual(record["records"], txt);
  });

  it("has a place in the module for all of random descriptions", () => {
    fc.assert(
      fc.property(randomDescription.filter(fits), (config) => {
        topologyOf(terraformValueOf(config));
      }),
      { numRuns: 60 },
    );
  });

  it("says so when the module has no place for something", () => {
    const old = JSON.parse(form) as { blocks: { type: string }[] };
    const without = { ...old, blocks: old.blocks.filter(({ type }) => type !== "aws_route53_record") };
    const value = terraformValueOf(describedQuestions["hub and spoke"]!);
    assert.throws(
      () => topology("acme", value, JSON.stringify(without)),
      /no place for aws_route53_record .*different versions/,
    );
  });
});

/** Whether nothing is too large for one forwarder. */
function fits(config: HybridDnsConfig): boolean {
  const { resolved } = resolveConfig("acme", config);
  return (
    resolved !== undefined &&
    planTopology(resolved).forwarders.length >= 0 &&
    problemsOf(terraformValueOf(config)).length === 0
  );
}

function pathsOfTexts(value: Value, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value === "string") return [path];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => pathsOfTexts(each, [...path, key]));
}

/** Whether one value is the other with more known: the same keys, and the same where the other was known. */
function refines(known: Value, before: Value, path: string): void {
  if (before === UNKNOWN || refersToText(before)) return;
  if (typeof before !== "object" || before === null) {
    assert.deepEqual(known, before, path);
    return;
  }
  const keys = (value: object) => Object.keys(value).filter((key) => key !== "local");
  assert.deepEqual(keys(known as object).sort(), keys(before).sort(), path);
  for (const [key, each] of Object.entries(before).filter(([name]) => name !== "local"))
    refines((known as ObjectValue)[key]!, each, `${path} ${key}`);
}

/** Texts with names are Terraform's own matter: once they are known, what is made of them is said at once. */
function refersToText(value: Value): boolean {
  return Array.isArray(value) && value.some((each) => typeof each === "string" && /\blocal\.\w+\[/.test(each));
}
