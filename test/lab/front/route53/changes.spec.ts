import assert from "node:assert/strict";
import type { ChangeAction, ResourceRecordSet, RRType } from "@aws-sdk/client-route-53";
import { awsError, withFront } from "../running-front";
import { numbers, refused, set, unhurried, withZone, zoneName } from "./zone-under-test";

describe("changes of record sets by the front", () => {
  const running = withFront({ route53: { settings: unhurried } });
  const { change, list, added } = withZone(running);

  describe("CREATE, UPSERT and DELETE", () => {
    it("creates what is not there, and says so when it is", async () => {
      await change(["CREATE", set("a", "A", ["10.0.0.1"])]);
      await assert.rejects(
        change(["CREATE", set("A", "A", ["10.0.0.2"])]),
        refused(`[Tried to create resource record set [name='a.${zoneName}.', type='A'] but it already exists]`),
      );
    });
    it("deletes only by the exact TTL and values, in any order of values", async () => {
      await change(["CREATE", set("a", "A", ["10.0.0.1", "10.0.0.2"])]);
      const mismatch = refused(
        `[Tried to delete resource record set [name='a.${zoneName}.', type='A'] but the values provided do not match the current values]`,
      );
      await assert.rejects(change(["DELETE", set("a", "A", ["10.0.0.1"])]), mismatch);
      await assert.rejects(change(["DELETE", set("a", "A", ["10.0.0.1", "10.0.0.2"], { TTL: 61 })]), mismatch);
      await change(["DELETE", set("a", "A", ["10.0.0.2", "10.0.0.1"])]);
      assert.deepEqual(await added(), []);
      await assert.rejects(
        change(["DELETE", set("a", "A", ["10.0.0.1"])]),
        refused(`[Tried to delete resource record set [name='a.${zoneName}.', type='A'] but it was not found]`),
      );
    });
    it("does all of a batch or nothing, and names every problem", async () => {
      await change(["CREATE", set("there", "A", ["10.0.0.1"])]);
      const batch = change(
        ["CREATE", set("new", "A", ["10.0.0.1"])],
        ["CREATE", set("there", "A", ["10.0.0.1"])],
        ["DELETE", set("missing", "A", ["10.0.0.1"])],
      );
      await assert.rejects(batch, (error: Error) => {
        assert.match(error.message, /^\[.*already exists, .*was not found\]$/);
        return true;
      });
      assert.deepEqual(await added(), [`there.${zoneName}. A`]);
    });
    it("takes DELETE and then CREATE of one record set in a batch, and refuses other repetitions", async () => {
      await change(["CREATE", set("a", "A", ["10.0.0.1"])]);
      await change(["DELETE", set("a", "A", ["10.0.0.1"])], ["CREATE", set("a", "A", ["10.0.0.2"])]);
      assert.deepEqual((await list()).find(({ Type }) => Type === "A")?.ResourceRecords, [{ Value: "10.0.0.2" }]);
      const repeated = refused("invalid set of changes for a resource record set");
      await assert.rejects(
        change(["UPSERT", set("a", "A", ["10.0.0.3"])], ["UPSERT", set("a", "A", ["10.0.0.4"])]),
        repeated,
      );
      await assert.rejects(
        change(["CREATE", set("b", "A", ["10.0.0.3"])], ["DELETE", set("b", "A", ["10.0.0.3"])]),
        repeated,
      );
    });
    it("refuses names outside the zone, at the boundary of a label", async () => {
      const outside = refused(`is not permitted in zone ${zoneName}.`);
      await assert.rejects(change(["CREATE", { ...set("", "A", ["10.0.0.1"]), Name: "other.example" }]), outside);
      await assert.rejects(change(["CREATE", { ...set("", "A", ["10.0.0.1"]), Name: `x${zoneName}` }]), outside);
    });
    it("refuses a batch without changes, an unknown type and a record set without values", async () => {
      await assert.rejects(change(), awsError("InvalidInput"));
      await assert.rejects(change(["CREATE", set("a", "WKS" as RRType, ["x"])]), awsError("InvalidInput", "WKS"));
      await assert.rejects(change(["CREATE", set("a", "A", [])]), awsError("InvalidInput", "Expected exactly one of"));
      const noTtl = { ...set("a", "A", ["10.0.0.1"]), TTL: undefined };
      await assert.rejects(change(["CREATE", noTtl]), awsError("InvalidInput", "but found none"));
      await assert.rejects(
        change(["CREATE", set("a", "A", ["10.0.0.1"], { TTL: 2_147_483_648 })]),
        awsError("InvalidInput", "TTL"),
      );
    });
  });

  describe("limits", () => {
    const many = (
      action: ChangeAction,
      count: number,
      value = (at: number) => `10.0.${at >> 8}.${at & 255}`,
      type: RRType = "A",
    ) => numbers(count).map((at): [ChangeAction, ResourceRecordSet] => [action, set(`n${at}`, type, [value(at)])]);
    const target = (at: number) => `${`host${at}`.padEnd(38, "x")}.y`;

    it("takes 1,000 created values in a batch, and not 1,001", async () => {
      await change(...many("CREATE", 1_000));
      await assert.rejects(change(...many("DELETE", 1_001)), refused("limit of 1000"));
      await change(...many("DELETE", 1_000));
    });
    it("counts an UPSERT twice: 500 values, and not 501", async () => {
      await change(...many("UPSERT", 500));
      await assert.rejects(change(...many("UPSERT", 501)), refused("limit of 1000"));
    });
    it("takes 32,000 characters of values: 800 created targets of 40 characters, and not 801", async () => {
      assert.equal(target(799).length, 40);
      await assert.rejects(change(...many("CREATE", 801, target, "PTR")), refused("limit of 32000"));
      await change(...many("CREATE", 800, target, "PTR"));
      await assert.rejects(change(...many("UPSERT", 401, target, "PTR")), refused("limit of 32000"));
      await change(...many("UPSERT", 400, target, "PTR"));
    });
    it("takes 400 values in a record set, and not 401", async () => {
      const values = (count: number) => numbers(count).map((at) => `10.0.${at >> 8}.${at & 255}`);
      await change(["CREATE", set("a", "A", values(400))]);
      await assert.rejects(change(["UPSERT", set("a", "A", values(401))]), refused("limit of 400"));
    });
    it("takes as many record sets as a zone may have, and not one more", async () => {
      const { front } = running();
      const usual = front.route53.context.settings();
      front.route53.changeSettings({ recordSetsPerZone: 10 });
      try {
        await assert.rejects(change(...many("CREATE", 9)), refused("limit of 10 has been exceeded"));
        await change(...many("CREATE", 8));
        await assert.rejects(change(["CREATE", set("more", "A", ["10.0.0.1"])]), refused("limit of 10"));
        await change(["UPSERT", set("n0", "A", ["10.0.0.9"])]);
      } finally {
        front.route53.changeSettings(usual);
      }
    });
  });

  describe("CNAME, NS and SOA", () => {
    it("lets a CNAME stand alone, whatever comes first", async () => {
      await change(["CREATE", set("c", "CNAME", ["target.example"])], ["CREATE", set("a", "A", ["10.0.0.1"])]);
      await assert.rejects(
        change(["CREATE", set("c", "A", ["10.0.0.1"])]),
        refused("because a conflicting RRSet of type CNAME with the same DNS name already exists"),
      );
      await assert.rejects(
        change(["CREATE", set("a", "CNAME", ["target.example"])]),
        refused("as it conflicts with other records with the same DNS name"),
      );
      await assert.rejects(change(["CREATE", set("", "CNAME", ["target.example"])]), refused("at apex"));
      await assert.rejects(
        change(["CREATE", set("d", "CNAME", ["one.example", "two.example"])]),
        refused("one value only"),
      );
    });
    it("changes a name's type when the deletion stands first in the batch", async () => {
      await change(["CREATE", set("a", "A", ["10.0.0.1"])]);
      const away: [ChangeAction, ResourceRecordSet] = ["DELETE", set("a", "A", ["10.0.0.1"])];
      const here: [ChangeAction, ResourceRecordSet] = ["CREATE", set("a", "CNAME", ["target.example"])];
      await assert.rejects(change(here, away), refused("conflicts"));
      await change(away, here);
      assert.deepEqual(await added(), [`a.${zoneName}. CNAME`]);
    });
    it("keeps NS and SOA at the apex, which may be changed", async () => {
      for (const type of ["NS", "SOA"]) {
        const found = (await list()).find(({ Type }) => Type === type)!;
        await assert.rejects(change(["DELETE", found]), refused("A HostedZone must contain"));
        await change(["UPSERT", { ...found, TTL: 61 }]);
      }
      await assert.rejects(
        change(["CREATE", set("sub", "SOA", ["ns.example. root.example. 1 2 3 4 5"])]),
        refused("is not permitted"),
      );
      await change(["CREATE", set("sub", "NS", ["ns.example."])]);
    });
  });
});
