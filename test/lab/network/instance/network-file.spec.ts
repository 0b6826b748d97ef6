import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { forwarderImageFolder } from "../../../../components/io/forwarder-image";
import { ownResolvers } from "../../../../lab/network/instance/network-file";

describe("whom an image asks instead of the servers of its lease", () => {
  const rows: readonly (readonly [string, string | undefined, readonly string[] | undefined])[] = [
    ["nobody without a file", undefined, undefined],
    ["nobody where the lease's servers are taken", "[Match]\nName=e*\n[Network]\nDHCP=yes", undefined],
    [
      "those of the file where they are not",
      "[Match]\nName=e*\n[Network]\nDNS=10.0.0.1 10.0.0.2\nDNS=10.0.0.3\n[DHCPv4]\nUseDNS=no",
      ["10.0.0.1", "10.0.0.2", "10.0.0.3"],
    ],
    [
      "nobody of a file for another card",
      "[Match]\nType=wlan\n[Network]\nDNS=10.0.0.1\n[DHCPv4]\nUseDNS=no",
      undefined,
    ],
  ];
  for (const [what, text, expected] of rows)
    it(`is ${what}`, () =>
      assert.deepEqual(ownResolvers(text === undefined ? [] : [{ name: "10-x.network", text }]), expected));

  it("is the VPC's own resolver in the forwarder image, also beside what netplan writes", () => {
    const own = readFileSync(join(forwarderImageFolder(), "files/etc/systemd/network/05-hybrid-dns.network"), "utf8");
    const netplan = { name: "10-netplan-all-en.network", text: "[Match]\nName=en*\n[Network]\nDHCP=yes" };
    assert.deepEqual(ownResolvers([netplan, { name: "05-hybrid-dns.network", text: own }]), ["169.254.169.253"]);
  });
});
