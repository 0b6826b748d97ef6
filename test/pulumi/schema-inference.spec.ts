import * as assert from "node:assert/strict";
import { resolve } from "node:path";
import { Analyzer } from "@pulumi/pulumi/provider/experimental/analyzer";

const components = [
  "DhcpOptions",
  "Forwarders",
  "HybridDns",
  "PrivateZone",
  "PtrRecords",
  "ReverseMonitor",
  "ReverseZones",
  "VpcAssociation",
  "ZoneRecords",
];

/** What Pulumi reads when it makes packages for other languages from components; it takes plain interfaces only. */
describe("Pulumi's schema inference", function () {
  this.timeout(120_000);

  it("takes every component with its documented arguments and outputs", () => {
    const folder = resolve(__dirname, "..", "..", "components");
    const packageJson = require("../../package.json") as Record<string, unknown>;
    const found = new Analyzer(folder, "hybrid-dns", packageJson, new Set(components)).analyze().components;
    assert.deepEqual(Object.keys(found).sort(), components);
    const { inputs, outputs } = found["HybridDns"]!;
    assert.equal(inputs["primaryVpc"]!.optional, true);
    assert.match(inputs["primaryVpc"]!.description ?? "", /every other association is a resource of its own/);
    assert.deepEqual(Object.keys(outputs).sort(), [
      "associations",
      "configurationBuckets",
      "forwarderAddresses",
      "ptrRecords",
      "siteConfiguration",
      "zoneIds",
    ]);
  });
});
