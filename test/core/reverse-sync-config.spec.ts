import assert from "node:assert/strict";
import { resolveReverseSync } from "../../components/core/reverse-sync-config";

const problemsOf = (config: unknown) => resolveReverseSync(config).problems.map(({ code, path }) => `${path} ${code}`);

describe("The configuration of a reverse sync", () => {
  it("is read into names in one form and one order", () => {
    const { settings, problems } = resolveReverseSync({
      forwardZoneIds: { "b.acmecorp.com.": "/hostedzone/ZB", "A.acmecorp.com": "ZA" },
      reverseZoneIds: { "20.10.IN-ADDR.arpa": "Z20" },
      ownedDomains: ["lab.acmecorp.com"],
    });
    assert.deepEqual(problems, []);
    assert.deepEqual(settings!.forwardZones, [
      { zoneName: "a.acmecorp.com.", zoneId: "ZA" },
      { zoneName: "b.acmecorp.com.", zoneId: "ZB" },
    ]);
    assert.deepEqual(settings!.reverseZones, [{ zoneName: "20.10.in-addr.arpa.", zoneId: "Z20" }]);
    assert.deepEqual(settings!.ownedDomains, ["lab.acmecorp.com."]);
  });

  it("may have no forward zones, and thousands of records", () => {
    const addressRecords = Array.from({ length: 3000 }, (_, index) => ({
      name: `h${index}.x`,
      addresses: ["10.20.0.5"],
    }));
    assert.deepEqual(problemsOf({ reverseZoneIds: {}, addressRecords }), []);
  });

  const rows: [string, unknown, string[]][] = [
    ["no map", [], [" WRONG_TYPE"]],
    ["nothing", {}, ["reverseZoneIds ARGUMENT_MISSING"]],
    ["a name that is none of ours", { reverseZoneIds: {}, reverseZone: {} }, ["reverseZone UNKNOWN_ARGUMENT"]],
    [
      "zones in the wrong place",
      { reverseZoneIds: { "acmecorp.com": "Z1" }, forwardZoneIds: { "20.10.in-addr.arpa": "Z2" } },
      ['forwardZoneIds["20.10.in-addr.arpa"] NOT_A_FORWARD_ZONE', 'reverseZoneIds["acmecorp.com"] NOT_A_REVERSE_ZONE'],
    ],
    [
      "one zone twice, and no id",
      { reverseZoneIds: { "20.10.in-addr.arpa": "Z 1", "20.10.in-addr.arpa.": "Z1" } },
      ['reverseZoneIds["20.10.in-addr.arpa"] BAD_ZONE_ID', 'reverseZoneIds["20.10.in-addr.arpa."] DUPLICATE_NAME'],
    ],
    [
      "an id of another kind",
      { reverseZoneIds: { "20.10.in-addr.arpa": 7 } },
      ['reverseZoneIds["20.10.in-addr.arpa"] WRONG_TYPE'],
    ],
    [
      "malformed names, addresses with zone ids, and a list in a text's place",
      {
        reverseZoneIds: { "-.arpa": "Z1" },
        forwardZoneIds: { "*.x": "Z2" },
        ownedDomains: ["a..b"],
        addressRecords: [
          { name: "-a.x", addresses: ["fe80::1%eth0", "10.20.0.5"] },
          { name: "a.x", addresses: "10.20.0.5" },
          { name: "b.x", addresses: ["10.20.0.0/24", 7], ttlSeconds: -1, ptr: true },
          null,
        ],
        policy: { adopt: ["10.1"], maximumNames: 0, exclude: ["a*.x"] },
        guards: { maximumDeletePercent: 101, force: "yes" },
      },
      [
        "addressRecords[0].addresses[0] BAD_ADDRESS",
        "addressRecords[0].name BAD_DOMAIN_NAME",
        "addressRecords[1].addresses WRONG_TYPE",
        "addressRecords[2].addresses[0] BAD_ADDRESS",
        "addressRecords[2].addresses[1] WRONG_TYPE",
        "addressRecords[2].ptr UNKNOWN_ARGUMENT",
        "addressRecords[2].ttlSeconds VALUE_OUT_OF_RANGE",
        "addressRecords[3] WRONG_TYPE",
        'forwardZoneIds["*.x"] BAD_DOMAIN_NAME',
        "guards.force WRONG_TYPE",
        "guards.maximumDeletePercent VALUE_OUT_OF_RANGE",
        "ownedDomains[0] BAD_DOMAIN_NAME",
        "policy.adopt[0] BAD_ADDRESS",
        "policy.exclude[0] BAD_DOMAIN_NAME",
        "policy.maximumNames VALUE_OUT_OF_RANGE",
        'reverseZoneIds["-.arpa"] BAD_DOMAIN_NAME',
      ],
    ],
  ];
  for (const [title, config, problems] of rows) {
    it(`says all at once what is wrong: ${title}`, () => {
      assert.deepEqual(problemsOf(config), problems);
      assert.equal(resolveReverseSync(config).settings, undefined);
    });
  }
});
