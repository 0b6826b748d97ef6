import * as assert from "node:assert/strict";
import type { PrivateZoneArgs } from "../../components";
import { census, find, known, runProgram } from "../helpers/pulumi-program";

const zoneType = "aws:route53/zone:Zone";
const recordType = "aws:route53/record:Record";

function lab(): PrivateZoneArgs {
  return {
    zoneName: "lab.acmecorp.com",
    vpcs: { main: { vpcId: "vpc-0111", region: "eu-west-1" }, spoke: { vpcId: "vpc-0222" } },
    primaryVpc: "main",
    records: { app1: { a: ["10.20.1.10"] } },
  };
}
const declare = (args: PrivateZoneArgs) => runProgram(({ PrivateZone }) => new PrivateZone("lab", args));

describe("PrivateZone", () => {
  it("is made with the primary VPC, which makes it private, and leaves other associations alone", async () => {
    const { declared, result } = await declare(lab());
    const { inputs, request } = find(declared, zoneType);
    assert.equal(inputs["name"], "lab.acmecorp.com");
    assert.deepEqual(inputs["vpcs"], [{ vpcId: "vpc-0111", vpcRegion: "eu-west-1" }]);
    assert.equal(inputs["forceDestroy"], false);
    assert.deepEqual(request.getIgnorechangesList(), ["vpcs"]);
    assert.equal(request.getProtect(), false);
    const association = find(declared, "aws:route53/zoneAssociation:ZoneAssociation", "lab-spoke");
    assert.deepEqual(association.inputs, { vpcId: "vpc-0222", zoneId: await known(result.zoneId) });
  });

  it("protects the zone, and only the zone, when asked", async () => {
    const { declared } = await declare({ ...lab(), protect: true });
    const protectedOnes = declared.filter(({ request }) => request.getProtect()).map(({ type }) => type);
    assert.deepEqual(protectedOnes, [zoneType]);
  });

  it("writes each name and type as one record set", async () => {
    const { declared } = await declare({
      ...lab(),
      ttlSeconds: 120,
      records: {
        app1: { a: ["10.20.1.10", "10.20.1.11"], aaaa: ["fd00:20::10"], ttlSeconds: 60 },
        "@": { mx: [{ preference: 10, exchange: "mail.acmecorp.com" }], txt: ["v=spf1 -all"] },
        "*.apps": { cname: "web.lab.acmecorp.com" },
        "_ldap._tcp": { srv: [{ priority: 0, weight: 5, port: 389, target: "dc1.acmecorp.com" }] },
        web: { alias: { dnsName: "internal-web.elb.amazonaws.com", zoneId: "ZELB", ipv6: true } },
      },
    });
    assert.deepEqual(census(declared.filter(({ type }) => type === recordType)), [
      `${recordType} lab-*.apps-CNAME`,
      `${recordType} lab-@-MX`,
      `${recordType} lab-@-TXT`,
      `${recordType} lab-_ldap._tcp-SRV`,
      `${recordType} lab-app1-A`,
      `${recordType} lab-app1-AAAA`,
      `${recordType} lab-web-A`,
      `${recordType} lab-web-AAAA`,
    ]);
    const app1 = find(declared, recordType, "lab-app1-A").inputs;
    assert.deepEqual(
      [app1["name"], app1["type"], app1["ttl"], app1["records"]],
      ["app1.lab.acmecorp.com", "A", 60, ["10.20.1.10", "10.20.1.11"]],
    );
    const mx = find(declared, recordType, "lab-@-MX").inputs;
    assert.deepEqual([mx["name"], mx["ttl"]], ["lab.acmecorp.com", 120]);
    assert.match(String((mx["records"] as string[])[0]), /^10 mail\.acmecorp\.com\.?$/);
    const web = find(declared, recordType, "lab-web-AAAA").inputs;
    assert.deepEqual(web["aliases"], [
      { name: "internal-web.elb.amazonaws.com", zoneId: "ZELB", evaluateTargetHealth: false },
    ]);
    assert.ok(!("ttl" in web) && !("records" in web));
    assert.ok(declared.every(({ inputs }) => !("allowOverwrite" in inputs)));
  });

  it("uses a zone that is there already", async () => {
    const { declared, result } = await declare({ ...lab(), existing: { zoneId: "ZLAB", associatedVpcs: ["main"] } });
    assert.equal(declared.filter(({ type }) => type === zoneType).length, 0);
    assert.equal(await known(result.zoneId), "ZLAB");
    assert.equal(find(declared, recordType, "lab-app1-A").inputs["zoneId"], "ZLAB");
    assert.deepEqual(census(declared.filter(({ type }) => type.endsWith(":ZoneAssociation"))), [
      "aws:route53/zoneAssociation:ZoneAssociation lab-spoke",
    ]);
  });

  it("gives its addresses for PTR records", async () => {
    const { result } = await declare({
      ...lab(),
      records: { app1: { a: ["10.20.1.10"] }, db: { a: ["10.20.1.9"], ptr: false } },
    });
    assert.deepEqual(
      result.addressRecords.map(({ name, addresses }) => ({ name, addresses })),
      [{ name: "app1.lab.acmecorp.com", addresses: ["10.20.1.10"] }],
    );
  });

  it("says which VPC it cannot guess", async () => {
    const { primaryVpc: _, ...unstated } = lab();
    await runProgram(({ PrivateZone }) => {
      assert.throws(() => new PrivateZone("lab", unstated), /PRIMARY_VPC_UNSTATED/);
    });
  });
});
