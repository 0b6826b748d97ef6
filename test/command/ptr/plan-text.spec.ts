import assert from "node:assert/strict";
import type { PlanReport, ZoneReport } from "../../../command/ptr/plan-report";
import { planText } from "../../../command/ptr/plan-text";

const NO_CHANGES = { creates: 0, updates: 0, deletes: 0, conflicts: 0, refusals: 0, calls: 0, tokens: 0 };
const zone = (rest: Partial<ZoneReport>): ZoneReport => ({
  zoneName: "20.10.in-addr.arpa",
  zoneId: "Z20",
  existing: 0,
  foreign: 0,
  changes: [],
  conflicts: [],
  refusals: [],
  ...rest,
});
const text = (zones: readonly ZoneReport[], rest: Partial<PlanReport> = {}, brief = false) =>
  planText({ summary: NO_CHANGES, zones, skipped: [], unreadable: [], ...rest }, { colours: false, brief });
const created = (target: string, host = 5) =>
  ({
    action: "create",
    name: `${host}.0.20.10.in-addr.arpa`,
    address: `10.20.0.${host}`,
    type: "PTR",
    after: { targets: [target], ttlSeconds: 300 },
  }) as const;

describe("A plan as text", () => {
  it("stays readable when it is long, and says where all of it is", () => {
    const changes = Array.from({ length: 250 }, (_, index) => created("a.x", index));
    const skipped = Array.from({ length: 50 }, (_, index) => ({
      name: `n${index}`,
      what: "A",
      reason: "it is excluded",
    }));
    const lines = text([zone({ changes })], { skipped }).split("\n");
    assert.equal(lines.filter((line) => line.startsWith("+ ")).length, 100);
    assert.ok(lines.includes("… and 150 more, which --json has"));
    assert.equal(lines.filter((line) => line.startsWith("  n")).length, 20);
    assert.ok(lines.includes("… and 30 more, which --json has"));
  });

  it("shows names that are none of hosts so that they forge no line and paint nothing", () => {
    const hostile = "a\n+ 10.20.0.9  root.x\u001b[31m";
    const shown = text([zone({ changes: [created(hostile)] })]);
    assert.match(shown, /^\+ 10\.20\.0\.5 {2}"a\\n\+ 10\.20\.0\.9 {2}root\.x\\u001b\[31m"$/m);
    assert.ok(!shown.includes("\u001b"));
  });

  it("shows what stands in the way, with the way out that there is", () => {
    const conflict = {
      name: "5.0.20.10.in-addr.arpa",
      address: "10.20.0.5",
      wanted: { targets: ["a.x"], ttlSeconds: 300 },
    };
    const found = { targets: ["b.y"], ttlSeconds: 300 };
    const shown = text([
      zone({
        conflicts: [
          { ...conflict, found: { ...found, type: "PTR" } },
          { ...conflict, found: { ...found, type: "CNAME" } },
          { ...conflict, found: { ...found, type: "PTR", routing: "made by a traffic policy" } },
        ],
      }),
    ]);
    assert.match(shown, /is b\.y, not ours, and should be a\.x; remove it, or take it over: "policy": .*10\.20\.0\.5/);
    assert.match(shown, /is a CNAME to b\.y, not ours, and should be a\.x; remove it$/m);
    assert.match(shown, /is made by a traffic policy, not ours, and should be a\.x; remove it$/m);
  });

  it("says which TTL changes", () => {
    const change = { ...created("a.x"), action: "update", before: { targets: ["a.x"], ttlSeconds: 60 } } as const;
    assert.match(text([zone({ changes: [change] })]), /^~ 10\.20\.0\.5 {2}a\.x \(TTL 60 → 300\)$/m);
  });

  it("says what a zone's guards keep, and what a run left", () => {
    const refusals = ["it would delete 4 of 10 PTR records, 30 % are allowed"];
    assert.match(text([zone({ refusals })]), /20\.10\.in-addr\.arpa stays as it is: it would delete 4 .*; --force/);
    const outcome = { written: 3, left: 4, stop: { reason: "failed", message: "no\nway" } } as const;
    const after = text([zone({ refusals: [], changes: [created("a.x")], outcome })], {}, true);
    assert.equal(after, "20.10.in-addr.arpa: 3 written, 4 left: failed: no way\n\n3 written, 4 left");
  });

  it("has colours where they are wanted", () => {
    const report = { summary: NO_CHANGES, zones: [zone({ changes: [created("a.x")] })], skipped: [], unreadable: [] };
    assert.ok(planText(report, { colours: true }).includes("\u001b[32m+ 10.20.0.5"));
  });
});
