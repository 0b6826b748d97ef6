import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { census, find, known, runProgram } from "../helpers/pulumi-program";

const zoneIds = { "Cloud.acmecorp.com.": "ZCLOUD", "21.10.in-addr.arpa": "ZREVERSE" };

describe("ZoneRecords", () => {
  it("writes records into the zone of another stack, and their PTR records into its reverse zones", async () => {
    const { declared } = await runProgram(
      ({ ZoneRecords }) =>
        new ZoneRecords("shop", {
          zoneName: "cloud.acmecorp.com",
          zoneIds: pulumi.output(Promise.resolve(zoneIds)),
          records: {
            shop: { alias: { dnsName: "internal-shop.elb.amazonaws.com", zoneId: "ZELB" } },
            "shop-servers": { a: ["10.21.1.11", "10.21.1.12"], ptr: false },
            "shop-berlin": { a: ["10.21.1.11"] },
          },
        }),
    );
    assert.deepEqual(census(declared), [
      "aws:route53/record:Record shop-shop-A",
      "aws:route53/record:Record shop-shop-berlin-A",
      "aws:route53/record:Record shop-shop-servers-A",
      "hybrid-dns:index:PtrRecords shop",
      "hybrid-dns:index:ZoneRecords shop",
      "pulumi-nodejs:dynamic/hybriddns:PtrRecords shop",
    ]);
    assert.equal(find(declared, "aws:route53/record:Record", "shop-shop-A").inputs["zoneId"], "ZCLOUD");
    const { inputs } = find(declared, "pulumi-nodejs:dynamic/hybriddns:PtrRecords");
    assert.deepEqual(inputs["zoneIds"], zoneIds);
    assert.deepEqual(
      (inputs["addressRecords"] as { name: string }[]).map(({ name }) => name),
      ["shop-berlin.cloud.acmecorp.com"],
    );
  });

  it("declares nothing for PTR records where none are wanted", async () => {
    const zone = { zoneName: "cloud.acmecorp.com", zoneIds };
    const { declared } = await runProgram(({ ZoneRecords }) => {
      new ZoneRecords("names", { ...zone, records: { mail: { cname: "smtp.acmecorp.com" } } });
      const records = { app1: { a: ["10.21.1.11"] } };
      return new ZoneRecords("off", { ...zone, records, ptrRecords: { enabled: false } });
    });
    assert.equal(declared.filter(({ type }) => type.includes("PtrRecords")).length, 0);
    assert.equal(declared.filter(({ type }) => type.endsWith(":Record")).length, 2);
  });

  it("asks for `access` beside a provider of its own only for PTR records", async () => {
    const zone = { zoneName: "cloud.acmecorp.com", zoneIds };
    await runProgram(({ ZoneRecords }) => {
      class Provider extends pulumi.ProviderResource {}
      const opts = { provider: new Provider("aws", "ireland", {}) };
      new ZoneRecords("names", { ...zone, records: { mail: { cname: "smtp.acmecorp.com" } } }, opts);
      assert.throws(
        () => new ZoneRecords("hosts", { ...zone, records: { app1: { a: ["10.21.1.11"] } } }, opts),
        /\(ACCESS_UNSTATED\)/,
      );
    });
  });

  it("says which zones there are when its own is not among them", async () => {
    const { zoneIdAt } =
      require("../../components/pulumi/inputs") as typeof import("../../components/pulumi/inputs.js");
    await runProgram(async () => {
      const component = new pulumi.ComponentResource("test:index:Some", "shop");
      await assert.rejects(known(zoneIdAt(zoneIds, "apps.acmecorp.com", component)), {
        message:
          'zoneIds: `zoneIds` has no "apps.acmecorp.com"; there are 21.10.in-addr.arpa, Cloud.acmecorp.com. (ZONE_ID_MISSING)',
      });
    });
  });
});
