import assert from "node:assert/strict";
import { renderForwarderConf } from "../../../components/core";
import { forwardedByName } from "../../../components/forwarder-agent/configuration/forwarded-zones";

describe("zones that a configuration forwards by name", () => {
  const configuration = {
    clientCidrBlocks: ["10.0.0.0/8"],
    forwardZones: {
      "Acmecorp.com.": { resolvers: ["10.1.0.53"] },
      "1.10.in-addr.arpa.": { resolvers: ["10.1.0.53"] },
      ".": { resolvers: ["169.254.169.253"] },
    },
  };
  const zones = ["acmecorp.com", "www.acmecorp.com", "1.10.in-addr.arpa", "2.10.in-addr.arpa", "168.192.in-addr.arpa"];
  for (const software of ["unbound", "bind"] as const) {
    it(`are found in what is rendered for ${software}, and no others`, () => {
      const text = renderForwarderConf(software, configuration);
      assert.deepEqual(forwardedByName(text, zones), ["acmecorp.com", "1.10.in-addr.arpa"]);
    });
  }

  it("are none where nothing runs yet", () => {
    assert.deepEqual(forwardedByName("", zones), []);
  });
});
