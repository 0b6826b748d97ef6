import assert from "node:assert/strict";
import fc from "fast-check";
import { type DomainName, isWithin, parseDomainName } from "../../components/core/domain-name";
import {
  firstAddress,
  formatAddress,
  formatNetwork,
  type IpAddress,
  lastAddress,
  networkOf,
} from "../../components/core/ip-network";
import { valueOrThrow } from "../../components/core/parsed";
import {
  isReverseZone,
  networkOfReverseZone,
  reverseName,
  reverseNameOf,
  reverseZoneNames,
  reverseZonesOf,
} from "../../components/core/reverse-zone";

describe("Reverse zones", () => {
  const covers: [string, number, string, string][] = [
    ["10.20.0.0/16", 1, "20.10.in-addr.arpa.", "20.10.in-addr.arpa."],
    ["10.0.0.0/8", 1, "10.in-addr.arpa.", "10.in-addr.arpa."],
    ["10.0.0.0/15", 2, "0.10.in-addr.arpa.", "1.10.in-addr.arpa."],
    ["10.20.30.0/23", 2, "30.20.10.in-addr.arpa.", "31.20.10.in-addr.arpa."],
    ["10.20.16.0/20", 16, "16.20.10.in-addr.arpa.", "31.20.10.in-addr.arpa."],
    ["172.16.0.0/12", 16, "16.172.in-addr.arpa.", "31.172.in-addr.arpa."],
    ["100.64.0.0/10", 64, "64.100.in-addr.arpa.", "127.100.in-addr.arpa."],
    ["10.20.1.0/24", 1, "1.20.10.in-addr.arpa.", "1.20.10.in-addr.arpa."],
    ["10.20.1.128/25", 1, "1.20.10.in-addr.arpa.", "1.20.10.in-addr.arpa."],
    ["10.20.1.7/32", 1, "1.20.10.in-addr.arpa.", "1.20.10.in-addr.arpa."],
    ["128.0.0.0/1", 128, "128.in-addr.arpa.", "255.in-addr.arpa."],
    ["0.0.0.0/0", 1, "in-addr.arpa.", "in-addr.arpa."],
    ["::/0", 1, "ip6.arpa.", "ip6.arpa."],
    ["fd00::/8", 1, "d.f.ip6.arpa.", "d.f.ip6.arpa."],
    ["fc00::/7", 2, "c.f.ip6.arpa.", "d.f.ip6.arpa."],
    ["fd00:20::/48", 1, "0.0.0.0.0.2.0.0.0.0.d.f.ip6.arpa.", "0.0.0.0.0.2.0.0.0.0.d.f.ip6.arpa."],
    ["2001:db8:8000::/33", 8, "8.8.b.d.0.1.0.0.2.ip6.arpa.", "f.8.b.d.0.1.0.0.2.ip6.arpa."],
  ];
  for (const [network, count, first, last] of covers) {
    it(`cover ${network} with ${count}, from ${first}`, () => {
      const zones = reverseZoneNames(network);
      assert.deepEqual([zones.length, zones[0], zones.at(-1)], [count, first, last]);
    });
  }

  it("hold every address of a network in exactly one of them, and end with the network", () => {
    const anyNetwork = fc
      .tuple(fc.constantFrom(4 as const, 6 as const), fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }), fc.nat(128))
      .map(([family, bits, length]) => {
        const width = family === 4 ? 32 : 128;
        return networkOf({ family, bits: bits & ((1n << BigInt(width)) - 1n) }, length % (width + 1));
      });
    fc.assert(
      fc.property(anyNetwork, fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }), (network, random) => {
        const zones = reverseZonesOf(network);
        assert.deepEqual(reverseZoneNames(formatNetwork(network)), zones);
        const size = lastAddress(network).bits - network.bits + 1n;
        const inside: IpAddress = { family: network.family, bits: network.bits + (random % size) };
        for (const address of [firstAddress(network), inside, lastAddress(network)]) {
          const holders = zones.filter((zone) => isWithin(reverseNameOf(address), zone));
          assert.equal(holders.length, 1, formatAddress(address));
        }
        const covered = zones.map((zone) => networkOfReverseZone(zone)!);
        const sizes = covered.reduce((sum, zone) => sum + (lastAddress(zone).bits - zone.bits + 1n), 0n);
        const exact = network.prefixLength <= (network.family === 4 ? 24 : 124);
        assert.ok(exact ? sizes === size : sizes > size);
        assert.deepEqual(
          covered.map((zone) => zone.bits),
          covered.map((zone) => zone.bits).toSorted((left, right) => (left < right ? -1 : 1)),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it("are told from other names", () => {
    for (const zone of ["20.10.in-addr.arpa", "IN-ADDR.ARPA.", "d.f.ip6.arpa"]) assert.ok(isReverseZone(zone), zone);
    const others =
      "cloud.acmecorp.com|arpa|256.10.in-addr.arpa|010.in-addr.arpa|1.2.3.4.5.in-addr.arpa|10.ip6.arpa|g.ip6.arpa|xin-addr.arpa|0/28.1.20.10.in-addr.arpa||a..b";
    for (const name of others.split("|")) assert.ok(!isReverseZone(name), name);
  });

  it("give back their network", () => {
    const network = networkOfReverseZone(valueOrThrow(parseDomainName("20.10.in-addr.arpa")));
    assert.equal(formatNetwork(network!), "10.20.0.0/16");
    assert.equal(networkOfReverseZone("com." as DomainName), undefined);
  });

  it("name addresses", () => {
    assert.equal(reverseName("10.20.0.5"), "5.0.20.10.in-addr.arpa.");
    const nibbles = "b.a.9.8.7.6.5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2";
    assert.equal(reverseName("2001:db8::567:89ab"), `${nibbles}.ip6.arpa.`);
  });

  it("throw readable Errors with the problem's code", () => {
    assert.throws(() => reverseZoneNames("10.20.1.0/16"), {
      code: "HOST_BITS_SET",
      message: /10\.20\.0\.0\/16.*HOST_BITS_SET/,
    });
    assert.throws(() => reverseZoneNames("10.20.0.0/33"), { code: "BAD_NETWORK" });
    assert.throws(() => reverseName("10.20.0"), { code: "BAD_ADDRESS" });
  });
});
