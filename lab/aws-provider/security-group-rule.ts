import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  DescribeSecurityGroupRulesCommand,
  ModifySecurityGroupRulesCommand,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
} from "@aws-sdk/client-ec2";
import { arn, given } from "./arn";
import { numberOf, type Properties, requiredText, textOf } from "./property-values";
import { type ResourceType, updating } from "./resource-type";
import { ec2Tags, tagOutputs, updateEc2Tags } from "./tags";

const peers = ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"] as const;

/** One rule of a security group as a resource of its own; both directions are alike. */
export function securityGroupRule(token: string, direction: "egress" | "ingress"): ResourceType {
  return {
    token,
    tagged: true,
    arguments: {
      ...updating(...peers, "description"),
      securityGroupId: { change: "replace", required: true },
      ipProtocol: { change: "update", required: true, normalise: (value) => protocolOf(String(value)) },
      fromPort: { change: "update" },
      toPort: { change: "update" },
    },
    outputs: ["arn", "securityGroupRuleId"],
    check(inputs) {
      const got = peers.filter((name) => inputs[name] !== undefined);
      if (got.length === 1) return [];
      const reason = `exactly one of ${peers.join(", ")} is expected, got ${got.join(" and ") || "none"}`;
      return [{ property: got[1] ?? "cidrIpv4", reason }];
    },
    async create(inputs, aws) {
      const call = {
        GroupId: requiredText(inputs, "securityGroupId"),
        IpPermissions: [permission(inputs)],
        ...ec2Tags("security-group-rule", inputs),
      };
      const answer =
        direction === "ingress"
          ? await aws.ec2.send(new AuthorizeSecurityGroupIngressCommand(call))
          : await aws.ec2.send(new AuthorizeSecurityGroupEgressCommand(call));
      return given(answer.SecurityGroupRules?.[0]?.SecurityGroupRuleId, "SecurityGroupRuleId");
    },
    async read(id, aws) {
      const answer = await aws.ec2.send(new DescribeSecurityGroupRulesCommand({ SecurityGroupRuleIds: [id] }));
      const found = answer.SecurityGroupRules?.[0];
      if (found === undefined) return undefined;
      const allPorts = found.IpProtocol === "-1";
      return {
        arn: await arn(aws, "ec2", `security-group-rule/${id}`, found.GroupOwnerId),
        securityGroupRuleId: id,
        securityGroupId: found.GroupId,
        ipProtocol: found.IpProtocol,
        fromPort: allPorts ? undefined : found.FromPort,
        toPort: allPorts ? undefined : found.ToPort,
        cidrIpv4: found.CidrIpv4,
        cidrIpv6: found.CidrIpv6,
        prefixListId: found.PrefixListId,
        referencedSecurityGroupId: found.ReferencedGroupInfo?.GroupId,
        description: found.Description,
        ...tagOutputs(found.Tags),
      };
    },
    async update(update, aws) {
      const { id, inputs, changed } = update;
      if ([...changed].some((name) => name !== "tags")) {
        await aws.ec2.send(
          new ModifySecurityGroupRulesCommand({
            GroupId: requiredText(inputs, "securityGroupId"),
            SecurityGroupRules: [{ SecurityGroupRuleId: id, SecurityGroupRule: ruleRequest(inputs) }],
          }),
        );
      }
      await updateEc2Tags(update, aws);
    },
    async delete(id, aws, state) {
      const call = { GroupId: requiredText(state, "securityGroupId"), SecurityGroupRuleIds: [id] };
      if (direction === "ingress") await aws.ec2.send(new RevokeSecurityGroupIngressCommand(call));
      else await aws.ec2.send(new RevokeSecurityGroupEgressCommand(call));
    },
  };
}

function protocolOf(text: string): string {
  const names: { readonly [number: string]: string } = { "1": "icmp", "6": "tcp", "17": "udp", "58": "icmpv6" };
  return names[text] ?? text.toLowerCase();
}

function ruleRequest(inputs: Properties) {
  return {
    IpProtocol: requiredText(inputs, "ipProtocol"),
    FromPort: numberOf(inputs, "fromPort"),
    ToPort: numberOf(inputs, "toPort"),
    CidrIpv4: textOf(inputs, "cidrIpv4"),
    CidrIpv6: textOf(inputs, "cidrIpv6"),
    PrefixListId: textOf(inputs, "prefixListId"),
    ReferencedGroupId: textOf(inputs, "referencedSecurityGroupId"),
    Description: textOf(inputs, "description"),
  };
}

function permission(inputs: Properties) {
  const rule = ruleRequest(inputs);
  const described = rule.Description === undefined ? {} : { Description: rule.Description };
  return {
    IpProtocol: rule.IpProtocol,
    FromPort: rule.FromPort,
    ToPort: rule.ToPort,
    ...(rule.CidrIpv4 === undefined ? {} : { IpRanges: [{ CidrIp: rule.CidrIpv4, ...described }] }),
    ...(rule.CidrIpv6 === undefined ? {} : { Ipv6Ranges: [{ CidrIpv6: rule.CidrIpv6, ...described }] }),
    ...(rule.PrefixListId === undefined ? {} : { PrefixListIds: [{ PrefixListId: rule.PrefixListId, ...described }] }),
    ...(rule.ReferencedGroupId === undefined
      ? {}
      : { UserIdGroupPairs: [{ GroupId: rule.ReferencedGroupId, ...described }] }),
  };
}
