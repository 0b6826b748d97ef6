import assert from "node:assert/strict";
import type { DesiredState, ForwarderReport } from "../../components/core/forwarder-contract";
import { forwarderStatus, type SlotState } from "../../components/core/forwarder-status";

const wanted = "a".repeat(64);
const older = "b".repeat(64);

const desired: DesiredState = {
  version: 1,
  software: "unbound",
  configuration: { sha256: wanted, bytes: 4000 },
  imageId: "ami-2",
  slots: [{ key: "a", address: "10.20.1.53" }],
  probes: [],
};

const well: ForwarderReport = {
  version: 1,
  slot: "a",
  instanceId: "i-1",
  imageId: "ami-2",
  address: "10.20.1.53",
  software: "unbound",
  softwareVersion: "1.26.2",
  configuration: wanted,
  healthy: true,
  reportedAt: "2026-01-31T12:00:00Z",
  startedAt: "2026-01-31T11:00:00Z",
};

const statusOf = (report: ForwarderReport | undefined, seconds = 20) =>
  forwarderStatus(desired, { a: report }, () => seconds)[0]!;

describe("the status of a forwarder", () => {
  for (const [title, report, state, detail] of [
    ["runs what it should", well, "ok", /^$/],
    ["does not answer", { ...well, healthy: false }, "unhealthy", /unbound does not answer on the host itself/],
    [
      "refused the configuration",
      { ...well, configuration: older, rejected: { sha256: wanted, reason: "syntax error" } },
      "rejected",
      /configuration a{12} refused: syntax error/,
    ],
    [
      "refused one that is wanted no more",
      { ...well, rejected: { sha256: older, reason: "syntax error" } },
      "ok",
      /^$/,
    ],
    [
      "runs an older configuration",
      { ...well, configuration: older },
      "updating",
      /runs configuration b{12}, should run a{12}/,
    ],
    ["runs an older image", { ...well, imageId: "ami-1" }, "updating", /runs image ami-1, makes way for ami-2/],
    ["runs another software", { ...well, software: "bind" }, "updating", /runs bind, should run unbound/],
    ["never reported", undefined, "unreported", /no report in the bucket/],
  ] as const satisfies readonly (readonly [string, ForwarderReport | undefined, SlotState, RegExp])[])
    it(`is ${state} when it ${title}`, () => {
      const status = statusOf(report);
      assert.equal(status.state, state);
      assert.match(status.detail, detail);
    });

  it("is silent three minutes after the last report, whatever that said", () => {
    assert.equal(statusOf(well, 180).state, "ok");
    assert.equal(statusOf({ ...well, healthy: false }, 181).state, "silent");
  });

  it("takes a report from the future for one of now", () => assert.equal(statusOf(well, -5).silentSeconds, 0));

  it("follows the order of the turns, and leaves out slots that are gone", () => {
    const two = { ...desired, slots: [{ key: "b", address: "10.20.2.53" }, ...desired.slots] };
    const all = forwarderStatus(two, { a: well, gone: well }, () => 1);
    assert.deepEqual(
      all.map(({ slot, state }) => [slot, state]),
      [
        ["b", "unreported"],
        ["a", "ok"],
      ],
    );
  });

  it("takes no property of maps for a slot's report", () => {
    const odd = { ...desired, slots: [{ key: "constructor", address: "10.20.1.53" }] };
    assert.equal(forwarderStatus(odd, {}, () => 1)[0]?.state, "unreported");
  });
});
