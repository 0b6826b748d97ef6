import { AssociateDhcpOptionsCommand, DescribeVpcsCommand } from "@aws-sdk/client-ec2";
import type { AwsConnection } from "../aws-connection";
import { isNotFound } from "../aws-error";
import { requiredText, textOf } from "../property-values";
import type { ResourceType } from "../resource-type";

export const dhcpOptionsAssociation: ResourceType = {
  token: "aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation",
  tagged: false,
  arguments: {
    vpcId: { change: "replace", required: true },
    dhcpOptionsId: { change: "update", required: true },
  },
  outputs: [],
  async create(inputs, aws) {
    const vpcId = requiredText(inputs, "vpcId");
    const dhcpOptionsId = requiredText(inputs, "dhcpOptionsId");
    await associate(vpcId, dhcpOptionsId, aws);
    return `${dhcpOptionsId}-${vpcId}`;
  },
  async read(id, aws, state) {
    // An import names the VPC only.
    const vpcId = textOf(state, "vpcId") ?? id;
    const answer = await aws.ec2.send(new DescribeVpcsCommand({ VpcIds: [vpcId] }));
    const dhcpOptionsId = answer.Vpcs?.[0]?.DhcpOptionsId;
    return dhcpOptionsId === undefined || dhcpOptionsId === "default" ? undefined : { vpcId, dhcpOptionsId };
  },
  async update({ inputs }, aws) {
    await associate(requiredText(inputs, "vpcId"), requiredText(inputs, "dhcpOptionsId"), aws);
  },
  /** AWS has no call that takes an option set away: the VPC goes back to the default one. */
  async delete(_id, aws, state) {
    try {
      await associate(requiredText(state, "vpcId"), "default", aws);
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  },
};

async function associate(VpcId: string, DhcpOptionsId: string, aws: AwsConnection): Promise<void> {
  await aws.ec2.send(new AssociateDhcpOptionsCommand({ VpcId, DhcpOptionsId }));
}
