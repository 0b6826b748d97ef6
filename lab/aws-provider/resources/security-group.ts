import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DeleteSecurityGroupCommand,
  DescribeSecurityGroupsCommand,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
} from "@aws-sdk/client-ec2";
import { arn, given } from "../arn";
import type { AwsConnection } from "../aws-connection";
import { prefixedName } from "../names";
import { blocksOf, flagOf, requiredText, textOf } from "../property-values";
import type { Argument, ResourceType } from "../resource-type";
import { inlineRuleMembers, inlineRules, normaliseRules, type RuleChange, ruleChange } from "../security-group-rules";
import { ec2Tags, tagOutputs, updateEc2Tags } from "../tags";
import { retryWhile } from "../waiting";

const inline: Argument = { change: "update", computed: true, members: inlineRuleMembers, normalise: normaliseRules };

export const securityGroup: ResourceType = {
  token: "aws:ec2/securityGroup:SecurityGroup",
  tagged: true,
  nameLength: 255,
  arguments: {
    description: { change: "replace", default: "Managed by Pulumi" },
    name: { change: "replace", computed: true },
    namePrefix: { change: "replace" },
    vpcId: { change: "replace", computed: true },
    ingress: inline,
    egress: inline,
    revokeRulesOnDelete: { change: "kept", default: false },
  },
  outputs: ["arn", "ownerId"],
  check(inputs) {
    const name = textOf(inputs, "name");
    if (name?.startsWith("sg-")) return [{ property: "name", reason: `cannot begin with sg-: got ${name}` }];
    return [];
  },
  async create(inputs, aws) {
    const answer = await aws.ec2.send(
      new CreateSecurityGroupCommand({
        GroupName: textOf(inputs, "name") ?? prefixedName(requiredText(inputs, "namePrefix")),
        Description: requiredText(inputs, "description"),
        VpcId: textOf(inputs, "vpcId"),
        ...ec2Tags("security-group", inputs),
      }),
    );
    return given(answer.GroupId, "GroupId");
  },
  async finish(id, inputs, aws) {
    // AWS lets a new group's members reach everything. The real provider takes that away at once.
    const permissions = (await find(id, aws))?.IpPermissionsEgress ?? [];
    if (permissions.length > 0) {
      await aws.ec2.send(new RevokeSecurityGroupEgressCommand({ GroupId: id, IpPermissions: permissions }));
    }
    await changeIngress(id, ruleChange(id, [], blocksOf(inputs, "ingress")), aws);
    await changeEgress(id, ruleChange(id, [], blocksOf(inputs, "egress")), aws);
  },
  async read(id, aws) {
    const found = await find(id, aws);
    if (found === undefined) return undefined;
    return {
      arn: found.SecurityGroupArn ?? (await arn(aws, "ec2", `security-group/${id}`, found.OwnerId)),
      ownerId: found.OwnerId,
      name: found.GroupName,
      description: found.Description,
      vpcId: found.VpcId,
      ingress: inlineRules(id, found.IpPermissions),
      egress: inlineRules(id, found.IpPermissionsEgress),
      ...tagOutputs(found.Tags),
    };
  },
  async update(update, aws) {
    const { id, inputs, oldInputs, changed } = update;
    const change = (name: string) => ruleChange(id, blocksOf(oldInputs, name), blocksOf(inputs, name));
    if (changed.has("ingress")) await changeIngress(id, change("ingress"), aws);
    if (changed.has("egress")) await changeEgress(id, change("egress"), aws);
    await updateEc2Tags(update, aws);
  },
  async delete(id, aws, state) {
    if (flagOf(state, "revokeRulesOnDelete")) await revokeAll(id, aws);
    await retryWhile(["DependencyViolation"], () => aws.ec2.send(new DeleteSecurityGroupCommand({ GroupId: id })));
  },
};

async function find(id: string, aws: AwsConnection) {
  const answer = await aws.ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [id] }));
  return answer.SecurityGroups?.[0];
}

async function changeIngress(GroupId: string, change: RuleChange, aws: AwsConnection): Promise<void> {
  const revoke = [...change.revoke];
  const authorise = [...change.authorise];
  if (revoke.length > 0) await aws.ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions: revoke }));
  if (authorise.length > 0) {
    await aws.ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: authorise }));
  }
}

async function changeEgress(GroupId: string, change: RuleChange, aws: AwsConnection): Promise<void> {
  const revoke = [...change.revoke];
  const authorise = [...change.authorise];
  if (revoke.length > 0) await aws.ec2.send(new RevokeSecurityGroupEgressCommand({ GroupId, IpPermissions: revoke }));
  if (authorise.length > 0) {
    await aws.ec2.send(new AuthorizeSecurityGroupEgressCommand({ GroupId, IpPermissions: authorise }));
  }
}

/** Two groups that name each other cannot be deleted before one of the rules is gone. */
async function revokeAll(id: string, aws: AwsConnection): Promise<void> {
  const found = await find(id, aws);
  if (found === undefined) return;
  await changeIngress(id, { revoke: found.IpPermissions ?? [], authorise: [] }, aws);
  await changeEgress(id, { revoke: found.IpPermissionsEgress ?? [], authorise: [] }, aws);
}
