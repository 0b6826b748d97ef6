import type { IpPermission } from "@aws-sdk/client-ec2";
import { flagOf, numberOf, type Properties, type PropertyValue, textOf, textsOf } from "./property-values";

export const inlineRuleMembers = [
  "protocol",
  "fromPort",
  "toPort",
  "cidrBlocks",
  "ipv6CidrBlocks",
  "prefixListIds",
  "securityGroups",
  "self",
  "description",
];

/** One source or target of an inline rule: what AWS counts as a rule. */
interface SingleRule {
  readonly protocol: string;
  readonly fromPort: number;
  readonly toPort: number;
  readonly peerKind: "cidrBlocks" | "ipv6CidrBlocks" | "prefixListIds" | "securityGroups" | "self";
  readonly peer: string;
  readonly description: string;
}

const protocolNames: { readonly [number: string]: string } = { "1": "icmp", "6": "tcp", "17": "udp", "58": "icmpv6" };

function protocolOf(text: string): string {
  const lower = text.toLowerCase();
  return lower === "all" ? "-1" : (protocolNames[lower] ?? lower);
}

function singleRules(block: Properties): SingleRule[] {
  const protocol = protocolOf(textOf(block, "protocol") ?? "-1");
  const base = {
    protocol,
    fromPort: protocol === "-1" ? 0 : (numberOf(block, "fromPort") ?? 0),
    toPort: protocol === "-1" ? 0 : (numberOf(block, "toPort") ?? 0),
    description: textOf(block, "description") ?? "",
  };
  const kinds = ["cidrBlocks", "ipv6CidrBlocks", "prefixListIds", "securityGroups"] as const;
  const rules = kinds.flatMap((peerKind) => textsOf(block, peerKind).map((peer) => ({ ...base, peerKind, peer })));
  return flagOf(block, "self") ? [...rules, { ...base, peerKind: "self" as const, peer: "" }] : rules;
}

/** The form in which two lists of inline rules are compared: one entry a source, whatever blocks they stand in. */
export function normaliseRules(value: PropertyValue): PropertyValue {
  if (!Array.isArray(value)) return value;
  return value
    .flatMap((block) => singleRules(block as Properties))
    .map((rule) =>
      `${rule.protocol} ${rule.fromPort}-${rule.toPort} ${rule.peerKind} ${rule.peer} ${rule.description}`.trimEnd(),
    )
    .sort();
}

function keyOf(rule: SingleRule): string {
  return JSON.stringify([rule.protocol, rule.fromPort, rule.toPort, rule.peerKind, rule.peer, rule.description]);
}

export interface RuleChange {
  readonly revoke: readonly IpPermission[];
  readonly authorise: readonly IpPermission[];
}

/** The calls that lead from one list of inline rules to another. */
export function ruleChange(groupId: string, old: readonly Properties[], now: readonly Properties[]): RuleChange {
  const before = new Map(old.flatMap(singleRules).map((rule) => [keyOf(rule), rule]));
  const after = new Map(now.flatMap(singleRules).map((rule) => [keyOf(rule), rule]));
  const gone = [...before].filter(([key]) => !after.has(key)).map(([, rule]) => rule);
  const added = [...after].filter(([key]) => !before.has(key)).map(([, rule]) => rule);
  return { revoke: permissions(groupId, gone), authorise: permissions(groupId, added) };
}

/** One for each protocol and ports, with all its sources. */
function permissions(groupId: string, rules: readonly SingleRule[]): IpPermission[] {
  const byPorts = new Map<string, SingleRule[]>();
  for (const rule of rules) {
    const key = `${rule.protocol} ${rule.fromPort} ${rule.toPort}`;
    byPorts.set(key, [...(byPorts.get(key) ?? []), rule]);
  }
  return [...byPorts.values()].map((group) => permission(groupId, group));
}

function permission(groupId: string, rules: readonly SingleRule[]): IpPermission {
  const { protocol, fromPort, toPort } = rules[0]!;
  const peers = (...kinds: readonly SingleRule["peerKind"][]) =>
    rules
      .filter(({ peerKind }) => kinds.includes(peerKind))
      .map(({ peer, description }) => ({ peer, described: description === "" ? {} : { Description: description } }));
  return {
    IpProtocol: protocol,
    ...(protocol === "-1" ? {} : { FromPort: fromPort, ToPort: toPort }),
    IpRanges: peers("cidrBlocks").map(({ peer, described }) => ({ CidrIp: peer, ...described })),
    Ipv6Ranges: peers("ipv6CidrBlocks").map(({ peer, described }) => ({ CidrIpv6: peer, ...described })),
    PrefixListIds: peers("prefixListIds").map(({ peer, described }) => ({ PrefixListId: peer, ...described })),
    UserIdGroupPairs: peers("securityGroups", "self").map(({ peer, described }) => ({
      GroupId: peer || groupId,
      ...described,
    })),
  };
}

/** Rules as AWS has them, as inline blocks: one for each protocol, ports and description. */
export function inlineRules(groupId: string, permissions: readonly IpPermission[] | undefined): Properties[] {
  const blocks = new Map<string, { [name: string]: PropertyValue }>();
  for (const permission of permissions ?? []) {
    const protocol = permission.IpProtocol ?? "-1";
    const add = (peerKind: string, peer: PropertyValue, description = "") => {
      const ports = { fromPort: permission.FromPort ?? 0, toPort: permission.ToPort ?? 0 };
      const key = JSON.stringify([protocol, ports, description]);
      const block = blocks.get(key) ?? { protocol, ...ports, description };
      block[peerKind] = peerKind === "self" ? true : [...((block[peerKind] as PropertyValue[]) ?? []), peer];
      blocks.set(key, block);
    };
    for (const range of permission.IpRanges ?? []) add("cidrBlocks", range.CidrIp ?? "", range.Description);
    for (const range of permission.Ipv6Ranges ?? []) add("ipv6CidrBlocks", range.CidrIpv6 ?? "", range.Description);
    for (const list of permission.PrefixListIds ?? []) add("prefixListIds", list.PrefixListId ?? "", list.Description);
    for (const pair of permission.UserIdGroupPairs ?? []) {
      const isSelf = pair.GroupId === groupId;
      add(isSelf ? "self" : "securityGroups", isSelf ? true : (pair.GroupId ?? ""), pair.Description);
    }
  }
  return [...blocks.values()];
}
