import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack, TerraformVariable, Token } from "cdktf";
import * as cdktf from "../../components/cdktf/cdktf";
import { resolveConfig } from "../../components/core";
import { problemText } from "../../components/core/reading/finding";
import { PROVIDER_SOURCE, resourceSchemas } from "../../components/terraform-provider/schema";
import { providerSchema } from "../../components/terraform-provider/schema/provider";
import { projectFolder } from "../../set-up/paths";
import { described, wellDescribed } from "../core/descriptions";
import { cdks } from "../parity/cdks";
import type { Synthesised } from "../parity/neutral";

const [cdk] = cdks;
const synthesise = (config = wellDescribed()) => cdk!.synthesise((stack) => cdk!.hybridDns(stack, "acme", config));
const addresses = (type: string, config = wellDescribed()) => Object.keys(synthesise(config).resource?.[type] ?? {});
const outdir = mkdtempSync(join(tmpdir(), "hybrid-dns-cdktf-"));
const newStack = () => new TerraformStack(new App({ outdir }), "network");

describe("HybridDns of a Terraform CDK", () => {
  after(() => rmSync(outdir, { recursive: true }));

  it("has the keys of the description as its path, one a level", () => {
    const paths = Object.values(synthesise().resource!).flatMap((blocks) =>
      Object.values(blocks).map((block) => block["//"].metadata.path),
    );
    for (const path of [
      "network/acme/Forwarders/hub/Group/a",
      "network/acme/Forwarders/hub/Ingress/berlin-10.50.0.0-16-udp",
      "network/acme/cloud.acmecorp.com/app1-A",
      "network/acme/cloud.acmecorp.com/Association/spoke",
      "network/acme/ReverseZones/20.10.in-addr.arpa/Resource",
      "network/acme/PtrRecords/Resource",
      "network/acme/DhcpOptions/spoke/Association",
    ]) {
      assert.ok(paths.includes(path), paths.join("\n"));
    }
    assert.deepEqual(addresses("aws_route53_record"), ["acme_cloudacmecorpcom_app1-A_F7303616"]);
  });

  it("keeps every address when something is added", () => {
    const before = synthesise().resource!;
    const after = synthesise(
      described({
        "vpcs/apps": { vpcId: "vpc-0333", cidrBlocks: ["10.22.0.0/16"] },
        "sites/aachen": { zones: ["ac.acmecorp.com"], cidrBlocks: ["10.51.0.0/16"], resolvers: ["10.51.0.53"] },
        "privateZones/a.acmecorp.com": {},
      }),
    ).resource!;
    for (const [type, blocks] of Object.entries(before)) {
      const missing = Object.keys(blocks).filter((address) => !(address in after[type]!));
      assert.deepEqual(missing, [], type);
    }
  });

  it("takes keys that a zone has too, and keys that every object has", () => {
    const config = described({
      "vpcs/constructor": { vpcId: "vpc-0333", cidrBlocks: ["10.22.0.0/16"] },
      "vpcs/corp": { vpcId: "vpc-0444", cidrBlocks: ["10.23.0.0/16"] },
      "privateZones/corp": { records: { resource: { a: ["10.21.1.1"] } } },
      "privateZones/forwarders": {},
    });
    assert.equal(addresses("aws_vpc_dhcp_options", config).length, 4);
  });

  it("ends the synthesis with all problems at once, as core words them, and without stack trace", () => {
    const config = described({
      "vpcs/hub/cidrBlocks": ["10.20.0.0/33"],
      internetVia: "nowhere",
      "vpcs/hub/vcpId": "x",
    });
    const { problems } = resolveConfig("acme", config);
    assert.ok(problems.length >= 3);
    assert.throws(
      () => synthesise(config),
      (error: Error) => {
        assert.equal(error.message, ["network/acme:", ...problems.map(problemText)].join("\n  "));
        assert.doesNotMatch(error.stack!, /\n\s+at /);
        return true;
      },
    );
  });

  it("gives a former option set back after the association is gone, by the provider that it is told", () => {
    const stack = newStack();
    const access = new cdktf.HybridDnsProvider(stack, "other", { alias: "other", region: "eu-west-2" });
    const props = { vpcId: "vpc-0111", domainNameServers: ["10.1.0.53"], restoreDhcpOptionsId: "dopt-0before" };
    new cdktf.DhcpOptions(stack, "corp", { ...props, access });
    const associations = { zoneIds: {}, vpcId: "vpc-0222", domainNameServers: ["10.1.0.53"] };
    new cdktf.VpcAssociation(stack, "joined", {
      ...associations,
      zoneIds: { "cloud.acmecorp.com": "Z1" },
      dhcpOptions: { restoreDhcpOptionsId: "default" },
      access,
    });
    const { resource } = stack.toTerraform();
    const given = Object.values(resource.hybriddns_dhcp_options_restore).map((block) => {
      const { "//": _, ...args } = block as { "//": unknown };
      return args;
    });
    assert.deepEqual(given, [
      { vpc_id: "vpc-0111", dhcp_options_id: "dopt-0before", provider: "hybriddns.other" },
      { vpc_id: "vpc-0222", dhcp_options_id: "default", provider: "hybriddns.other" },
    ]);
    const [association] = Object.values(resource.aws_vpc_dhcp_options_association) as { depends_on: string[] }[];
    assert.deepEqual(association!.depends_on, ["hybriddns_dhcp_options_restore.corp_Restore_309D6B8E"]);
  });

  it("needs the provider hybriddns to give a set back, and one of the VPC's account", () => {
    const stack = newStack();
    const props = { vpcId: "vpc-0111", domainNameServers: ["10.1.0.53"], restoreDhcpOptionsId: "dopt-0before" };
    new cdktf.DhcpOptions(stack, "corp", props);
    const missing = stack.node.findAll().flatMap(({ node }) => node.validate());
    assert.match(missing.join(), /access: a former option set .*HybridDnsProvider.*\(ACCESS_UNSTATED\)$/);

    const other = newStack();
    const config: cdktf.HybridDnsProps = wellDescribed();
    config.vpcs["spoke"]!.provider = new AwsProvider(other, "spoke", { alias: "spoke", region: "eu-west-2" });
    config.vpcs["spoke"]!.dhcpOptions = { restoreDhcpOptionsId: "dopt-0before" };
    assert.throws(
      () => new cdktf.HybridDns(other, "acme", config),
      /vpcs\.spoke\.dhcpOptions\.restoreDhcpOptionsId: spoke has a provider of its own.*\(ACCESS_UNSTATED\)/,
    );
  });

  it("takes a configuration of any size: what does not fit into user data is in the bucket only", () => {
    const forwardZones = Object.fromEntries(
      Array.from({ length: 3000 }, (_, index) => [`zone-${index}.acmecorp.com`, { resolvers: ["10.1.0.53"] }]),
    );
    const stack = newStack();
    const props = { vpcId: "v", forwarders: { a: { subnetId: "s", address: "10.20.1.53" } }, clientCidrBlocks: {} };
    new cdktf.Forwarders(stack, "corp", { ...props, forwardZones });
    const { resource, locals } = stack.toTerraform() as Synthesised;
    const contents = Object.values(resource!["aws_s3_object"]!).map((each) => String(each["content"]));
    assert.ok(contents.some((content) => content.includes("zone-2999.acmecorp.com.")));
    const [userData] = Object.values(locals!);
    assert.match(String(userData), /\nexec \/usr\/lib\/hybrid-dns\/configure < \/dev\/null\n$/);
  });

  it("gives groups tags whose keys only Terraform knows", () => {
    const stack = newStack();
    const tags = new TerraformVariable(stack, "tags", { type: "map(string)" });
    const props = { vpcId: "v", forwarders: { a: { subnetId: "s" } }, clientCidrBlocks: {} };
    new cdktf.Forwarders(stack, "corp", { ...props, tags: Token.asStringMap(tags.value) });
    const { resource } = stack.toTerraform() as Synthesised;
    const [group] = Object.values(resource!["aws_autoscaling_group"]!);
    const { tag } = group!["dynamic"] as unknown as { tag: { content: object; for_each: string } };
    assert.deepEqual(Object.keys(tag.content).sort(), ["key", "propagate_at_launch", "value"]);
    assert.match(tag.for_each, /merge\(var\.tags, \{"Name" = "corp-a"\}\)/);
  });

  it("needs the provider hybriddns, wherever in the stack it is declared", () => {
    const stack = newStack();
    new cdktf.PtrRecords(stack, "corp", { zoneIds: { "22.10.in-addr.arpa": "Z1" }, addressRecords: [] });
    const missing = () => stack.node.findAll().flatMap(({ node }) => node.validate());
    assert.match(missing().join(), /access: .*HybridDnsProvider.*\(ACCESS_UNSTATED\)/);
    new cdktf.HybridDnsProvider(stack, "hybriddns");
    assert.deepEqual(missing(), []);
  });

  it("makes parts of its own entry point, and hands its providers down", () => {
    const stack = newStack();
    const access = new cdktf.HybridDnsProvider(stack, "other", { alias: "other", endpoint: "http://127.0.0.1:4566" });
    const dns = new cdktf.HybridDns(stack, "acme", { ...wellDescribed(), access });
    const parts = dns.node.findAll();
    const { DhcpOptions, Forwarders, PrivateZone, PtrRecords, ReverseZones } = cdktf;
    for (const part of [DhcpOptions, Forwarders, PrivateZone, PtrRecords, ReverseZones]) {
      assert.ok(
        parts.some((each) => each instanceof part),
        part.name,
      );
    }
    const { provider, terraform, resource } = stack.toTerraform();
    assert.deepEqual(provider.hybriddns, [{ alias: "other", endpoints: [{ route53: "http://127.0.0.1:4566" }] }]);
    assert.equal(terraform.required_providers.hybriddns.source, PROVIDER_SOURCE);
    const [ptrRecords] = Object.values(resource.hybriddns_ptr_records) as { provider: string }[];
    assert.equal(ptrRecords!.provider, "hybriddns.other");
  });

  it("shows a notice once, at the construct that the user wrote", () => {
    const stack = newStack();
    const config = described({ "vpcs/hub/forwarders": { a: { subnetId: "subnet-a" } } });
    new cdktf.HybridDns(stack, "acme", config);
    const shown = stack.node.findAll().flatMap(({ node }) => node.metadata.map(({ data }) => `${node.path} ${data}`));
    assert.equal(shown.filter((text) => text.includes("FORWARDER_ALONE")).length, 1);
    assert.match(shown.find((text) => text.includes("FORWARDER_ALONE"))!, /^network\/acme vpcs\.hub\.forwarders/);
  });

  it("writes what the schema of our provider has, and nothing else", () => {
    const { attributes } = resourceSchemas["hybriddns_ptr_records"]!;
    const results = Object.entries(attributes).filter(([, { computed, optional }]) => computed && !optional);
    const policy = {
      enabled: true,
      ttlSeconds: 1,
      exclude: ["a"],
      prefer: ["b"],
      maximumNames: 1,
      adopt: ["10.0.0.1"],
      monitored: true,
    };
    const stack = newStack();
    const addressRecords = [{ name: "a.b", addresses: ["10.0.0.1"], ttlSeconds: 5 }];
    new cdktf.PtrRecordsResource(stack, "all", { ...policy, addressRecords, zoneIds: { z: "Z" } });
    new cdktf.DhcpOptionsRestoreResource(stack, "restore", { vpcId: "v", dhcpOptionsId: "d" });
    const roles = [{ roleArn: "r", externalId: "e", sessionName: "s" }];
    new cdktf.HybridDnsProvider(stack, "p", {
      region: "r",
      profile: "p",
      assumeRole: roles,
      endpoint: "e",
      endpoints: { ec2: "f", sts: "g" },
      maxRetries: 1,
    });
    const { resource, provider } = stack.toTerraform();
    const { "//": _, ...written } = resource.hybriddns_ptr_records.all;
    const taken = Object.keys(attributes).filter((name) => !results.some(([result]) => result === name));
    assert.deepEqual(Object.keys(written).sort(), taken.sort());
    const { assume_role, endpoints, ...settings } = provider.hybriddns[0];
    assert.deepEqual(Object.keys(settings).sort(), Object.keys(providerSchema.attributes).sort());
    assert.deepEqual(
      Object.keys(assume_role[0]).sort(),
      Object.keys(providerSchema.blocks!["assume_role"]!.attributes).sort(),
    );
    assert.deepEqual(endpoints, [{ ec2: "f", route53: "e", sts: "g" }]);
    const services = Object.keys(providerSchema.blocks!["endpoints"]!.attributes);
    assert.deepEqual(services.sort(), ["ec2", "route53", "sts"]);
    const { "//": _restore, ...restore } = resource.hybriddns_dhcp_options_restore.restore;
    assert.deepEqual(
      Object.keys(restore).sort(),
      Object.keys(resourceSchemas["hybriddns_dhcp_options_restore"]!.attributes).sort(),
    );
  });
});

describe("the entry points of the two CDKs", () => {
  const source = (name: string) => readFileSync(join(projectFolder, "components", "cdktf", name), "utf8");

  it("are one source, but for the packages that they import", () => {
    for (const [one, other] of [
      ["cdktf.ts", "cdktn.ts"],
      ["cdktf-kit.ts", "cdktn-kit.ts"],
    ]) {
      const renamed = source(one!)
        .replaceAll("@cdktf/", "@cdktn/")
        .replaceAll('"cdktf"', '"cdktn"')
        .replaceAll("cdktf-kit", "cdktn-kit")
        .replaceAll("hybrid-dns/cdktf", "hybrid-dns/cdktn")
        .replaceAll("for CDKTF", "for CDKTN");
      assert.equal(
        source(other!),
        renamed,
        `${other} is made from ${one}: change that one, and this one in the same way`,
      );
    }
  });

  for (const [entry, foreign] of [
    ["cdktf", "cdktn"],
    ["cdktn", "cdktf"],
  ]) {
    it(`load nothing of the other CDK, no Pulumi and one copy of constructs: ${entry}`, () => {
      const script = `require(${JSON.stringify(join(projectFolder, "components", "cdktf", entry!))});
        console.log(JSON.stringify(Object.keys(require.cache)))`;
      const loaded: string[] = JSON.parse(
        execFileSync(process.execPath, ["--no-deprecation", "--import", "tsx", "-e", script], {
          cwd: projectFolder,
          encoding: "utf8",
          maxBuffer: 10_000_000,
        }),
      );
      const of = (pattern: RegExp) => loaded.filter((path) => pattern.test(path));
      assert.ok(of(new RegExp(`node_modules/@?${entry}/`)).length > 0);
      assert.deepEqual(of(new RegExp(`node_modules/@?${foreign}/|node_modules/@pulumi/`)), []);
      assert.equal(of(/constructs\/lib\/construct\.js$/).length, 1);
      assert.deepEqual(of(/provider-aws\/lib\/index\.js$/), []);
    }).timeout(60_000);
  }
});
