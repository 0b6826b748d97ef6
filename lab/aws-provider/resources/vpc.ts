import {
  AssociateVpcCidrBlockCommand,
  CreateVpcCommand,
  DeleteVpcCommand,
  DescribeNetworkAclsCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcsCommand,
  DisassociateVpcCidrBlockCommand,
  ModifyVpcAttributeCommand,
  ModifyVpcTenancyCommand,
  type Tenancy,
} from "@aws-sdk/client-ec2";
import { arn, given } from "../arn";
import type { AwsConnection } from "../aws-connection";
import { flagOf, type Properties, requiredText, textOf } from "../property-values";
import { type ResourceType, replacing } from "../resource-type";
import { ec2Tags, tagOutputs, updateEc2Tags } from "../tags";
import { retryWhile, waitFor } from "../waiting";

export const vpc: ResourceType = {
  token: "aws:ec2/vpc:Vpc",
  tagged: true,
  arguments: {
    ...replacing("ipv6CidrBlockNetworkBorderGroup"),
    cidrBlock: { change: "replace", required: true },
    assignGeneratedIpv6CidrBlock: { change: "update" },
    enableDnsHostnames: { change: "update", computed: true },
    enableDnsSupport: { change: "update", default: true },
    instanceTenancy: { change: "update", default: "default" },
  },
  outputs: [
    "arn",
    "defaultNetworkAclId",
    "defaultRouteTableId",
    "defaultSecurityGroupId",
    "dhcpOptionsId",
    "ipv6AssociationId",
    "ipv6CidrBlock",
    "mainRouteTableId",
    "ownerId",
  ],
  replaces: (argument, inputs) => argument === "instanceTenancy" && inputs.instanceTenancy !== "default",
  async create(inputs, aws) {
    const answer = await aws.ec2.send(
      new CreateVpcCommand({
        CidrBlock: requiredText(inputs, "cidrBlock"),
        InstanceTenancy: textOf(inputs, "instanceTenancy") as Tenancy,
        AmazonProvidedIpv6CidrBlock: flagOf(inputs, "assignGeneratedIpv6CidrBlock"),
        Ipv6CidrBlockNetworkBorderGroup: textOf(inputs, "ipv6CidrBlockNetworkBorderGroup"),
        ...ec2Tags("vpc", inputs),
      }),
    );
    return given(answer.Vpc?.VpcId, "VpcId");
  },
  async finish(id, inputs, aws) {
    await waitFor(`${id} available`, async () => ((await find(id, aws))?.State === "available" ? true : undefined));
    if (flagOf(inputs, "enableDnsSupport") === false) await setDns(id, "EnableDnsSupport", false, aws);
    if (flagOf(inputs, "enableDnsHostnames")) await setDns(id, "EnableDnsHostnames", true, aws);
  },
  async read(id, aws) {
    const found = await find(id, aws);
    if (found === undefined) return undefined;
    const { ec2 } = aws;
    const inVpc = [{ Name: "vpc-id", Values: [id] }];
    const [support, hostnames, routeTables, groups, acls] = await Promise.all([
      ec2.send(new DescribeVpcAttributeCommand({ VpcId: id, Attribute: "enableDnsSupport" })),
      ec2.send(new DescribeVpcAttributeCommand({ VpcId: id, Attribute: "enableDnsHostnames" })),
      ec2.send(new DescribeRouteTablesCommand({ Filters: [...inVpc, { Name: "association.main", Values: ["true"] }] })),
      ec2.send(new DescribeSecurityGroupsCommand({ Filters: [...inVpc, { Name: "group-name", Values: ["default"] }] })),
      ec2.send(new DescribeNetworkAclsCommand({ Filters: [...inVpc, { Name: "default", Values: ["true"] }] })),
    ]);
    const ipv6 = found.Ipv6CidrBlockAssociationSet?.find(
      (block) => block.Ipv6CidrBlockState?.State !== "disassociated",
    );
    const mainRouteTableId = routeTables.RouteTables?.[0]?.RouteTableId;
    return {
      arn: await arn(aws, "ec2", `vpc/${id}`, found.OwnerId),
      cidrBlock: found.CidrBlock,
      assignGeneratedIpv6CidrBlock: ipv6?.Ipv6CidrBlock === undefined ? undefined : true,
      enableDnsHostnames: hostnames.EnableDnsHostnames?.Value ?? false,
      enableDnsSupport: support.EnableDnsSupport?.Value ?? true,
      instanceTenancy: found.InstanceTenancy,
      defaultNetworkAclId: acls.NetworkAcls?.[0]?.NetworkAclId,
      defaultRouteTableId: mainRouteTableId,
      defaultSecurityGroupId: groups.SecurityGroups?.[0]?.GroupId,
      dhcpOptionsId: found.DhcpOptionsId,
      ipv6AssociationId: ipv6?.AssociationId ?? "",
      ipv6CidrBlock: ipv6?.Ipv6CidrBlock ?? "",
      mainRouteTableId,
      ownerId: found.OwnerId,
      ...tagOutputs(found.Tags),
    };
  },
  async update(update, aws) {
    const { id, inputs, changed, oldOutputs } = update;
    if (changed.has("enableDnsSupport")) {
      await setDns(id, "EnableDnsSupport", flagOf(inputs, "enableDnsSupport") ?? true, aws);
    }
    if (changed.has("enableDnsHostnames")) {
      await setDns(id, "EnableDnsHostnames", flagOf(inputs, "enableDnsHostnames") ?? false, aws);
    }
    if (changed.has("instanceTenancy")) {
      await aws.ec2.send(new ModifyVpcTenancyCommand({ VpcId: id, InstanceTenancy: "default" }));
    }
    if (changed.has("assignGeneratedIpv6CidrBlock")) await setIpv6(id, inputs, oldOutputs, aws);
    await updateEc2Tags(update, aws);
  },
  async delete(id, aws) {
    await retryWhile(["DependencyViolation"], () => aws.ec2.send(new DeleteVpcCommand({ VpcId: id })));
  },
};

async function find(id: string, aws: AwsConnection) {
  const answer = await aws.ec2.send(new DescribeVpcsCommand({ VpcIds: [id] }));
  return answer.Vpcs?.[0];
}

async function setDns(
  id: string,
  attribute: "EnableDnsHostnames" | "EnableDnsSupport",
  on: boolean,
  aws: AwsConnection,
) {
  await aws.ec2.send(new ModifyVpcAttributeCommand({ VpcId: id, [attribute]: { Value: on } }));
}

async function setIpv6(id: string, inputs: Properties, old: Properties, aws: AwsConnection): Promise<void> {
  if (flagOf(inputs, "assignGeneratedIpv6CidrBlock")) {
    await aws.ec2.send(new AssociateVpcCidrBlockCommand({ VpcId: id, AmazonProvidedIpv6CidrBlock: true }));
    return;
  }
  const associationId = textOf(old, "ipv6AssociationId");
  if (associationId !== undefined) {
    await aws.ec2.send(new DisassociateVpcCidrBlockCommand({ AssociationId: associationId }));
  }
}
