import assert from "node:assert/strict";
import { batchChanges } from "../../components/core/change-batch";
import type { DomainName } from "../../components/core/domain-name";
import { route53Limits, sharedLimits } from "../../components/io/route53-limits";
import { route53ZoneStore } from "../../components/io/route53-zone-store";
import type { PtrRecordsAccess } from "../../components/lifecycle/ptr-records-properties";
import { TEST_CREDENTIALS, withEnvironment } from "../helpers/environment";
import { type Route53Server, route53Server } from "../helpers/route53-server";
import { virtualClock } from "../helpers/virtual-clock";

const role = (account: string, name = "dns") => ({ roleArn: `arn:aws:iam::${account}:role/${name}` });
const KEY = { AWS_ACCESS_KEY_ID: "AKIA1" };

describe("The limits of an account", () => {
  const rows: [boolean, string, PtrRecordsAccess, NodeJS.ProcessEnv, PtrRecordsAccess, NodeJS.ProcessEnv][] = [
    [true, "with the same key", {}, KEY, { region: "eu-west-1" }, KEY],
    [true, "with the same profile", { profile: "a" }, {}, { profile: "a" }, KEY],
    [true, "with roles of the same account", { assumeRoles: [role("1")] }, KEY, { assumeRoles: [role("1", "x")] }, {}],
    [false, "with another key", {}, KEY, {}, { AWS_ACCESS_KEY_ID: "AKIA2" }],
    [false, "with another profile", { profile: "a" }, KEY, { profile: "b" }, KEY],
    [false, "with a role of another account", { assumeRoles: [role("1")] }, KEY, { assumeRoles: [role("2")] }, KEY],
    [false, "at another endpoint", { endpoint: "http://a" }, KEY, { endpoint: "http://b" }, KEY],
    [false, "at the environment's endpoint", {}, { ...KEY, AWS_ENDPOINT_URL: "http://a" }, {}, KEY],
  ];
  for (const [same, title, access, environment, other, otherEnvironment] of rows) {
    it(`are ${same ? "shared" : "others"} ${title}`, () => {
      assert.equal(sharedLimits(access, environment) === sharedLimits(other, otherEnvironment), same);
    });
  }

  it("let one change of a zone be in the works at a time, also after one that failed", async () => {
    const { inTurn } = route53Limits();
    const seen: string[] = [];
    const task = (name: string) => async () => {
      seen.push(`${name} begins`);
      await Promise.resolve();
      seen.push(`${name} ends`);
      if (name === "a") throw new Error("a failed");
      return name;
    };
    const turns = [inTurn("Z1", task("a")), inTurn("Z1", task("b")), inTurn("Z2", task("c"))];
    const settled = await Promise.allSettled(turns);
    assert.deepEqual(
      settled.map((each) => (each.status === "fulfilled" ? each.value : (each.reason as Error).message)),
      ["a failed", "b", "c"],
    );
    assert.ok(seen.indexOf("a ends") < seen.indexOf("b begins"));
    assert.ok(seen.indexOf("c begins") < seen.indexOf("b begins"), "other zones do not wait");
  });

  describe("at Route 53", () => {
    withEnvironment(TEST_CREDENTIALS);
    let server: Route53Server;
    afterEach(() => server.end());
    const batchesOf = (count: number, label: string) =>
      batchChanges(
        Array.from({ length: count }, (_, index) => ({
          after: {
            name: `${label}${index}.20.10.in-addr.arpa.` as DomainName,
            type: "PTR",
            ttlSeconds: 300,
            values: ["a.x."],
          },
        })),
      );

    it("keep two who write to one zone from meeting there", async () => {
      server = await route53Server({ settings: { changeMilliseconds: 40 } });
      const zoneId = await server.makeZone("20.10.in-addr.arpa");
      const stores = ["a", "b", "c"].map((label) => ({
        label,
        store: route53ZoneStore({ endpoint: server.endpoint }, { credentials: "none" }),
      }));
      await Promise.all(stores.map(({ label, store }) => store.changeRecordSets(zoneId, batchesOf(1, label)[0]!)));
      assert.equal(server.actions.length, 3);
      assert.equal(server.throttled(), 0);
    });

    it("are learnt when somebody else has used them up: then nothing is asked in vain any more", async () => {
      const clock = virtualClock();
      server = await route53Server({ now: clock.now, sleep: clock.sleep });
      const zoneId = await server.makeZone("20.10.in-addr.arpa");
      server.service.context.limits.takeChanges("123456789012", 1500);
      const store = route53ZoneStore({ endpoint: server.endpoint }, { clock, credentials: "none" });
      const seen: number[] = [];
      for (const batch of batchesOf(4000, "h")) {
        await store.changeRecordSets(zoneId, batch);
        seen.push(server.throttled());
      }
      assert.deepEqual(seen.slice(1), Array(seen.length - 1).fill(seen[0]));
      assert.ok(seen[0]! <= 20, `${seen[0]} answers of "Rate exceeded"`);
      const floor = (4000 / 100) * 1000;
      assert.ok(clock.now() <= floor * 1.05, `${clock.now()} ms, ${floor} are enough`);
    });
  });
});
