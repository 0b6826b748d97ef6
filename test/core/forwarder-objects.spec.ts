import assert from "node:assert/strict";
import { readDesiredState, readForwarderReport } from "../../components/core/forwarder-objects";

const sha256 = "0".repeat(64);
const desired = {
  version: 1,
  software: "bind",
  configuration: { sha256, bytes: 12 },
  slots: [{ key: "a", address: "10.20.1.53" }],
  probes: ["acmecorp.com"],
};
const report = {
  version: 1,
  slot: "a",
  instanceId: "i-1",
  imageId: "ami-1",
  address: "10.20.1.53",
  software: "unbound",
  softwareVersion: "1.26.2",
  configuration: sha256,
  healthy: true,
  reportedAt: "2026-01-31T12:00:00.000Z",
  startedAt: "2026-01-31T11:00:00Z",
};

describe("desired.json", () => {
  it("is read, without what is not known", () => {
    const read = readDesiredState(
      JSON.stringify({ ...desired, newer: true, configuration: { sha256, bytes: 12, more: 1 } }),
    );
    assert.deepEqual(JSON.parse(JSON.stringify(read)), desired);
  });

  for (const [title, change, message] of [
    ["another version", { version: 2 }, /version is "2", expected 1: this program is older/],
    ["a software of nobody", { software: "dnsmasq" }, /software is "\\"dnsmasq\\"", expected one of unbound, bind/],
    ["a hash that is none", { configuration: { sha256: "../secret", bytes: 1 } }, /configuration: sha256 is/],
    ["a size that is none", { configuration: { sha256, bytes: -1 } }, /bytes is "-1", expected a whole number/],
    ["no slots", { slots: undefined }, /slots is "missing", expected a list/],
    ["a slot whose key would be a path", { slots: [{ key: "../a", address: "10.0.0.1" }] }, /slots\[0\]: key is/],
    ["an address that is none", { slots: [{ key: "a", address: "10.0.0.1; reboot" }] }, /slots\[0\]: address is/],
  ] as const)
    it(`is refused with ${title}`, () => {
      assert.throws(() => readDesiredState(JSON.stringify({ ...desired, ...change })), message);
    });

  it("is refused when it is no JSON, no map, or long", () => {
    assert.throws(() => readDesiredState("<Error/>"), /desired.json is no JSON: "<Error\/>"/);
    assert.throws(() => readDesiredState("[]"), /expected a map/);
    assert.throws(() => readDesiredState(" ".repeat(1_048_577)), /1048577 characters, expected at most 1 MiB/);
  });
});

describe("a forwarder's report", () => {
  it("is read", () => {
    assert.deepEqual(JSON.parse(JSON.stringify(readForwarderReport(JSON.stringify(report)))), report);
    const rejected = { sha256, reason: "refused by unbound-checkconf" };
    assert.deepEqual(readForwarderReport(JSON.stringify({ ...report, rejected })).rejected, rejected);
  });

  for (const [title, change, message] of [
    ["no slot", { slot: undefined }, /slot is "missing"/],
    ["a time that is none", { reportedAt: "yesterday" }, /reportedAt is .* expected a time like/],
    ["a long text", { instanceId: "i".repeat(1001) }, /instanceId is/],
  ] as const)
    it(`is refused with ${title}`, () => {
      assert.throws(() => readForwarderReport(JSON.stringify({ ...report, ...change })), message);
    });
});
