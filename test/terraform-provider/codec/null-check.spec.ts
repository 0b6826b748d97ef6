import assert from "node:assert/strict";
import { withoutNulls } from "../../../components/terraform-provider/codec/null-check";
import { UNKNOWN } from "../../../components/terraform-provider/codec/value";
import { providerSchema } from "../../../components/terraform-provider/schema";
import { ptrRecordsSchema } from "../../../components/terraform-provider/schema/ptr-records";

describe("what is null and must not be", () => {
  const paths = (config: Parameters<typeof withoutNulls>[1], schema = ptrRecordsSchema) =>
    withoutNulls(schema, config).problems.map(({ code, path }) => `${path} ${code}`);

  it("is found at every depth, and unknown from then on", () => {
    const records = [
      { name: "a.b", addresses: ["10.0.0.1", null], ttl_seconds: null },
      null,
      { name: null, addresses: UNKNOWN, ttl_seconds: null },
    ];
    const given = { address_records: records, zone_ids: { "20.10.in-addr.arpa": null }, prefer: null };
    const { config, problems } = withoutNulls(ptrRecordsSchema, given);
    assert.deepEqual(
      problems.map(({ code, path }) => `${path} ${code}`),
      [
        "addressRecords[0].addresses[1] ITEM_NULL",
        "addressRecords[1] ITEM_NULL",
        "addressRecords[2].name ARGUMENT_MISSING",
        'zoneIds["20.10.in-addr.arpa"] ITEM_NULL',
      ],
    );
    assert.deepEqual(config["address_records"], [
      { name: "a.b", addresses: ["10.0.0.1", UNKNOWN], ttl_seconds: null },
      UNKNOWN,
      { name: UNKNOWN, addresses: UNKNOWN, ttl_seconds: null },
    ]);
  });

  it("is not what is optional, computed or unknown", () => {
    assert.deepEqual(paths({ address_records: [], zone_ids: {}, exclude: null, ptr_records: null }), []);
    assert.deepEqual(paths({ address_records: UNKNOWN, zone_ids: UNKNOWN }), []);
  });

  it("is found in blocks", () => {
    const roles = [{ role_arn: "r", external_id: null }, { role_arn: null }];
    assert.deepEqual(paths({ assume_role: roles }, providerSchema), ["assumeRole[1].roleArn ARGUMENT_MISSING"]);
    assert.deepEqual(paths({ assume_role: UNKNOWN }, providerSchema), []);
  });
});
