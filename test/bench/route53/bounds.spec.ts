import assert from "node:assert/strict";
import { boundOf, fewestCalls, fewestPages, throttledFloorSeconds } from "../../../bench/route53/bounds";
import { LONG_DOMAIN, networksOf, renumbered, SHORT_DOMAIN } from "../../../bench/route53/hosts";

const items = (count: number, records: number, characters: number) =>
  Array.from({ length: count }, () => ({ records, characters }));
const names = (count: number, zone: string, from = 0) =>
  Array.from({ length: count }, (_, index) => `h${String(from + index).padStart(5, "0")}.${zone}`);

describe("The least that Route 53 has to be asked", () => {
  for (const [title, things, expected] of [
    ["nothing", [], 0],
    ["one record", items(1, 1, 10), 1],
    ["as many records as go into a call", items(1000, 1, 32), 1],
    ["one more", items(1001, 1, 31), 2],
    ["characters that fill a call before records do", items(801, 1, 40), 2],
    ["characters of which no call is filled exactly", items(1184, 1, 54), 2],
    ["one more of these, though the sums would still go into two", items(1185, 1, 54), 3],
    ["updates, which are two records each", items(501, 2, 20), 2],
    ["a few large and many small", [...items(2, 1, 20_000), ...items(10, 1, 10)], 2],
  ] as const) {
    it(`is ${expected} calls for ${title}`, () => assert.equal(fewestCalls(things), expected));
  }

  for (const [title, wanted, standing, expected] of [
    ["an empty zone", names(500, "x"), ["x", "x"], 1],
    ["no names", [], names(500, "x"), 0],
    ["all names of a zone", names(900, "x"), ["x", "x", ...names(900, "x")], 3],
    ["names that are all on one page", names(10, "x", 5), names(900, "x"), 1],
    ["names at both ends", ["h00000.x", "h00899.x"], names(900, "x"), 2],
    ["the last name before a page's end", ["h00000.x", "h00299.x"], names(900, "x"), 1],
    ["the first name behind it", ["h00000.x", "h00300.x"], names(900, "x"), 2],
    ["names behind the last one", ["y.x", "z.x"], names(900, "x"), 1],
  ] as const) {
    it(`is ${expected} pages for ${title}`, () => assert.equal(fewestPages(wanted, standing), expected));
  }

  it("is known for each phase", () => {
    const networks = networksOf(3_000, LONG_DOMAIN);
    const moved = renumbered(networks);
    // 50 characters and a dot: 627 PTR records a call.
    assert.deepEqual(boundOf("create", networks, networks), { listCalls: 2, changeCalls: 3 + 5, tokens: 6_000 });
    assert.deepEqual(boundOf("plan", networks, networks), { listCalls: 20, changeCalls: 0, tokens: 0 });
    assert.deepEqual(boundOf("update", networks, moved), { listCalls: 3, changeCalls: 2, tokens: 120 });
    assert.deepEqual(boundOf("delete", moved, moved), { listCalls: 20, changeCalls: 8, tokens: 6_000 });
    assert.equal(boundOf("create", networksOf(25_000, SHORT_DOMAIN), networksOf(25_000, SHORT_DOMAIN)).listCalls, 6);
  });

  it("is no time for what a full bucket holds, then what comes in a second", () => {
    const bucket = { burst: 1_500, perSecond: 100 };
    assert.deepEqual(
      [1_500, 1_600, 6_000].map((tokens) => throttledFloorSeconds(tokens, bucket)),
      [0, 1, 45],
    );
  });
});
