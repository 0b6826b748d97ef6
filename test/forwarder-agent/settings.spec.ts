import assert from "node:assert/strict";
import { parseSettings, readSettings } from "../../components/forwarder-agent/settings";

const settings = {
  version: 1,
  bucket: "acme-hub-1",
  region: "eu-central-1",
  forwarders: "acme-hub",
  slot: "a",
  software: "bind",
};

describe("the agent's settings", () => {
  it("are read, and what is not known is left out", () => {
    assert.deepEqual(parseSettings(JSON.stringify({ ...settings, later: true })), settings);
  });
  it("are not there before user data has run", async () => {
    assert.equal(await readSettings("/nowhere/agent.json"), undefined);
  });
  const faults: [changes: object, message: RegExp][] = [
    [{ version: 2 }, /version is 2, expected 1/],
    [{ bucket: undefined }, /bucket is missing, expected a text/],
    [{ bucket: "acme/../other" }, /bucket is "acme\/\.\.\/other"/],
    [{ region: "evil.example/" }, /region is/],
    [{ slot: "" }, /slot is ""/],
    [{ software: "dnsmasq" }, /software is "dnsmasq", expected unbound or bind/],
  ];
  for (const [changes, message] of faults)
    it(`are refused with ${JSON.stringify(changes)}`, () =>
      assert.throws(() => parseSettings(JSON.stringify({ ...settings, ...changes })), message));
});
