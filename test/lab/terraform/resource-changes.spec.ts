import assert from "node:assert/strict";
import type { TerraformProgram } from "../../../lab/terraform/program";
import { changesOf, type PlannedChange } from "../../../lab/terraform/resource-changes";

const path = "lab/acme/cloud.acmecorp.com/printer-A";
const program: TerraformProgram = {
  terraform: { required_providers: {} },
  resource: {
    aws_route53_record: { printer_1: { "//": { metadata: { path } } } },
    hybriddns_ptr_records: { acme_1: { "//": { metadata: { path: "lab/acme/PtrRecords/Resource" } } } },
  },
};

function changes(type: string, name: string, actions: readonly string[], before: object | null, after: object | null) {
  const change = { actions, before, after } as PlannedChange["change"];
  return changesOf({ resource_changes: [{ mode: "managed", type, name, change }] }, program);
}
const record = (actions: readonly string[], before: object | null, after: object | null) =>
  changes("aws_route53_record", "printer_1", actions, before, after);

describe("changes of a Terraform plan", () => {
  it("have the logical name that Pulumi has, and paths of what differs", () => {
    const before = { ttl: 1, records: ["10.20.1.20", "10.20.1.22"], alias: [], name: "printer" };
    const after = { ttl: 60, records: ["10.20.1.21", "10.20.1.22"], alias: [], name: "printer" };
    assert.deepEqual(record(["update"], before, after), [
      {
        operation: "update",
        type: "aws_route53_record",
        name: "acme-cloud.acmecorp.com-printer-A",
        properties: ["records[0]", "ttl"],
      },
    ]);
  });

  it("are none where nothing changes, or something is only read", () => {
    assert.deepEqual(record(["no-op"], { ttl: 1 }, { ttl: 1 }), []);
    assert.deepEqual(record(["read"], null, {}), []);
    assert.deepEqual(changesOf({}, program), []);
    const read = { mode: "data", type: "aws_ami_ids", name: "image" };
    const change = { actions: ["read"], before: null, after: {} };
    assert.deepEqual(changesOf({ resource_changes: [{ ...read, change }] }, program), []);
  });

  it("tell what is made, replaced and deleted", () => {
    const operations = (...actions: string[]) => record(actions, { ttl: 1 }, { ttl: 2 }).map((each) => each.operation);
    assert.deepEqual(operations("create"), ["create"]);
    assert.deepEqual(operations("delete"), ["delete"]);
    assert.deepEqual(operations("delete", "create"), ["replace"]);
    assert.deepEqual(operations("create", "delete"), ["replace"]);
    assert.deepEqual(record(["delete", "create"], { ttl: 1 }, { ttl: 2 })[0]?.properties, ["ttl"]);
  });

  it("have the address of what is no longer in the program", () => {
    assert.equal(changes("aws_route53_record", "gone_1", ["delete"], {}, null)[0]?.name, "gone_1");
  });

  it("show each PTR record, in the most specific zone, with a line for a changed TTL", () => {
    const zone_ids = { "10.in-addr.arpa": "Z1", "20.10.in-addr.arpa": "Z2", "cloud.acmecorp.com": "Z3" };
    const before = {
      zone_ids,
      ptr_records: { "20.1.20.10.in-addr.arpa": ["printer.corp"], "1.1.9.10.in-addr.arpa": ["a.corp", "b.corp"] },
      ttls: { "20.1.20.10.in-addr.arpa": 1 },
    };
    const after = {
      zone_ids,
      ptr_records: { "21.1.20.10.in-addr.arpa": ["printer.corp"], "1.1.9.10.in-addr.arpa": ["a.corp"] },
      ttls: { "1.1.9.10.in-addr.arpa": 60 },
    };
    const lines = (first: object | null, then: object | null) =>
      changes("hybriddns_ptr_records", "acme_1", ["update"], first, then)[0]?.properties;
    assert.deepEqual(lines(before, after), [
      "+ 20.10.in-addr.arpa 21.1.20.10.in-addr.arpa printer.corp",
      "- 10.in-addr.arpa 1.1.9.10.in-addr.arpa b.corp",
      "- 20.10.in-addr.arpa 20.1.20.10.in-addr.arpa printer.corp",
      "~ 10.in-addr.arpa 1.1.9.10.in-addr.arpa a.corp 300 s to 60 s",
    ]);
    assert.equal(lines(null, after)?.filter((line) => line.startsWith("+")).length, 2);
    assert.equal(lines(before, null)?.filter((line) => line.startsWith("-")).length, 3);
  });
});
