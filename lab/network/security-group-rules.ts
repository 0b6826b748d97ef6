import type { Cloud, NetworkInterface, SecurityGroupRule } from "./cloud";

/**
 * The stateful firewall of one network interface, as its security groups say, for the namespace behind it.
 *
 * Like on AWS it does not see what is link-local (DHCP, instance metadata, the resolver), and answers to what was let
 * through pass.
 *
 * @param resolverAddress - VPC + 2, which security groups do not govern either
 */
export function securityGroupRules(cloud: Cloud, own: NetworkInterface, resolverAddress: string): string {
  const groups = cloud.securityGroups.filter(({ groupId }) => own.securityGroupIds.includes(groupId));
  const members = (groupId: string) =>
    cloud.networkInterfaces.filter(({ securityGroupIds }) => securityGroupIds.includes(groupId));
  const lines = (rules: readonly SecurityGroupRule[], side: "saddr" | "daddr") => [
    ...new Set(
      rules.flatMap((rule) => {
        const v4 = [
          ...rule.cidrBlocks,
          ...rule.securityGroupIds.flatMap((id) => members(id).flatMap((m) => m.addresses)),
        ];
        const v6 = [
          ...rule.ipv6CidrBlocks,
          ...rule.securityGroupIds.flatMap((id) => members(id).flatMap((m) => m.ipv6Addresses)),
        ];
        return [
          ...v4.flatMap((network) => line("ip", side, network, rule)),
          ...v6.flatMap((network) => line("ip6", side, network, rule)),
        ];
      }),
    ),
  ];
  const ingress = lines(
    groups.flatMap((group) => group.ingress),
    "saddr",
  );
  const egress = lines(
    groups.flatMap((group) => group.egress),
    "daddr",
  );
  return `table inet security-groups {
  chain ingress {
    type filter hook input priority filter; policy drop;
    ct state established,related accept
    iifname "lo" accept
    udp sport 67 udp dport 68 accept
    icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-advert } accept
${ingress.map((rule) => `    ${rule}\n`).join("")}  }
  chain egress {
    type filter hook output priority filter; policy drop;
    ct state established,related accept
    oifname "lo" accept
    udp sport 68 udp dport 67 accept
    ip daddr { 169.254.169.253, 169.254.169.254, ${resolverAddress} } accept
    icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-solicit } accept
${egress.map((rule) => `    ${rule}\n`).join("")}  }
}
`;
}

function line(family: "ip" | "ip6", side: "saddr" | "daddr", network: string, rule: SecurityGroupRule): string[] {
  const peer = `${family} ${side} ${network}`;
  const { protocol, fromPort = -1, toPort = -1 } = rule;
  switch (protocol) {
    case "-1":
      return [`${peer} accept`];
    case "tcp":
    case "6":
      return [`${peer} tcp dport ${ports(fromPort, toPort)} accept`];
    case "udp":
    case "17":
      return [`${peer} udp dport ${ports(fromPort, toPort)} accept`];
    case "icmp":
    case "1":
      // For ICMP the "ports" are type and code.
      return family === "ip"
        ? [
            `${peer} ${fromPort === -1 ? "meta l4proto icmp" : `icmp type ${fromPort}`}${code("icmp", fromPort, toPort)} accept`,
          ]
        : [];
    case "icmpv6":
    case "58":
      return family === "ip6"
        ? [
            `${peer} ${fromPort === -1 ? "meta l4proto icmpv6" : `icmpv6 type ${fromPort}`}${code("icmpv6", fromPort, toPort)} accept`,
          ]
        : [];
    default:
      return /^\d{1,3}$/.test(protocol) ? [`${peer} meta l4proto ${protocol} accept`] : [];
  }
}

const ports = (from: number, to: number) =>
  from <= 0 && (to === -1 || to === 65535) ? "0-65535" : `${Math.max(from, 0)}-${to}`;
const code = (protocol: string, type: number, value: number) =>
  type === -1 || value === -1 ? "" : ` ${protocol} code ${value}`;
