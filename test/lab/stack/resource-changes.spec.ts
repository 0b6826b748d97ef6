import { strict as assert } from "node:assert";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { changeOf } from "../../../lab/stack/resource-changes";

const ptrRecordsType = "pulumi-nodejs:dynamic/hybriddns:PtrRecords";

function event(
  op: string,
  type: string,
  old: object | undefined,
  now: object | undefined,
  more: object = {},
): EngineEvent {
  const urn = `urn:pulumi:lab::p::hybrid-dns:index:HybridDns$${type}::acme`;
  const state = (inputs: object | undefined) =>
    inputs === undefined ? undefined : { type, urn, custom: true, inputs };
  const metadata = { op, urn, type, old: state(old), new: state(now), provider: "", ...more };
  return { sequence: 1, timestamp: 1, resourcePreEvent: { metadata } } as unknown as EngineEvent;
}

describe("the changes that the engine's events tell of", () => {
  it("name operation, type and name", () => {
    const change = changeOf(event("create", "aws:ec2/vpc:Vpc", undefined, { cidrBlock: "10.0.0.0/16" }));
    assert.deepEqual(change, {
      operation: "create",
      type: "aws:ec2/vpc:Vpc",
      name: "acme",
      properties: [],
    });
  });

  for (const op of ["same", "read", "refresh", "create-replacement", "delete-replaced"]) {
    it(`leave out what is no change, or half of one: ${op}`, () => {
      assert.equal(changeOf(event(op, "aws:ec2/vpc:Vpc", {}, {})), undefined);
    });
  }

  it("leave out components and providers' other events", () => {
    const component = event("create", "hybrid-dns:index:Forwarders", undefined, {}, { new: { inputs: {} } });
    assert.equal(changeOf(component), undefined);
    assert.equal(changeOf({ sequence: 1, timestamp: 1, summaryEvent: {} } as unknown as EngineEvent), undefined);
  });

  it("give the paths of the detailed diff", () => {
    const detailedDiff = { "records[0]": { diffKind: "update" }, ttl: { diffKind: "update" } };
    const change = changeOf(event("update", "aws:route53/record:Record", { ttl: 1 }, { ttl: 2 }, { detailedDiff }));
    assert.deepEqual(change?.properties, ["records[0]", "ttl"]);
  });

  it("compare the inputs where the engine gives no detailed diff", () => {
    const change = changeOf(
      event(
        "update",
        "pulumi-nodejs:dynamic:Resource",
        { a: [1], b: { c: 1 }, __provider: "x" },
        { a: [2], b: {}, __provider: "y" },
      ),
    );
    assert.deepEqual(change?.properties, ["a[0]", "b.c"]);
  });

  it("give a line for each PTR record that comes or goes, and none for what stays", () => {
    const zone = "21.10.in-addr.arpa";
    const old = {
      [zone]: { [`10.1.${zone}`]: ["app1.cloud.acmecorp.com"], [`12.1.${zone}`]: ["a.corp.com", "b.corp.com"] },
      zoneIds: { [zone]: "Z1" },
      ttls: { [`10.1.${zone}`]: 60 },
      __provider: "1",
    };
    const now = {
      [zone]: { [`11.1.${zone}`]: ["app1.cloud.acmecorp.com"], [`12.1.${zone}`]: ["b.corp.com", "c.corp.com"] },
      zoneIds: { [zone]: "Z1" },
      ttls: { [`11.1.${zone}`]: 60 },
      __provider: "2",
    };
    assert.deepEqual(changeOf(event("update", ptrRecordsType, old, now))?.properties, [
      `+ ${zone} 11.1.${zone} app1.cloud.acmecorp.com`,
      `+ ${zone} 12.1.${zone} c.corp.com`,
      `- ${zone} 10.1.${zone} app1.cloud.acmecorp.com`,
      `- ${zone} 12.1.${zone} a.corp.com`,
    ]);
  });

  it("show another TTL of a PTR record that stays", () => {
    const zone = "8.b.d.0.1.0.0.2.ip6.arpa";
    const ptrs = { [zone]: { [`1.${zone}`]: ["a.corp.com"] } };
    const change = changeOf(event("update", ptrRecordsType, ptrs, { ...ptrs, ttlSeconds: 60 }));
    assert.deepEqual(change?.properties, [`~ ${zone} 1.${zone} a.corp.com 300 s to 60 s`]);
  });

  it("list PTR records of a resource that is made or deleted", () => {
    const zone = "21.10.in-addr.arpa";
    const ptrs = { [zone]: { [`1.1.${zone}`]: ["a.corp.com"] }, ttlSeconds: 60 };
    assert.deepEqual(changeOf(event("create", ptrRecordsType, undefined, ptrs))?.properties, [
      `+ ${zone} 1.1.${zone} a.corp.com`,
    ]);
    assert.deepEqual(changeOf(event("delete", ptrRecordsType, ptrs, undefined))?.properties, [
      `- ${zone} 1.1.${zone} a.corp.com`,
    ]);
  });
});
