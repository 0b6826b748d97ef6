import assert from "node:assert/strict";
import { batchChanges } from "../../components/core/change-batch";
import type { DomainName } from "../../components/core/domain-name";
import type { RecordSet } from "../../components/core/resource-record";
import type { Clock } from "../../components/io/clock";
import { route53ZoneStore } from "../../components/io/route53-zone-store";
import { TEST_CREDENTIALS, withEnvironment } from "../helpers/environment";
import { type Mishap, type Route53Server, route53Server } from "../helpers/route53-server";
import { virtualClock } from "../helpers/virtual-clock";

const LIST = "ListResourceRecordSets";
const CHANGE = "ChangeResourceRecordSets";
const GENEROUS = { requestBurst: 1e6, requestsPerSecond: 1e6, changeBurst: 1e6, changesPerSecond: 1e6 };
const ENDLESS = { burst: 1e6, perSecond: 1e6 };
const UNLIMITED = { requests: ENDLESS, requestsPerAction: ENDLESS, changes: ENDLESS, changeMilliseconds: 0 };
const throttling: Mishap = { kind: "refuse", status: 400, code: "Throttling", message: "Rate exceeded" };
const busy: Mishap = { kind: "refuse", status: 400, code: "PriorRequestNotComplete", message: "still working" };

const ptr = (index: number): RecordSet => ({
  name: `${index & 255}.${index >> 8}.20.10.in-addr.arpa.` as DomainName,
  type: "PTR",
  ttlSeconds: 300,
  values: [`host${index}.cloud.acmecorp.com.`],
});
const ptrs = (count: number) => Array.from({ length: count }, (_, index) => ptr(index));
const creations = (sets: readonly RecordSet[]) => batchChanges(sets.map((after) => ({ after })));

describe("The zone store of Route 53", () => {
  withEnvironment(TEST_CREDENTIALS);
  let server: Route53Server;
  let zoneId: string;
  const start = async (options: Parameters<typeof route53Server>[0] = { settings: UNLIMITED }) => {
    server = await route53Server(options);
    zoneId = await server.makeZone("20.10.in-addr.arpa");
  };
  const store = (clock: Clock = virtualClock()) =>
    route53ZoneStore({ endpoint: server.endpoint }, { pace: GENEROUS, clock, credentials: "none are needed" });
  const fill = async (sets: readonly RecordSet[]) => {
    for (const batch of creations(sets)) await store().changeRecordSets(zoneId, batch);
    server.actions.length = 0;
  };
  afterEach(() => server.end());

  it("lists all of a zone in pages of 300", async () => {
    await start();
    await fill(ptrs(2000));
    const listed = await store().listRecordSets(`/hostedzone/${zoneId}`);
    assert.equal(listed.length, 2002, "with NS and SOA");
    assert.deepEqual(
      listed.find(({ name }) => name === ptr(1999).name),
      ptr(1999),
    );
    assert.equal(server.actions.length, Math.ceil(2002 / 300));
  });

  it("asks about some names with the fewest pages", async () => {
    await start();
    await fill(ptrs(2000));
    const absent = ptr(5000);
    const rows: [RecordSet[], number][] = [
      [[], 0],
      [[ptr(7)], 1],
      [[absent], 1],
      [[ptr(1), ptr(2), ptr(3)], 1],
      [[ptr(0), ptr(800), ptr(1600)], 3],
      [ptrs(2000), Math.ceil(2002 / 300)],
    ];
    for (const [sets, calls] of rows) {
      server.actions.length = 0;
      const found = await store().listRecordSets(
        zoneId,
        sets.map(({ name }) => name),
      );
      const expected = sets.filter((set) => set !== absent);
      assert.deepEqual(new Set(found.map(({ name }) => name)), new Set(expected.map(({ name }) => name)));
      assert.ok(server.actions.length <= calls, `${server.actions.length} calls, ${calls} are enough`);
    }
  });

  it("finds names whose order Route 53 and DNS do not agree on, also where a page ends between them", async () => {
    await start();
    const other = (label: string, type = "TXT"): RecordSet => ({
      name: `${label}.20.10.in-addr.arpa.` as DomainName,
      type,
      ttlSeconds: 60,
      values: ['"x"'],
    });
    const odd = Array.from({ length: 400 }, (_, index) => other(`1-${index}`));
    const even = Array.from({ length: 200 }, (_, index) => other(`${index}.1`));
    const sets = [...odd, ...even, other("1"), other("*"), other("_x"), ptr(257)];
    await fill(sets);
    const names = sets.map(({ name }) => name);
    const found = await store().listRecordSets(zoneId, names);
    assert.deepEqual(new Set(found.map(({ name }) => name)), new Set(names));
    for (const name of names.slice(395, 405)) {
      assert.equal((await store().listRecordSets(zoneId, [name]))[0]?.name, name);
    }
  });

  it("tells apart what is more than a record set", async () => {
    await start();
    const change = (set: string) =>
      server.service.serve({
        account: "123456789012",
        method: "POST",
        path: `/2013-04-01/hostedzone/${zoneId}/rrset`,
        query: new URLSearchParams(),
        body: `<ChangeResourceRecordSetsRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><ChangeBatch><Changes><Change><Action>CREATE</Action><ResourceRecordSet>${set}</ResourceRecordSet></Change></Changes></ChangeBatch></ChangeResourceRecordSetsRequest>`,
      });
    const weighted = await change(
      `<Name>5.0.20.10.in-addr.arpa.</Name><Type>PTR</Type><SetIdentifier>blue</SetIdentifier><Weight>1</Weight><TTL>60</TTL><ResourceRecords><ResourceRecord><Value>a.x.</Value></ResourceRecord></ResourceRecords>`,
    );
    assert.equal(weighted.status, 200, weighted.body);
    const [set] = await store().listRecordSets(zoneId, [ptr(5).name]);
    assert.match(set!.routing!, /set identifier "blue"/);
  });

  it("sits out throttling and changes in flight, however long they last", async () => {
    await start();
    server.mishaps(CHANGE, ...Array<Mishap>(25).fill(throttling), ...Array<Mishap>(5).fill(busy));
    server.mishaps(LIST, ...Array<Mishap>(5).fill(throttling));
    const clock = virtualClock();
    await store(clock).changeRecordSets(zoneId, creations([ptr(1)])[0]!);
    assert.equal((await store(clock).listRecordSets(zoneId, [ptr(1).name])).length, 1);
    assert.equal(server.actions.filter((action) => action === CHANGE).length, 31);
    assert.ok(Math.max(...clock.slept) <= 10_000);
  });

  it("tries again what a broken connection or server left open", async () => {
    await start();
    const broken: Mishap = { kind: "refuse", status: 503, code: "ServiceUnavailable", message: "later" };
    server.mishaps(CHANGE, { kind: "cut-before" }, broken);
    await store().changeRecordSets(zoneId, creations([ptr(1)])[0]!);
    server.mishaps(LIST, { kind: "cut-after" }, broken);
    assert.equal((await store().listRecordSets(zoneId, [ptr(1).name])).length, 1);
  });

  it("says that a batch was refused when its first try had succeeded", async () => {
    await start();
    server.mishaps(CHANGE, { kind: "cut-after" });
    const change = store().changeRecordSets(zoneId, creations([ptr(1)])[0]!);
    await assert.rejects(change, { code: "BATCH_REFUSED", message: /1\.0\.20\.10\.in-addr\.arpa.*already exists/s });
    assert.equal((await store().listRecordSets(zoneId, [ptr(1).name])).length, 1);
  });

  it("says when nobody knows whether a batch was taken", async () => {
    await start();
    server.mishaps(CHANGE, ...Array<Mishap>(8).fill({ kind: "cut-before" }));
    const change = store().changeRecordSets(zoneId, creations([ptr(1)])[0]!);
    await assert.rejects(change, { code: "ANSWER_LOST", message: /also after 8 tries/ });
  });

  it("says that a zone is gone, and does not try again what is refused for good", async () => {
    await start();
    const gone = store().listRecordSets("Z0NOTTHERE", [ptr(1).name]);
    await assert.rejects(gone, { code: "ZONE_GONE", message: /listing zone Z0NOTTHERE/ });
    server.mishaps(LIST, { kind: "refuse", status: 403, code: "AccessDenied", message: "not authorized" });
    server.actions.length = 0;
    await assert.rejects(
      store().listRecordSets(zoneId, [ptr(1).name]),
      /listing zone .*not authorized \(AccessDenied\)/,
    );
    assert.equal(server.actions.length, 1);
  });

  it("keeps to the pace that Route 53 allows, and loses little to it", async () => {
    const clock = virtualClock();
    await start({ now: clock.now, sleep: clock.sleep });
    const route53 = route53ZoneStore({ endpoint: server.endpoint }, { clock, credentials: "none are needed" });
    for (const batch of creations(ptrs(4000))) await route53.changeRecordSets(zoneId, batch);
    const floor = ((4000 - 1500) / 100) * 1000;
    assert.ok(clock.now() >= floor * 0.99, `${clock.now()} ms are less than the limits allow`);
    assert.ok(clock.now() <= floor * 1.05, `${clock.now()} ms, ${floor} are enough`);
    assert.equal(server.throttled(), 0);
  });
});
