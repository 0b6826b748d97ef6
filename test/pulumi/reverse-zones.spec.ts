import * as assert from "node:assert/strict";
import { census, find, known, runProgram } from "../helpers/pulumi-program";

describe("ReverseZones", () => {
  it("covers a range with the fewest zones, each private in every VPC", async () => {
    const { declared, result } = await runProgram(
      ({ ReverseZones }) =>
        new ReverseZones("corp", {
          cidrBlocks: ["10.20.0.0/15"],
          vpcs: { main: { vpcId: "vpc-0111" }, spoke: { vpcId: "vpc-0222" } },
          primaryVpc: "main",
        }),
    );
    assert.deepEqual(census(declared), [
      "aws:route53/zone:Zone corp-20.10.in-addr.arpa",
      "aws:route53/zone:Zone corp-21.10.in-addr.arpa",
      "aws:route53/zoneAssociation:ZoneAssociation corp-20.10.in-addr.arpa-spoke",
      "aws:route53/zoneAssociation:ZoneAssociation corp-21.10.in-addr.arpa-spoke",
      "hybrid-dns:index:ReverseZones corp",
    ]);
    assert.deepEqual(find(declared, "aws:route53/zone:Zone", "corp-21.10.in-addr.arpa").inputs["vpcs"], [
      { vpcId: "vpc-0111" },
    ]);
    assert.deepEqual(Object.keys(result.zoneIds), ["20.10.in-addr.arpa", "21.10.in-addr.arpa"]);
    assert.equal(await known(result.zoneIds["20.10.in-addr.arpa"]!), "corp-20.10.in-addr.arpa-id");
  });

  it("widens, adopts and protects the zones that are named", async () => {
    const { declared, result } = await runProgram(
      ({ ReverseZones }) =>
        new ReverseZones("corp", {
          cidrBlocks: ["10.20.0.0/17", "10.21.0.0/16"],
          zones: {
            "20.10.in-addr.arpa": { protect: true },
            "21.10.in-addr.arpa": { existing: { zoneId: "ZREVERSE", associatedVpcs: ["main"] } },
          },
          vpcs: { main: { vpcId: "vpc-0111" } },
        }),
    );
    assert.deepEqual(census(declared), [
      "aws:route53/zone:Zone corp-20.10.in-addr.arpa",
      "hybrid-dns:index:ReverseZones corp",
    ]);
    assert.equal(find(declared, "aws:route53/zone:Zone").request.getProtect(), true);
    assert.equal(await known(result.zoneIds["21.10.in-addr.arpa"]!), "ZREVERSE");
  });
});
