import assert from "node:assert/strict";
import type { Cloud, SecurityGroupRule } from "../../../lab/network/cloud";
import { securityGroupRules } from "../../../lab/network/security-group-rules";
import { networkInterface, nothing } from "./small-cloud";

const rule = (protocol: string, more: Partial<SecurityGroupRule>): SecurityGroupRule => ({
  protocol,
  cidrBlocks: [],
  ipv6CidrBlocks: [],
  securityGroupIds: [],
  ...more,
});

function rulesFor(ingress: readonly SecurityGroupRule[], egress: readonly SecurityGroupRule[] = []): string {
  const own = networkInterface("eni-1", "subnet-a", "vpc-1", "10.0.0.5", { securityGroupIds: ["sg-1"] });
  const cloud: Cloud = {
    ...nothing,
    networkInterfaces: [
      own,
      networkInterface("eni-2", "subnet-a", "vpc-1", "10.0.0.6", { securityGroupIds: ["sg-2"] }),
      networkInterface("eni-3", "subnet-a", "vpc-1", "10.0.0.7", { securityGroupIds: ["sg-2", "sg-3"] }),
    ],
    securityGroups: [
      { groupId: "sg-1", name: "one", vpcId: "vpc-1", ingress, egress },
      {
        groupId: "sg-9",
        name: "other",
        vpcId: "vpc-1",
        ingress: [rule("-1", { cidrBlocks: ["0.0.0.0/0"] })],
        egress: [],
      },
    ],
  };
  return securityGroupRules(cloud, own, "10.0.0.2");
}

describe("the rules of a network interface's security groups", () => {
  const rows: readonly (readonly [string, SecurityGroupRule, readonly string[]])[] = [
    [
      "UDP by range",
      rule("udp", { fromPort: 53, toPort: 53, cidrBlocks: ["10.1.0.0/24"] }),
      ["ip saddr 10.1.0.0/24 udp dport 53-53 accept"],
    ],
    [
      "all TCP ports",
      rule("tcp", { fromPort: 0, toPort: 65535, cidrBlocks: ["10.1.0.0/24"] }),
      ["ip saddr 10.1.0.0/24 tcp dport 0-65535 accept"],
    ],
    [
      "everything",
      rule("-1", { cidrBlocks: ["10.0.0.0/8"], ipv6CidrBlocks: ["fd00::/8"] }),
      ["ip saddr 10.0.0.0/8 accept", "ip6 saddr fd00::/8 accept"],
    ],
    [
      "the members of a group",
      rule("tcp", { fromPort: 80, toPort: 81, securityGroupIds: ["sg-2"] }),
      ["ip saddr 10.0.0.6 tcp dport 80-81 accept", "ip saddr 10.0.0.7 tcp dport 80-81 accept"],
    ],
    [
      "ICMP by type",
      rule("icmp", { fromPort: 8, toPort: -1, cidrBlocks: ["10.0.0.0/8"] }),
      ["ip saddr 10.0.0.0/8 icmp type 8 accept"],
    ],
    [
      "all ICMP",
      rule("icmp", { fromPort: -1, toPort: -1, cidrBlocks: ["10.0.0.0/8"] }),
      ["ip saddr 10.0.0.0/8 meta l4proto icmp accept"],
    ],
  ];
  for (const [what, one, expected] of rows)
    it(`let in ${what}`, () => {
      const lines = rulesFor([one])
        .split("\n")
        .map((line) => line.trim());
      assert.deepEqual(
        lines.filter((line) => line.includes("saddr")),
        expected,
      );
    });

  it("drop what no rule names, in both directions, and nothing of another group counts", () => {
    const text = rulesFor([]);
    assert.equal(text.match(/policy drop/g)?.length, 2);
    assert.doesNotMatch(text, /0\.0\.0\.0\/0/);
  });

  it("let out by destination", () => {
    assert.match(rulesFor([], [rule("-1", { cidrBlocks: ["0.0.0.0/0"] })]), /ip daddr 0\.0\.0\.0\/0 accept/);
  });

  it("never keep a host from DHCP, its metadata and its VPC's resolver", () => {
    assert.match(rulesFor([]), /udp sport 67 udp dport 68 accept/);
    assert.match(rulesFor([]), /ip daddr \{ 169\.254\.169\.253, 169\.254\.169\.254, 10\.0\.0\.2 \} accept/);
  });
});
