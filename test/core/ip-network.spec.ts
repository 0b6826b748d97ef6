import assert from "node:assert/strict";
import { isIP } from "node:net";
import fc from "fast-check";
import {
  compareAddresses,
  firstAddress,
  formatAddress,
  formatNetwork,
  type IpAddress,
  lastAddress,
  networkContains,
  networkOf,
  networksOverlap,
  networkWithin,
  parseAddress,
  parseNetwork,
} from "../../components/core/ip-network";
import { valueOrThrow } from "../../components/core/parsed";

const anyAddress: fc.Arbitrary<IpAddress> = fc.oneof(
  fc.bigInt({ min: 0n, max: 2n ** 32n - 1n }).map((bits): IpAddress => ({ family: 4, bits })),
  fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }).map((bits): IpAddress => ({ family: 6, bits })),
);

describe("IP addresses", () => {
  const forms: [string, string][] = [
    ["10.20.0.5", "10.20.0.5"],
    ["0.0.0.0", "0.0.0.0"],
    ["255.255.255.255", "255.255.255.255"],
    ["FD00:0020::0005", "fd00:20::5"],
    ["::", "::"],
    ["::1", "::1"],
    ["1::", "1::"],
    ["1:0:0:2:0:0:0:3", "1:0:0:2::3"],
    ["1:0:0:2:3:0:0:4", "1::2:3:0:0:4"],
    ["1:2:3:4:5:6:0:8", "1:2:3:4:5:6:0:8"],
    ["1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"],
    ["::ffff:10.0.0.1", "::ffff:10.0.0.1"],
    ["::ffff:a00:1", "::ffff:10.0.0.1"],
    ["64:ff9b::10.0.0.1", "64:ff9b::a00:1"],
  ];
  for (const [text, expected] of forms) {
    it(`reads ${text} as ${expected}`, () => {
      assert.equal(formatAddress(valueOrThrow(parseAddress(text))), expected);
    });
  }

  const refused =
    "|10.20.0|10.20.0.256|010.20.0.5|10.20.0.05|0x0a.1.1.1|10.20.0.5 | 10.20.0.5|10.20.0.5.|1.2.3.4.5|:|:::|1:2:3:4:5:6:7|1:2:3:4:5:6:7:8:9|1:2:3:4:5:6:7:8::|1::2::3|12345::|fe80::1%eth0|[::1]|::1.2.3|1.2.3.4::|::1.2.3.4:5|::ffff:010.0.0.1|g::|١.2.3.4";
  for (const text of refused.split("|")) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      assert.equal(parseAddress(text).fault?.code, "BAD_ADDRESS");
    });
  }

  it("refuse a long text without echoing it", () => {
    assert.ok(parseAddress("1".repeat(1_000_000)).fault!.message.length < 300);
  });

  it("come back from their text", () => {
    fc.assert(
      fc.property(anyAddress, (address) => {
        assert.equal(isIP(formatAddress(address)), address.family);
        assert.deepEqual(valueOrThrow(parseAddress(formatAddress(address))), address);
      }),
    );
  });

  it("are read when, and only when, Node's own parser reads them", () => {
    const piece = fc.constantFrom("0", "1", "ff", "10", "255", "256", "01", ":", "::", ".", "ffff");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join("");
        assert.equal(parseAddress(text).value?.family ?? 0, isIP(text), text);
      }),
      { numRuns: 3000 },
    );
  });
});

describe("IP networks", () => {
  it("are told apart from addresses in them", () => {
    const { fault } = parseNetwork("10.20.1.0/16");
    assert.equal(fault?.code, "HOST_BITS_SET");
    assert.match(fault.message, /did you mean "10\.20\.0\.0\/16"/);
    assert.match(parseNetwork("fd00:20::1/48").fault!.message, /did you mean "fd00:20::\/48"/);
  });

  for (const text of ["", "10.20.0.0", "10.20.0.0/33", "10.20.0.0/", "10.20.0.0/016", "10.20.0.0/-1", "::/129", "/8"]) {
    it(`refuse ${JSON.stringify(text)}`, () => {
      assert.equal(parseNetwork(text).fault?.code, "BAD_NETWORK");
    });
  }

  it("hold exactly the addresses from the first to the last", () => {
    fc.assert(
      fc.property(anyAddress, fc.nat(128), anyAddress, (base, length, other) => {
        const network = networkOf(base, Math.min(length, base.family === 4 ? 32 : 128));
        assert.deepEqual(valueOrThrow(parseNetwork(formatNetwork(network))), network);
        assert.ok(networkContains(network, base));
        const [first, last] = [firstAddress(network), lastAddress(network)];
        assert.ok(networkContains(network, first) && networkContains(network, last));
        const between =
          other.family === base.family && compareAddresses(first, other) <= 0 && compareAddresses(other, last) <= 0;
        assert.equal(networkContains(network, other), between);
      }),
    );
  });

  it("overlap when one lies within the other", () => {
    const network = (text: string) => valueOrThrow(parseNetwork(text));
    assert.ok(networkWithin(network("10.20.128.0/17"), network("10.20.0.0/16")));
    assert.ok(!networkWithin(network("10.20.0.0/16"), network("10.20.128.0/17")));
    assert.ok(networksOverlap(network("10.20.0.0/16"), network("10.20.128.0/17")));
    assert.ok(!networksOverlap(network("10.20.0.0/17"), network("10.20.128.0/17")));
    assert.ok(!networksOverlap(network("0.0.0.0/0"), network("::/0")));
  });
});
