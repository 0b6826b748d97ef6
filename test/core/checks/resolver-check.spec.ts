import assert from "node:assert/strict";
import { planForwarders } from "../../../components/core/parts/forwarders-plan";
import { resolveConfig } from "../../../components/core/resolve-config";
import { renderUnboundConf } from "../../../components/core/unbound-conf";
import { codeAt, described } from "../descriptions";

const OWN_HOST = ["127.0.0.1", "127.0.0.53", "0.0.0.0", "::1", "::", "::ffff:127.0.0.1"];
const NO_HOST = ["224.0.0.1", "239.255.0.1", "255.255.255.255", "ff02::1"];
const VPC_RESOLVERS = ["169.254.169.253", "fd00:ec2::253", "10.20.0.2", "10.21.0.2"];
const FINE = ["10.50.0.53", "10.20.0.3", "10.22.0.2", "fd00:50::53"];

function problemsAtSite(resolver: string) {
  return resolveConfig("acme", described({ "sites/berlin/resolvers": ["10.50.0.54", resolver] })).problems;
}

function problemsOfForwarders(resolver: string) {
  return planForwarders("corp", {
    vpcId: "vpc-0111",
    forwarders: { a: { subnetId: "subnet-0aaa" }, b: { subnetId: "subnet-0bbb" } },
    forwardZones: { "acmecorp.com": { resolvers: [resolver] } },
    clientCidrBlocks: { headquarters: "10.0.0.0/14" },
  }).problems;
}

describe("The resolvers of a site or a forwarded zone", () => {
  for (const resolver of OWN_HOST) {
    it(`are not the forwarder itself, as ${resolver} is`, () => {
      const [problem, ...others] = problemsAtSite(resolver);
      assert.deepEqual([codeAt(problem!), others], ["sites.berlin.resolvers[1] FORWARDING_LOOP", []]);
      assert.match(problem!.message, /is the forwarder itself: .*give the zone's own servers/);
      assert.deepEqual(problemsOfForwarders(resolver).map(codeAt), [
        'forwardZones["acmecorp.com"].resolvers[0] FORWARDING_LOOP',
      ]);
    });
  }

  for (const resolver of NO_HOST) {
    it(`are servers, as ${resolver} cannot be`, () => {
      assert.deepEqual(problemsAtSite(resolver).map(codeAt), ["sites.berlin.resolvers[1] BAD_ADDRESS"]);
      assert.deepEqual(problemsOfForwarders(resolver).map(codeAt), [
        'forwardZones["acmecorp.com"].resolvers[0] BAD_ADDRESS',
      ]);
    });
  }

  for (const resolver of VPC_RESOLVERS) {
    it(`are not a VPC's own at a site, as ${resolver} is, but may be for a forwarded zone`, () => {
      const [problem, ...others] = problemsAtSite(resolver);
      assert.deepEqual([codeAt(problem!), others], ["sites.berlin.resolvers[1] BAD_ADDRESS", []]);
      assert.match(
        problem!.message,
        /is the resolver of .*, which knows none of the site's names; .*`vpcResolverZones`/,
      );
      assert.deepEqual(problemsOfForwarders(resolver), []);
    });
  }

  for (const resolver of FINE) {
    it(`may be ${resolver}`, () => {
      assert.deepEqual([...problemsAtSite(resolver), ...problemsOfForwarders(resolver)], []);
    });
  }

  it("that became known late are held to the same, when the configuration is written", () => {
    const conf = (resolver: string) => () =>
      renderUnboundConf({ clientCidrBlocks: [], forwardZones: { "acmecorp.com": { resolvers: [resolver] } } });
    assert.throws(conf("127.0.0.1"), { code: "FORWARDING_LOOP" });
    assert.throws(conf("224.0.0.1"), { code: "BAD_ADDRESS" });
    assert.match(conf("169.254.169.253")(), /forward-addr: 169\.254\.169\.253/);
  });
});
