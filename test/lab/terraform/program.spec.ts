import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LabError } from "../../../lab/lab-error";
import { copyValues, type StackConfiguration } from "../../../lab/stack/configuration";
import { logicalName, synthesise } from "../../../lab/terraform/program";
import { projectFolder } from "../../../set-up/paths";

describe("the lab environment as a program for Terraform", () => {
  const folder = mkdtempSync(join(tmpdir(), "hybrid-dns-program-"));
  after(() => rmSync(folder, { recursive: true, force: true }));

  function configuration(): StackConfiguration {
    const copy = copyValues(join(projectFolder, "Pulumi.lab.yaml"), join(folder, "configuration.yaml"));
    copy.set("hybrid-dns:dns.backend.unbound.imageId", "ami-0f0f0f0f0f0f0f0f0");
    copy.set("hybrid-dns:demonstrationNetwork.imageId", "ami-1f1f1f1f1f1f1f1f1");
    return copy;
  }
  const namesOf = (type: string, from = configuration()) =>
    Object.values(synthesise(from, folder).resource[type] ?? {})
      .map((block) => logicalName(block["//"].metadata.path))
      .sort();
  const refused = (path: string, value: string, message: RegExp) => {
    const wrong = configuration();
    wrong.set(path, value);
    assert.throws(
      () => synthesise(wrong, folder),
      (error) => error instanceof LabError && message.test(error.message),
    );
  };

  it("has the logical names that Pulumi has", () => {
    assert.deepEqual(namesOf("aws_vpc"), ["acme-demonstration-hub", "acme-demonstration-spoke"]);
    assert.deepEqual(namesOf("aws_route53_zone"), [
      "acme-20.10.in-addr.arpa",
      "acme-21.10.in-addr.arpa",
      "acme-cloud.acmecorp.com",
    ]);
    assert.ok(namesOf("aws_route53_record").includes("acme-cloud.acmecorp.com-printer-A"));
    assert.deepEqual(namesOf("hybriddns_ptr_records"), ["acme"]);
  });

  it("takes what is set in the configuration", () => {
    const other = configuration();
    other.set("hybrid-dns:name", "other");
    other.set('hybrid-dns:dns.privateZones["cloud.acmecorp.com"].records.scanner.a[0]', "10.20.1.22");
    assert.ok(namesOf("aws_route53_record", other).includes("other-cloud.acmecorp.com-scanner-A"));
  });

  it("refuses what Pulumi refuses, with the same text", () => {
    refused(
      "hybrid-dns:dns.vpcs.hub.forwarders.a.address",
      "10.99.1.53",
      /^The configuration of this stack has .* problems?; nothing was changed:\n +hybrid-dns:dns\.vpcs\.hub\.forwarders\.a\.address: /,
    );
  });

  it("refuses accounts, which the lab of Terraform has none of", () => {
    const roleArn = "arn:aws:iam::222222222222:role/network";
    const wrong = configuration();
    wrong.set("hybrid-dns:dns.vpcs.other.vpcId", "vpc-0a1b2c3d4e5f60718");
    wrong.set("hybrid-dns:dns.vpcs.other.cidrBlocks[0]", "10.22.0.0/16");
    wrong.set("hybrid-dns:dns.vpcs.other.accountId", "222222222222");
    wrong.set('hybrid-dns:accounts["222222222222"].roleArn', roleArn);
    assert.throws(() => synthesise(wrong, folder), /the lab of Terraform has one account; .*--with pulumi/);
  });
});
