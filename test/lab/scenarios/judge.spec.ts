import assert from "node:assert/strict";
import fc from "fast-check";
import type { Lookup } from "../../../lab/scenarios/client/client-settings";
import { type Bar, judge } from "../../../lab/scenarios/judge";

const lookup = (more: Partial<Lookup> = {}): Lookup => ({
  name: "app1.cloud.acmecorp.com",
  expected: "NOERROR",
  status: "NOERROR",
  atMilliseconds: 0,
  milliseconds: 1,
  answeredBy: "10.20.1.53",
  ...more,
});

const bar: Bar = { lost: 0, withinMilliseconds: 2_000 };

describe("the judging of a client's lookups", () => {
  for (const [title, lookups, given, margin, lost, miss] of [
    ["takes what is answered in time", [lookup(), lookup({ milliseconds: 2_000 })], bar, 1, 0, undefined],
    ["counts one too late as lost", [lookup(), lookup({ milliseconds: 2_001 })], bar, 1, 1, /^1 lost, at most 0/],
    ["holds times against the bar's, times the margin", [lookup({ milliseconds: 5_000 })], bar, 3, 0, undefined],
    ["counts silence as lost", [lookup({ status: "no answer" })], bar, 1, 1, /no answer after 1 ms/],
    ["counts a wrong denial as lost", [lookup({ status: "NXDOMAIN" })], bar, 1, 1, /NXDOMAIN after 1 ms/],
    ["takes a right denial", [lookup({ status: "NXDOMAIN", expected: "NXDOMAIN" })], bar, 1, 0, undefined],
    ["counts NOERROR without data as lost", [lookup({ status: "no data" })], bar, 1, 1, /no data/],
    ["waits as long as the client, without a time", [lookup({ milliseconds: 9_999 })], { lost: 0 }, 1, 0, undefined],
    ["lets so many be lost", [lookup({ status: "SERVFAIL" })], { lost: 1 }, 1, 1, undefined],
    ["refuses a client that asked nothing", [], bar, 1, 0, /^nothing was asked$/],
    ["has nothing against a client without a bar", [lookup({ status: "REFUSED" })], undefined, 1, 1, undefined],
    ["refuses a slow hundredth", [lookup({ milliseconds: 1_500 })], { ...bar, p99Milliseconds: 1_000 }, 1, 0, /99 of/],
    [
      "stretches that by the margin",
      [lookup({ milliseconds: 1_500 })],
      { ...bar, p99Milliseconds: 1_000 },
      2,
      0,
      undefined,
    ],
  ] as const)
    it(title, () => {
      const seen = judge(lookups, given, margin);
      assert.equal(seen.lost, lost);
      assert.equal(seen.misses.length, miss === undefined ? 0 : 1, seen.misses.join("; "));
      if (miss !== undefined) assert.match(seen.misses[0] ?? "", miss);
    });

  it("says of a few losses what, when, and by whom, and how many more there are", () => {
    const refused = lookup({ status: "REFUSED", atMilliseconds: 40, milliseconds: 3, answeredBy: "10.20.2.53" });
    const { misses } = judge([refused, refused, refused, refused, refused], bar);
    assert.match(misses[0] ?? "", /app1\.cloud\.acmecorp\.com REFUSED after 3 ms at 40 ms \(10\.20\.2\.53\)/);
    assert.match(misses[0] ?? "", /… and 2 more$/);
  });

  it("counts how lookups ended", () => {
    const lookups = [lookup(), lookup({ status: "SERVFAIL" }), lookup()];
    assert.deepEqual(judge(lookups, undefined).statuses, { NOERROR: 2, SERVFAIL: 1 });
  });

  it("gives the slowest and the ninety-ninth of a hundred, of those with the right status", () => {
    const lookups = [
      lookup({ status: "no answer", milliseconds: 6_000 }),
      ...Array.from({ length: 200 }, (_, index) => lookup({ milliseconds: index + 1 })),
    ];
    const { slowestMilliseconds, p99Milliseconds } = judge(lookups, bar);
    assert.deepEqual([slowestMilliseconds, p99Milliseconds], [200, 198]);
  });

  it("counts each lookup once, as answered or as lost", () => {
    const statuses = fc.constantFrom<Lookup["status"]>("NOERROR", "NXDOMAIN", "SERVFAIL", "no answer");
    const lookups = fc.array(
      fc.record({ status: statuses, expected: statuses, milliseconds: fc.nat(4_000) }).map(lookup),
    );
    fc.assert(
      fc.property(lookups, (given) => {
        const { asked, answered, lost } = judge(given, bar);
        assert.equal(asked, given.length);
        assert.equal(answered + lost, asked);
      }),
    );
  });
});
