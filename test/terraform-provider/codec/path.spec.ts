import assert from "node:assert/strict";
import { attributePathOf, pathText } from "../../../components/terraform-provider/codec/path";
import { ptrRecordsSchema } from "../../../components/terraform-provider/schema/ptr-records";
import { recordsSchema } from "../../../components/terraform-provider/schema/records";

describe("paths of attributes", () => {
  const table: readonly [typeof ptrRecordsSchema, string, string][] = [
    [ptrRecordsSchema, "addressRecords[3].addresses[1]", "address_records[3].addresses[1]"],
    [ptrRecordsSchema, 'zoneIds["20.10.in-addr.arpa"]', 'zone_ids["20.10.in-addr.arpa"]'],
    [ptrRecordsSchema, "maximumNames", "maximum_names"],
    [ptrRecordsSchema, "addressRecords[3].noSuch", "address_records[3]"],
    [ptrRecordsSchema, "noSuch[0]", ""],
    [ptrRecordsSchema, "", ""],
    [recordsSchema, "records.app1.ttlSeconds", 'records["app1"].ttl_seconds'],
    [recordsSchema, 'records["ttlSeconds"].mx[0].preference', 'records["ttlSeconds"].mx[0].preference'],
  ];
  for (const [schema, path, expected] of table) {
    it(`${path || "nothing"} is ${expected || "the whole"}`, () => {
      assert.equal(pathText(attributePathOf(schema, path).steps!), expected);
    });
  }
});
