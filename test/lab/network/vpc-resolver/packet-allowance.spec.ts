import assert from "node:assert/strict";
import { packetAllowance, packetsPerSecond } from "../../../../lab/network/vpc-resolver/packet-allowance";

describe("the packet allowance of a network interface", () => {
  it("lets 1024 packets a second through for each sender, and the next second again", () => {
    let now = 5_000;
    const allowed = packetAllowance(() => now);
    const passed = (sender: string, packets: number) =>
      Array.from({ length: packets }, () => allowed(sender)).filter(Boolean).length;
    assert.equal(passed("10.20.1.53", 1500), packetsPerSecond);
    assert.equal(passed("10.20.2.53", 1000), 1000);
    now += 999;
    assert.equal(passed("10.20.1.53", 10), 0);
    now += 1;
    assert.equal(passed("10.20.1.53", 10), 10);
  });
});
