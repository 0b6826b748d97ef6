import assert from "node:assert/strict";
import type { RecordSet } from "../../components/core/resource-record";
import { nameOfRoute53 } from "../../components/core/route53-name";
import { route53ZoneStore } from "../../components/io/route53-zone-store";
import { createPtrRecords, updatePtrRecords } from "../../components/lifecycle/ptr-records";
import type { PtrRecordsInputs, PtrRecordsState } from "../../components/lifecycle/ptr-records-properties";
import { planReverseSync } from "../../components/lifecycle/reverse-sync";
import { applyReverseSync } from "../../components/lifecycle/reverse-sync-apply";
import { TEST_CREDENTIALS, withEnvironment } from "../helpers/environment";
import { type Mishap, type Route53Server, route53Server } from "../helpers/route53-server";
import { virtualClock } from "../helpers/virtual-clock";

// An endpoint that hangs, answers that are cut short or say something else, credentials that expire: what fits is tried again, the
// rest is said once, and nothing that is half known is written.

const LIST = "ListResourceRecordSets";
const CHANGE = "ChangeResourceRecordSets";
const ENDLESS = { burst: 1e6, perSecond: 1e6 };
const PACE = { requestBurst: 1e6, requestsPerSecond: 1e6, changeBurst: 1e6, changesPerSecond: 1e6 };
const IMPATIENT = { connectionTimeout: 1_000, requestTimeout: 300, socketTimeout: 300 };
const Z20 = "20.10.in-addr.arpa";
const CLOUD = "cloud.acmecorp.com";

const expired: Mishap = {
  kind: "refuse",
  status: 403,
  code: "ExpiredToken",
  message: "The security token included in the request is expired",
};
const listXml = (content: string) =>
  `<?xml version="1.0"?><ListResourceRecordSetsResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/">${content}</ListResourceRecordSetsResponse>`;

const BAD_ANSWERS: [string, Mishap][] = [
  ["no answer", { kind: "hang" }],
  ["half an answer, and then none", { kind: "hang-in-answer" }],
  ["half an answer, and then a broken connection", { kind: "cut-in-answer" }],
  ["half an answer, as if it were all", { kind: "half-answer" }],
  ["a page of a proxy", { kind: "other-answer", body: "<!doctype html><html><body>Sign in</body></html>" }],
  ["an empty answer", { kind: "other-answer", body: "" }],
  ["text", { kind: "other-answer", body: "OK" }],
];
const BAD_PAGES: [string, Mishap][] = [
  ["a page of nothing", { kind: "other-answer", body: listXml("") }],
  ["a page that does not say whether it is the last", { kind: "other-answer", body: listXml("<ResourceRecordSets/>") }],
  [
    "a page that does not say where the next one begins",
    { kind: "other-answer", body: listXml("<ResourceRecordSets/><IsTruncated>true</IsTruncated>") },
  ],
  [
    "a page of sets without names",
    {
      kind: "other-answer",
      body: listXml(
        "<ResourceRecordSets><ResourceRecordSet><Type>A</Type></ResourceRecordSet></ResourceRecordSets><IsTruncated>false</IsTruncated>",
      ),
    },
  ],
  [
    "the answer to another question",
    {
      kind: "other-answer",
      body: '<?xml version="1.0"?><GetChangeResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><ChangeInfo><Id>C1</Id></ChangeInfo></GetChangeResponse>',
    },
  ],
];

describe("Bad answers of Route 53", () => {
  withEnvironment(TEST_CREDENTIALS);
  let server: Route53Server;
  let zoneIds: { [zoneName: string]: string };

  beforeEach(async () => {
    server = await route53Server({ settings: { requests: ENDLESS, requestsPerAction: ENDLESS, changes: ENDLESS } });
    zoneIds = { [CLOUD]: await server.makeZone(CLOUD), [Z20]: await server.makeZone(Z20) };
    await store().changeRecordSets(zoneIds[CLOUD]!, [{ action: "CREATE", recordSet: set("a", "10.20.0.5") }]);
    server.actions.length = 0;
  });
  afterEach(() => server.end());

  const patientStore = () =>
    route53ZoneStore({ endpoint: server.endpoint }, { pace: PACE, clock: virtualClock(), credentials: "none" });
  const store = () =>
    route53ZoneStore(
      { endpoint: server.endpoint },
      { pace: PACE, clock: virtualClock(), patience: IMPATIENT, credentials: "They come from the environment" },
    );
  const set = (label: string, ...values: string[]): RecordSet => ({
    name: nameOfRoute53(`${label}.${CLOUD}`),
    type: "A",
    ttlSeconds: 300,
    values,
  });
  const config = () => ({
    forwardZoneIds: { [CLOUD]: zoneIds[CLOUD]! },
    reverseZoneIds: { [Z20]: zoneIds[Z20]! },
    guards: { force: true },
  });
  const ptrs = async () =>
    (await store().listRecordSets(zoneIds[Z20]!)).filter(({ type }) => type === "PTR").map(({ values }) => values[0]);
  const sync = async () => applyReverseSync(store(), await planReverseSync(store(), config()));

  for (const [title, mishap] of BAD_ANSWERS) {
    it(`are asked for again: ${title}`, async () => {
      server.mishaps(LIST, mishap, mishap);
      server.mishaps(CHANGE, mishap);
      const { zones } = await sync();
      assert.deepEqual(
        zones.map(({ written, left, stop }) => [written.length, left.length, stop]),
        [[1, 0, undefined]],
      );
      assert.deepEqual(await ptrs(), [`a.${CLOUD}.`]);
    });
  }

  it("that never begin are given up also where the connection is otherwise patient", async () => {
    server.mishaps(LIST, { kind: "hang" });
    const patience = { ...IMPATIENT, socketTimeout: 3_600_000 };
    const settings = { pace: PACE, clock: virtualClock(), patience, credentials: "none" };
    const listed = await route53ZoneStore({ endpoint: server.endpoint }, settings).listRecordSets(zoneIds[CLOUD]!);
    assert.equal(listed.length, 3);
  });

  for (const [title, mishap] of [...BAD_ANSWERS, ...BAD_PAGES]) {
    it(`leave a zone unread that gives nothing else, and nothing is deleted for it: ${title}`, async () => {
      await sync();
      server.actions.length = 0;
      server.mishaps(LIST, ...Array<Mishap>(16).fill(mishap));
      const plan = await planReverseSync(store(), config());
      assert.deepEqual(plan.zones, []);
      assert.deepEqual(
        plan.unreadable.map(({ zoneName, gone }) => [zoneName, gone]),
        [
          [Z20, false],
          [CLOUD, false],
        ],
      );
      for (const { message } of plan.unreadable) assert.match(message, /^listing zone \S+: .*also after 8 tries/s);
      assert.ok(!server.actions.includes(CHANGE));
    });
  }

  it("of a forward zone alone keep what points into it", async () => {
    await sync();
    server.mishaps(LIST, ...Array<Mishap>(8).fill({ kind: "half-answer" }));
    const held = store();
    // The zones are read in the order of the configuration: first the forward zone, alone.
    const oneByOne = {
      ...held,
      listRecordSets: async (zoneId: string) => {
        if (zoneId === zoneIds[Z20]) while (server.actions.length < 10) await new Promise(setImmediate);
        return held.listRecordSets(zoneId);
      },
    };
    server.actions.length = 0;
    server.actions.push("x", "x");
    const plan = await planReverseSync(oneByOne, config());
    assert.deepEqual(
      plan.unreadable.map(({ zoneName }) => zoneName),
      [CLOUD],
    );
    assert.deepEqual(
      plan.zones.map(({ changes }) => changes),
      [[]],
    );
  });

  describe("when credentials expire half-way", () => {
    const many = Array.from({ length: 1200 }, (_, index) =>
      set(`a-host-with-a-name-${index}`, `10.20.${index >> 8}.${index & 255}`),
    );
    beforeEach(async () => {
      for (const half of [many.slice(0, 600), many.slice(600)])
        await patientStore().changeRecordSets(
          zoneIds[CLOUD]!,
          half.map((recordSet) => ({ action: "CREATE", recordSet })),
        );
    });

    it("say so once, with what is written and what is left, and the next run does that", async () => {
      const plan = await planReverseSync(patientStore(), config());
      server.at(server.actions.length + 1, "after", () => server.mishaps(CHANGE, expired));
      const { zones } = await applyReverseSync(patientStore(), plan);
      const [{ written, left, stop } = assert.fail()] = zones;
      assert.deepEqual([written.length + left.length, stop?.reason], [1200, "failed"]);
      assert.match(stop!.message, /^changing zone \S+: The security token .* is expired \(ExpiredToken\)$/);
      assert.equal((await ptrs()).length, written.length);
      assert.ok(written.length > 0 && left.length > 0);
      await applyReverseSync(patientStore(), await planReverseSync(patientStore(), config()));
      assert.equal((await ptrs()).length, 1200);
    });

    it("leave a state that says what was written", async () => {
      const inputs: PtrRecordsInputs = {
        zoneIds: { [Z20]: zoneIds[Z20]! },
        [Z20]: Object.fromEntries(
          many.map(({ name }, index) => [`${index & 255}.${index >> 8}.${Z20}`, [name.slice(0, -1)]]),
        ),
      } as never;
      server.at(server.actions.length + 2, "after", () => server.mishaps(CHANGE, expired));
      const { properties } = await createPtrRecords(patientStore(), inputs).then(
        () => assert.fail("it should have failed"),
        (error: Error & { properties: PtrRecordsState }) => {
          assert.match(error.message, /ExpiredToken/);
          return error;
        },
      );
      assert.equal(Object.keys(properties.ptrRecords).length, (await ptrs()).length);
      await updatePtrRecords(patientStore(), properties, inputs);
      assert.equal((await ptrs()).length, 1200);
    });
  });
});
