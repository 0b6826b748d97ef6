import assert from "node:assert/strict";
import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  ListResourceRecordSetsCommand,
} from "@aws-sdk/client-route-53";
import { renderUnboundConf, reverseZoneNames } from "../../components/core";
import {
  dataSourceSchemas,
  functionSchemas,
  providerSchema,
  resourceSchemas,
} from "../../components/terraform-provider/schema";
import { region, withFront } from "../lab/front/running-front";
import { PROVIDERS, withTerraform } from "./running-terraform";

describe("the provider hybriddns with the real Terraform", function () {
  this.timeout(120_000);
  const terraform = withTerraform();

  it("shows its schema", async () => {
    const { works } = await terraform().project(PROVIDERS);
    const { provider_schemas } = JSON.parse(await works("providers", "schema", "-json"));
    const schema = provider_schemas["registry.terraform.io/hybrid-dns/hybriddns"];
    assert.deepEqual(Object.keys(schema.resource_schemas).sort(), Object.keys(resourceSchemas).sort());
    assert.deepEqual(Object.keys(schema.data_source_schemas).sort(), Object.keys(dataSourceSchemas).sort());
    assert.deepEqual(Object.keys(schema.functions).sort(), Object.keys(functionSchemas).sort());
    const { attributes, block_types } = schema.provider.block;
    assert.deepEqual(Object.keys(attributes).sort(), Object.keys(providerSchema.attributes).sort());
    assert.deepEqual(Object.keys(block_types).sort(), Object.keys(providerSchema.blocks!).sort());
    const ptrs = schema.resource_schemas.hybriddns_ptr_records.block.attributes;
    assert.deepEqual(ptrs.ptr_records.type, ["map", ["list", "string"]]);
    assert.equal(ptrs.ptr_records.computed, true);
    assert.equal(ptrs.address_records.nested_type.nesting_mode, "list");
    assert.equal(ptrs.address_records.nested_type.attributes.name.required, true);
  });

  it("gives functions what core gives", async () => {
    const program = `
output "zones" { value = provider::hybriddns::reverse_zone_names("10.20.0.0/15") }
output "name" { value = provider::hybriddns::reverse_name("fd00::1") }
output "ptrs" {
  value = provider::hybriddns::ptr_records(
    [
      { name = "app1.cloud.acmecorp.com", addresses = ["10.20.0.5", "192.0.2.1"] },
      { name = "app2.cloud.acmecorp.com", addresses = ["10.20.0.5"] },
    ],
    ["20.10.in-addr.arpa"],
  )
}
output "conf" {
  value = provider::hybriddns::unbound_conf(["10.0.0.0/14"], { "corp.acmecorp.com" = ["10.50.0.53"], "." = ["10.50.0.54"] })
}
`;
    const { works } = await terraform().project(PROVIDERS + program);
    await works("apply", "-auto-approve");
    const outputs = JSON.parse(await works("output", "-json"));
    assert.deepEqual(
      outputs.zones.value,
      reverseZoneNames("10.20.0.0/15").map((name) => name.slice(0, -1)),
    );
    assert.equal(outputs.zones.value.length, 2);
    assert.equal(outputs.name.value, `1.${"0.".repeat(27)}0.0.d.f.ip6.arpa`);
    assert.deepEqual(outputs.ptrs.value, {
      "5.0.20.10.in-addr.arpa": ["app1.cloud.acmecorp.com", "app2.cloud.acmecorp.com"],
    });
    const forwarded = { "corp.acmecorp.com": { resolvers: ["10.50.0.53"] }, ".": { resolvers: ["10.50.0.54"] } };
    const lines = renderUnboundConf({ clientCidrBlocks: ["10.0.0.0/14"], forwardZones: forwarded }).split("\n");
    for (const line of lines) assert.ok(outputs.conf.value.split("\n").includes(line), line);
  });

  it("says which argument of a function is wrong, and why", async () => {
    const { run, write } = await terraform().project(PROVIDERS);
    const calls: readonly [string, RegExp][] = [
      ['reverse_name("10.20")', /"10\.20" is no IP address/],
      ['reverse_zone_names("10.20.0.1/16")', /HOST_BITS_SET/],
      ['ptr_records([{ name = "a..b", addresses = [] }], [])', /addressRecords\[0\]\.name: "a\.\.b" is no domain name/],
      ['unbound_conf(["10.0.0.0/8"], { "corp.acmecorp.com" = [] })', /RESOLVERS_MISSING/],
      ['unbound_conf(["10.0.0.0/33"], {})', /BAD_NETWORK/],
    ];
    for (const [call, reason] of calls) {
      await write(`${PROVIDERS}output "it" { value = provider::hybriddns::${call} }`);
      const { code, output } = await run("plan");
      assert.equal(code, 1, call);
      assert.match(output.replace(/\s*\n│?\s*/g, " "), reason);
      assert.match(output, /(Invalid value for "\w+" parameter|Error in function call)/);
    }
  });

  it("gives a forwarder's texts, which need no AWS", async () => {
    const program = `
data "hybriddns_forwarder_configuration" "hub" {
  client_cidr_blocks = { headquarters = "10.0.0.0/14" }
  forward_zones      = { "corp.acmecorp.com" = ["10.50.0.53"] }
}
output "it" { value = data.hybriddns_forwarder_configuration.hub }
`;
    const { works, run, write } = await terraform().project(PROVIDERS + program);
    await works("apply", "-auto-approve");
    const { value } = JSON.parse(await works("output", "-json")).it;
    assert.match(
      value.unbound_conf,
      /forward-zone:\n\s+name: "corp\.acmecorp\.com\."\n.*\n\s+forward-addr: 10\.50\.0\.53/,
    );
    assert.match(value.unbound_conf, /forward-addr: 169\.254\.169\.253/);
    assert.ok(value.user_data.startsWith("#!/bin/sh"));

    await write(PROVIDERS + program.replace("10.50.0.53", "10.50.0"));
    const { code, output } = await run("validate");
    assert.equal(code, 1);
    assert.match(output, /Error: Bad address/);
    assert.match(output, /on main\.tf line \d+, in data "hybriddns_forwarder_configuration" "hub":/);
    assert.match(output, /forward_zones {6}= \{ "corp\.acmecorp\.com" = \["10\.50\.0"\] \}/);
  });

  it("checks its settings", async () => {
    const { run } = await terraform().project(`${PROVIDERS}provider "hybriddns" { max_retries = -1 }
data "hybriddns_forwarder_configuration" "hub" { client_cidr_blocks = { all = "10.0.0.0/8" } }`);
    const { code, output } = await run("plan");
    assert.equal(code, 1);
    assert.match(output, /Value out of range/);
    assert.match(output, /got -1, expected a whole number from 0 to 1000/);
  });

  describe("against the front", () => {
    const front = withFront();

    it("reads a zone, and takes region, endpoints and roles from its settings", async () => {
      const { route53, front: running } = front();
      const { HostedZone } = await route53.send(
        new CreateHostedZoneCommand({ Name: "cloud.acmecorp.com", CallerReference: "cloud" }),
      );
      const zoneId = HostedZone!.Id!.replace("/hostedzone/", "");
      const set = (Name: string, Type: "A" | "AAAA" | "TXT", Value: string) => ({
        Action: "CREATE" as const,
        ResourceRecordSet: { Name, Type, TTL: 60, ResourceRecords: [{ Value }] },
      });
      const Changes = [
        set("app1.cloud.acmecorp.com", "A", "10.20.0.5"),
        set("app1.cloud.acmecorp.com", "AAAA", "fd00:20::5"),
        set("*.cloud.acmecorp.com", "TXT", '"text"'),
      ];
      await route53.send(new ChangeResourceRecordSetsCommand({ HostedZoneId: zoneId, ChangeBatch: { Changes } }));
      const program = `
provider "hybriddns" {
  region      = "${region}"
  max_retries = 1
  assume_role {
    role_arn     = "arn:aws:iam::123456789012:role/dns"
    session_name = "terraform"
  }
  endpoints {
    route53 = "${running.endpoint}"
    sts     = "${running.endpoint}"
  }
}
data "hybriddns_zone_records" "all" { zone_id = "${zoneId}" }
data "hybriddns_zone_records" "texts" {
  zone_id = "${zoneId}"
  types   = ["TXT"]
}
output "all" { value = data.hybriddns_zone_records.all }
output "texts" { value = data.hybriddns_zone_records.texts.record_sets }
`;
      const { works } = await terraform().project(PROVIDERS + program, {
        AWS_ACCESS_KEY_ID: "AKIATERRAFORM",
        AWS_SECRET_ACCESS_KEY: "lab",
      });
      await works("apply", "-auto-approve");
      const { all, texts } = JSON.parse(await works("output", "-json"));
      assert.deepEqual(texts.value, [
        { name: "*.cloud.acmecorp.com", type: "TXT", ttl_seconds: 60, values: ['"text"'], routing: null },
      ]);
      const types = all.value.record_sets.map(({ name, type }: { name: string; type: string }) => `${name} ${type}`);
      assert.deepEqual(types, [
        "cloud.acmecorp.com NS",
        "cloud.acmecorp.com SOA",
        "*.cloud.acmecorp.com TXT",
        "app1.cloud.acmecorp.com A",
        "app1.cloud.acmecorp.com AAAA",
      ]);
      assert.deepEqual(all.value.address_records, [
        { name: "app1.cloud.acmecorp.com", addresses: ["10.20.0.5"], ttl_seconds: 60 },
        { name: "app1.cloud.acmecorp.com", addresses: ["fd00:20::5"], ttl_seconds: 60 },
      ]);
      const listed = await route53.send(new ListResourceRecordSetsCommand({ HostedZoneId: zoneId }));
      assert.equal(listed.ResourceRecordSets!.length, 5);
    });

    it("says in Terraform's words where credentials come from when there are none", async () => {
      const program = `data "hybriddns_zone_records" "all" { zone_id = "Z0123456789ABC" }`;
      const { run } = await terraform().project(PROVIDERS + program, {
        AWS_ENDPOINT_URL: front().front.endpoint,
        AWS_EC2_METADATA_DISABLED: "true",
      });
      const { code, output } = await run("plan");
      assert.equal(code, 1);
      const detail = output.replace(/\s*\n│?\s*/g, " ");
      assert.match(detail, /environment's AWS credentials.*provider's settings name \(`profile`, `assume_role`\)/);
      assert.doesNotMatch(detail, /PTR records|`access`/);
    });

    it("says which zone is not there", async () => {
      const program = `data "hybriddns_zone_records" "gone" { zone_id = "Z0NOSUCHZONE" }`;
      const { run } = await terraform().project(PROVIDERS + program, {
        AWS_ENDPOINT_URL: front().front.endpoint,
        AWS_ACCESS_KEY_ID: "AKIATERRAFORM",
        AWS_SECRET_ACCESS_KEY: "lab",
        AWS_REGION: region,
      });
      const { code, output } = await run("plan");
      assert.equal(code, 1);
      assert.match(output, /Error: Zone gone/);
      assert.match(output, /Z0NOSUCHZONE/);
    });
  });
});
