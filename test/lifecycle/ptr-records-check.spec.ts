import assert from "node:assert/strict";
import { checkPtrRecords } from "../../components/lifecycle/ptr-records";
import type { PtrRecordsArguments } from "../../components/lifecycle/ptr-records-properties";
import { holdsUnknown, UNKNOWN_VALUE } from "../../components/lifecycle/unknown-value";

const zoneIds = { "20.10.in-addr.arpa": "Z20", "21.10.in-addr.arpa": "/hostedzone/Z21", "cloud.acmecorp.com": "ZC" };
const REVERSE_IDS = { "20.10.in-addr.arpa": "Z20", "21.10.in-addr.arpa": "Z21" };
const check = (news: object) => checkPtrRecords(news as PtrRecordsArguments);

describe("The check of PTR records", () => {
  it("gives the plan in the place of the arguments, a property for each zone", () => {
    const addressRecords = [
      { name: "app2.x.", addresses: ["10.20.0.6", "10.21.0.6"] },
      { name: "App1.x", addresses: ["10.20.0.5"] },
    ];
    assert.deepEqual(check({ addressRecords, zoneIds }), {
      inputs: {
        "20.10.in-addr.arpa": { "5.0.20.10.in-addr.arpa": ["app1.x"], "6.0.20.10.in-addr.arpa": ["app2.x"] },
        "21.10.in-addr.arpa": { "6.0.21.10.in-addr.arpa": ["app2.x"] },
        zoneIds: REVERSE_IDS,
      },
      problems: [],
      notices: [],
    });
  });

  it("states TTLs only where they are not the usual one", () => {
    const addressRecords = [
      { name: "a.x", addresses: ["10.20.0.5"], ttlSeconds: 60 },
      { name: "b.x", addresses: ["10.20.0.6"] },
    ];
    const plain = check({ addressRecords, zoneIds }).inputs;
    assert.deepEqual([plain.ttlSeconds, plain.ttls], [undefined, { "5.0.20.10.in-addr.arpa": 60 }]);
    const fixed = check({ addressRecords, zoneIds, policy: { ttlSeconds: 900 } }).inputs;
    assert.deepEqual([fixed.ttlSeconds, fixed.ttls], [900, undefined]);
  });

  it("lists names whose address is known only later, and plans the rest exactly", () => {
    const addressRecords = [
      { name: "new.x", addresses: [UNKNOWN_VALUE] },
      { name: "half.x", addresses: ["10.20.0.5", UNKNOWN_VALUE] },
      { name: "list.x", addresses: UNKNOWN_VALUE },
      { name: "*.x", addresses: [UNKNOWN_VALUE] },
      { name: UNKNOWN_VALUE, addresses: ["10.20.0.9"] },
      UNKNOWN_VALUE,
      { name: "known.x", addresses: ["10.20.0.6"], ttlSeconds: UNKNOWN_VALUE },
    ];
    const { inputs, problems } = check({ addressRecords, zoneIds });
    assert.deepEqual(problems, []);
    assert.deepEqual(inputs, {
      "20.10.in-addr.arpa": { "5.0.20.10.in-addr.arpa": ["half.x"], "6.0.20.10.in-addr.arpa": ["known.x"] },
      zoneIds: REVERSE_IDS,
      computed: Object.fromEntries(
        ["new.x", "half.x", "list.x", "addressRecords[4]", "addressRecords[5]"].map((name) => [name, UNKNOWN_VALUE]),
      ),
    });
    assert.ok(holdsUnknown(inputs));
  });

  it("keeps ids unknown that are known only later, and the plan of their zones", () => {
    const addressRecords = [{ name: "a.x", addresses: ["10.20.0.5"] }];
    const some = check({ addressRecords, zoneIds: { "20.10.in-addr.arpa": UNKNOWN_VALUE } });
    assert.deepEqual(some.problems, []);
    assert.deepEqual(some.inputs, {
      "20.10.in-addr.arpa": { "5.0.20.10.in-addr.arpa": ["a.x"] },
      zoneIds: { "20.10.in-addr.arpa": UNKNOWN_VALUE },
    });
    const none = check({ addressRecords, zoneIds: UNKNOWN_VALUE });
    assert.deepEqual(none, {
      inputs: { zoneIds: UNKNOWN_VALUE, computed: { "a.x": UNKNOWN_VALUE } },
      problems: [],
      notices: [],
    });
  });

  it("shows every zone as unknown when no record is known", () => {
    assert.deepEqual(check({ addressRecords: UNKNOWN_VALUE, zoneIds }).inputs, {
      "20.10.in-addr.arpa": UNKNOWN_VALUE,
      "21.10.in-addr.arpa": UNKNOWN_VALUE,
      zoneIds: REVERSE_IDS,
    });
  });

  it("computes nothing for names that get no record, and nothing at all when records are not enabled", () => {
    const addressRecords = [{ name: "a.kube.x", addresses: [UNKNOWN_VALUE] }];
    for (const policy of [{ exclude: ["*.kube.x"] }, { enabled: false }]) {
      assert.deepEqual(check({ addressRecords, zoneIds, policy }).inputs, { zoneIds: REVERSE_IDS });
    }
  });

  it("keeps reasons, adopted addresses and access", () => {
    const addressRecords = [{ name: "app9.x", addresses: ["192.0.2.7", "192.0.2.8"] }];
    const access = { profile: "network" };
    const { inputs, notices } = check({ addressRecords, zoneIds, policy: { adopt: ["FD00::5", "10.21.1.5"] }, access });
    assert.deepEqual(inputs, {
      zoneIds: REVERSE_IDS,
      skipped: { "app9.x": "192.0.2.7: no reverse zone covers it; 192.0.2.8: no reverse zone covers it" },
      adopt: ["10.21.1.5", "fd00::5"],
      access,
    });
    assert.deepEqual(
      notices.map(({ code, path }) => `${path} ${code}`),
      ["app9.x 192.0.2.7 PTR_SKIPPED", "app9.x 192.0.2.8 PTR_SKIPPED"],
    );
  });

  it("names every argument of a wrong shape", () => {
    const paths = (news: object) => check(news).problems.map(({ code, path }) => `${path} ${code}`);
    assert.deepEqual(paths({}), ["zoneIds WRONG_TYPE", "addressRecords WRONG_TYPE"]);
    assert.deepEqual(
      paths({
        zoneIds: { "20.10.in-addr.arpa": 7 },
        addressRecords: [1, { name: "a.x" }, { name: "b.x", addresses: "10.20.0.5" }, { name: "c.x", addresses: [5] }],
        policy: { exclude: "x" },
      }),
      [
        'zoneIds["20.10.in-addr.arpa"] WRONG_TYPE',
        "addressRecords[0] WRONG_TYPE",
        "addressRecords[1].addresses WRONG_TYPE",
        "addressRecords[2].addresses WRONG_TYPE",
        "addressRecords[3].addresses WRONG_TYPE",
        "exclude WRONG_TYPE",
      ],
    );
    assert.deepEqual(
      paths({
        zoneIds: { "20.10.in-addr.arpa": "Z1", "20.10.IN-ADDR.arpa.": "Z2", "21.10.in-addr.arpa": "a/b" },
        addressRecords: [{ name: "-a.x", addresses: ["10.20"] }],
        policy: { maximumNames: 0 },
      }),
      [
        'zoneIds["20.10.in-addr.arpa"] DUPLICATE_NAME',
        'zoneIds["21.10.in-addr.arpa"] BAD_ZONE_ID',
        "maximumNames VALUE_OUT_OF_RANGE",
        "addressRecords[0].name BAD_DOMAIN_NAME",
        "addressRecords[0].addresses[0] BAD_ADDRESS",
      ],
    );
  });
});
