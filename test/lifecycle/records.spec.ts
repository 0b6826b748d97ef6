import assert from "node:assert/strict";
import type { DomainName } from "../../components/core/domain-name";
import {
  checkRecords,
  createRecords,
  deleteRecords,
  diffRecords,
  type RecordsArguments,
  type RecordsState,
  readRecords,
  updateRecords,
} from "../../components/lifecycle/records";
import { UNKNOWN_VALUE } from "../../components/lifecycle/unknown-value";
import { type Fault, memoryZones } from "../helpers/memory-zones";

const ZONE = "Z0CLOUD";
const news = (records: RecordsArguments["records"], more: Partial<RecordsArguments> = {}) => ({
  zoneName: "cloud.acmecorp.com",
  zoneId: ZONE,
  records,
  ...more,
});
const inputsOf = (given: RecordsArguments) => {
  const { inputs, problems } = checkRecords(given);
  assert.deepEqual(problems, []);
  return inputs;
};
const before = inputsOf(news({ app1: { a: ["10.20.0.5"] }, web: { cname: "app1.cloud.acmecorp.com" } }));
const after = inputsOf(news({ app1: { a: ["10.20.0.6"], txt: ["note"] }, web: { a: ["10.20.0.7"] } }));
const AFTER = {
  "app1.cloud.acmecorp.com. A": "300 10.20.0.6",
  "app1.cloud.acmecorp.com. TXT": '300 "note"',
  "web.cloud.acmecorp.com. A": "300 10.20.0.7",
};

describe("The lifecycle of records", () => {
  it("creates, has nothing to do, updates, and deletes", async () => {
    const zones = memoryZones(ZONE);
    const { state } = await createRecords(zones, before);
    assert.ok(!diffRecords(state, before));
    assert.ok(!diffRecords(await readRecords(zones, state), before));
    assert.ok(diffRecords(state, after));
    const updated = await updateRecords(zones, state, after);
    assert.deepEqual(zones.content(ZONE), AFTER);
    assert.deepEqual(await deleteRecords(zones, updated.state), []);
    assert.deepEqual(zones.content(ZONE), {});
  });

  it("moves to another zone", async () => {
    const zones = memoryZones(ZONE, "Z0OTHER");
    const { state } = await createRecords(zones, after);
    const moved = inputsOf({ ...news({ app1: { a: ["10.20.0.6"] } }), zoneId: "/hostedzone/Z0OTHER" });
    await updateRecords(zones, state, moved);
    assert.deepEqual(zones.content(ZONE), {});
    assert.deepEqual(zones.content("Z0OTHER"), { "app1.cloud.acmecorp.com. A": "300 10.20.0.6" });
  });

  it("says all conflicts before it writes anything, and overwrites what is adopted", async () => {
    const zones = memoryZones(ZONE);
    const name = "app1.cloud.acmecorp.com." as DomainName;
    zones.put(ZONE, { name, type: "A", ttlSeconds: 5, values: ["192.0.2.1"] });
    await assert.rejects(createRecords(zones, after), {
      code: "RECORD_CONFLICT",
      message: /app1\.cloud\.acmecorp\.com A is 192\.0\.2\.1, not ours, and should be 10\.20\.0\.6.*`adopt: \["app1/,
    });
    assert.equal(zones.taken().length, 0);
    const adopt = ["App1.cloud.acmecorp.com. A"];
    await createRecords(zones, {
      ...after,
      adopted: checkRecords(news({ x: { a: ["10.0.0.1"] } }, { adopt })).inputs.adopted,
    });
    assert.deepEqual(zones.content(ZONE), AFTER);
  });

  it("leaves what somebody changed since", async () => {
    const zones = memoryZones(ZONE);
    const { state } = await createRecords(zones, before);
    const name = "app1.cloud.acmecorp.com." as DomainName;
    zones.put(ZONE, { name, type: "A", ttlSeconds: 300, values: ["192.0.2.1"] });
    const [notice] = await deleteRecords(zones, state);
    assert.deepEqual([notice?.code, notice?.path], ["RECORD_LEFT", "app1.cloud.acmecorp.com A"]);
    assert.deepEqual(zones.content(ZONE), { "app1.cloud.acmecorp.com. A": "300 192.0.2.1" });
  });

  for (const fault of ["lost-before", "lost-after", "killed-before", "killed-after"] satisfies Fault[]) {
    it(`ends as it should after a call that was ${fault}`, async () => {
      for (let call = 1; call <= 2; call++) {
        const zones = memoryZones(ZONE);
        let state: RecordsState = (await createRecords(zones, before)).state;
        zones.failAt(call, fault);
        await assert.rejects(updateRecords(zones, state, after));
        // A process that is killed leaves the state as it was.
        await updateRecords(zones, state, after).catch(() => assert.fail("the next run fails too"));
        state = (await updateRecords(zones, state, after)).state;
        assert.deepEqual(zones.content(ZONE), AFTER);
        await deleteRecords(zones, state);
        assert.deepEqual(zones.content(ZONE), {});
      }
    });
  }

  it("checks what is known, and plans nothing while anything is unknown that it needs", () => {
    const unknown = news(
      { app1: { a: [UNKNOWN_VALUE, "10.20"] }, app2: UNKNOWN_VALUE as never },
      { ttlSeconds: UNKNOWN_VALUE as never },
    );
    assert.deepEqual(
      checkRecords(unknown).problems.map(({ code, path }) => `${path} ${code}`),
      ["records.app1.a[1] BAD_RECORD_VALUE"],
    );
    assert.deepEqual(checkRecords(news(UNKNOWN_VALUE as never)).problems, []);
    const lists = news({
      app1: { a: UNKNOWN_VALUE as never, ttlSeconds: UNKNOWN_VALUE as never },
      app2: { mx: UNKNOWN_VALUE as never, srv: [UNKNOWN_VALUE as never] },
      app3: { mx: [{ preference: UNKNOWN_VALUE as never, exchange: "mail.acmecorp.com" }] },
    });
    assert.deepEqual(checkRecords(lists).problems, []);
    return assert.rejects(createRecords(memoryZones(ZONE), checkRecords(lists).inputs), { code: "NOT_KNOWN_YET" });
  });

  it("refuses a state of a later version", () => {
    assert.throws(() => diffRecords({ version: 2, zones: [], ttlSeconds: 300 }, before), { code: "STATE_TOO_NEW" });
  });
});
