import assert from "node:assert/strict";
import fc from "fast-check";
import {
  addressOfPtrName,
  classlessPtrName,
  classlessZoneFinder,
  holdsPtrRecords,
  networkOfClasslessZone,
} from "../../components/core/classless-zone";
import type { DomainName } from "../../components/core/domain-name";
import { formatAddress, formatNetwork, parseAddress } from "../../components/core/ip-network";
import { valueOrThrow } from "../../components/core/parsed";

const name = (text: string) => `${text}.` as DomainName;
const address = (text: string) => valueOrThrow(parseAddress(text));

describe("A classless reverse zone (case 24)", () => {
  const rows: [string, string | undefined][] = [
    ["64/28.5.20.10.in-addr.arpa", "10.20.5.64/28"],
    ["0/25.2.0.192.in-addr.arpa", "192.0.2.0/25"],
    ["128/26.2.0.192.in-addr.arpa", "192.0.2.128/26"],
    ["64-79.5.20.10.in-addr.arpa", "10.20.5.64/28"],
    ["0-127.5.20.10.in-addr.arpa", "10.20.5.0/25"],
    ["64-28.5.20.10.in-addr.arpa", "10.20.5.64/28"],
    ["128-25.5.20.10.in-addr.arpa", "10.20.5.128/25"],
    ["0-31.5.20.10.in-addr.arpa", "10.20.5.0/27"],
    ["30-31.5.20.10.in-addr.arpa", "10.20.5.30/31"],
    ["7/32.5.20.10.in-addr.arpa", "10.20.5.7/32"],
    ["65/28.5.20.10.in-addr.arpa", undefined],
    ["0/24.5.20.10.in-addr.arpa", undefined],
    ["0/33.5.20.10.in-addr.arpa", undefined],
    ["256/28.5.20.10.in-addr.arpa", undefined],
    ["064/28.5.20.10.in-addr.arpa", undefined],
    ["64-80.5.20.10.in-addr.arpa", undefined],
    ["79-64.5.20.10.in-addr.arpa", undefined],
    ["64/28.20.10.in-addr.arpa", undefined],
    ["64/28.5.20.300.in-addr.arpa", undefined],
    ["64/28.0.0.d.f.ip6.arpa", undefined],
    ["64.5.20.10.in-addr.arpa", undefined],
    ["5.20.10.in-addr.arpa", undefined],
    ["64/28.acmecorp.com", undefined],
  ];
  for (const [zone, network] of rows) {
    it(`${zone} is ${network ?? "none"}`, () => {
      const found = networkOfClasslessZone(name(zone));
      assert.equal(found && formatNetwork(found), network);
    });
  }

  it("holds PTR records, as other reverse zones do", () => {
    for (const zone of ["64/28.5.20.10.in-addr.arpa.", "5.20.10.in-addr.arpa", "d.f.ip6.arpa"]) {
      assert.equal(holdsPtrRecords(zone), true);
    }
    for (const zone of ["acmecorp.com", "x y", "", "300/28.5.20.10.in-addr.arpa"]) {
      assert.equal(holdsPtrRecords(zone), false);
    }
  });

  const names: [string, string | undefined][] = [
    ["70.64/28.5.20.10.in-addr.arpa", "10.20.5.70"],
    ["70.64-79.5.20.10.in-addr.arpa", "10.20.5.70"],
    ["80.64/28.5.20.10.in-addr.arpa", undefined],
    ["070.64/28.5.20.10.in-addr.arpa", undefined],
    ["x.64/28.5.20.10.in-addr.arpa", undefined],
    ["64/28.5.20.10.in-addr.arpa", undefined],
    ["1.70.64/28.5.20.10.in-addr.arpa", undefined],
    ["70.5.20.10.in-addr.arpa", "10.20.5.70"],
    ["20.10.in-addr.arpa", undefined],
    [`5.${"0.".repeat(29)}d.f.ip6.arpa`, "fd00::5"],
  ];
  for (const [each, expected] of names) {
    it(`${each} is the name of ${expected ?? "no address"}`, () => {
      const found = addressOfPtrName(name(each));
      assert.equal(found && formatAddress(found), expected);
    });
  }

  it("is the smallest that covers an address", () => {
    const zones = ["0/25", "64/27", "64/28"].map((label) => {
      const zoneName = name(`${label}.5.20.10.in-addr.arpa`);
      return { zoneName, network: networkOfClasslessZone(zoneName)! };
    });
    const find = classlessZoneFinder(zones);
    const labelOf = (text: string) => find(address(text))?.zoneName.split(".")[0];
    assert.deepEqual(["10.20.5.70", "10.20.5.80", "10.20.5.1", "10.20.5.200", "10.20.6.70", "fd00::5"].map(labelOf), [
      "64/28",
      "64/27",
      "0/25",
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("gives each of its addresses a name that leads back to it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 25, max: 32 }), fc.nat(255), fc.constantFrom("/", "-"), (length, host, sign) => {
        const first = host - (host % 2 ** (32 - length));
        const last = sign === "/" ? length : first + 2 ** (32 - length) - 1;
        fc.pre(last > 0);
        const zone = name(`${first}${sign}${last}.5.20.10.in-addr.arpa`);
        const own = address(`10.20.5.${host}`);
        assert.deepEqual(addressOfPtrName(classlessPtrName(own, zone)), own);
      }),
    );
  });
});
