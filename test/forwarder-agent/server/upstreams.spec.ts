import assert from "node:assert/strict";
import { renderNamedConf } from "../../../components/core/named-conf";
import { renderUnboundConf } from "../../../components/core/unbound-conf";
import { upstreamsOfNamedConf } from "../../../components/forwarder-agent/server/bind";
import { upstreamsOfUnboundConf } from "../../../components/forwarder-agent/server/unbound";

const configuration = {
  clientCidrBlocks: ["10.20.0.0/16"],
  forwardZones: {
    "acmecorp.com": { resolvers: ["10.1.0.53", "fd00:1::53"] },
    "other.example": { resolvers: ["10.1.0.53", "10.2.0.53"] },
    "10.in-addr.arpa": { resolvers: ["10.2.0.53"] },
    ".": { resolvers: ["169.254.169.253"] },
  },
};

describe("the servers that a configuration forwards to", () => {
  const expected = ["10.1.0.53", "10.2.0.53", "169.254.169.253", "fd00:1::53"];
  for (const [software, upstreams] of [
    ["Unbound", upstreamsOfUnboundConf(renderUnboundConf(configuration))],
    ["BIND", upstreamsOfNamedConf(renderNamedConf(configuration))],
  ] as const) {
    it(`are read from ${software}'s, each once, with a zone that goes there`, () => {
      assert.deepEqual(upstreams.map(({ address }) => address).sort(), expected);
      assert.equal(upstreams.find(({ address }) => address === "169.254.169.253")?.zone, "");
      assert.equal(upstreams.find(({ address }) => address === "fd00:1::53")?.zone, "acmecorp.com");
    });
  }
});
