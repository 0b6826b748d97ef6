import {
  AssociateSubnetCidrBlockCommand,
  CreateSubnetCommand,
  DeleteSubnetCommand,
  DescribeSubnetsCommand,
  DisassociateSubnetCidrBlockCommand,
  ModifySubnetAttributeCommand,
} from "@aws-sdk/client-ec2";
import { arn, given } from "../arn";
import type { AwsConnection } from "../aws-connection";
import { flagOf, type Properties, requiredText, textOf } from "../property-values";
import { type ResourceType, replacing } from "../resource-type";
import { ec2Tags, tagOutputs, updateEc2Tags } from "../tags";
import { retryWhile, waitFor } from "../waiting";

const switches = {
  assignIpv6AddressOnCreation: "AssignIpv6AddressOnCreation",
  mapPublicIpOnLaunch: "MapPublicIpOnLaunch",
} as const;

export const subnet: ResourceType = {
  token: "aws:ec2/subnet:Subnet",
  tagged: true,
  arguments: {
    ...replacing("availabilityZoneId"),
    vpcId: { change: "replace", required: true },
    availabilityZone: { change: "replace", computed: true },
    cidrBlock: { change: "replace", computed: true },
    ipv6CidrBlock: { change: "update" },
    assignIpv6AddressOnCreation: { change: "update", default: false },
    mapPublicIpOnLaunch: { change: "update", default: false },
  },
  outputs: ["arn", "availabilityZoneId", "ipv6CidrBlockAssociationId", "ownerId"],
  check(inputs) {
    if (inputs.availabilityZone === undefined || inputs.availabilityZoneId === undefined) return [];
    return [{ property: "availabilityZoneId", reason: "conflicts with availabilityZone" }];
  },
  async create(inputs, aws) {
    const answer = await aws.ec2.send(
      new CreateSubnetCommand({
        VpcId: requiredText(inputs, "vpcId"),
        CidrBlock: textOf(inputs, "cidrBlock"),
        Ipv6CidrBlock: textOf(inputs, "ipv6CidrBlock"),
        AvailabilityZone: textOf(inputs, "availabilityZone"),
        AvailabilityZoneId: textOf(inputs, "availabilityZoneId"),
        ...ec2Tags("subnet", inputs),
      }),
    );
    return given(answer.Subnet?.SubnetId, "SubnetId");
  },
  async finish(id, inputs, aws) {
    await waitFor(`${id} available`, async () => ((await find(id, aws))?.State === "available" ? true : undefined));
    for (const name of Object.keys(switches) as (keyof typeof switches)[]) {
      if (flagOf(inputs, name)) await setSwitch(id, name, inputs, aws);
    }
  },
  async read(id, aws) {
    const found = await find(id, aws);
    if (found === undefined) return undefined;
    const ipv6 = found.Ipv6CidrBlockAssociationSet?.[0];
    return {
      arn: found.SubnetArn ?? (await arn(aws, "ec2", `subnet/${id}`, found.OwnerId)),
      vpcId: found.VpcId,
      availabilityZone: found.AvailabilityZone,
      availabilityZoneId: found.AvailabilityZoneId,
      cidrBlock: found.CidrBlock ?? "",
      ipv6CidrBlock: ipv6?.Ipv6CidrBlock ?? "",
      ipv6CidrBlockAssociationId: ipv6?.AssociationId ?? "",
      assignIpv6AddressOnCreation: found.AssignIpv6AddressOnCreation ?? false,
      mapPublicIpOnLaunch: found.MapPublicIpOnLaunch ?? false,
      ownerId: found.OwnerId,
      ...tagOutputs(found.Tags),
    };
  },
  async update(update, aws) {
    const { id, inputs, changed, oldOutputs } = update;
    if (changed.has("ipv6CidrBlock")) await setIpv6(id, inputs, oldOutputs, aws);
    for (const name of Object.keys(switches) as (keyof typeof switches)[]) {
      if (changed.has(name)) await setSwitch(id, name, inputs, aws);
    }
    await updateEc2Tags(update, aws);
  },
  async delete(id, aws) {
    await retryWhile(["DependencyViolation"], () => aws.ec2.send(new DeleteSubnetCommand({ SubnetId: id })));
  },
};

async function find(id: string, aws: AwsConnection) {
  const answer = await aws.ec2.send(new DescribeSubnetsCommand({ SubnetIds: [id] }));
  return answer.Subnets?.[0];
}

async function setSwitch(id: string, name: keyof typeof switches, inputs: Properties, aws: AwsConnection) {
  const Value = flagOf(inputs, name) ?? false;
  await aws.ec2.send(new ModifySubnetAttributeCommand({ SubnetId: id, [switches[name]]: { Value } }));
}

async function setIpv6(id: string, inputs: Properties, old: Properties, aws: AwsConnection): Promise<void> {
  const associationId = textOf(old, "ipv6CidrBlockAssociationId");
  if (associationId !== undefined) {
    await aws.ec2.send(new DisassociateSubnetCidrBlockCommand({ AssociationId: associationId }));
  }
  const Ipv6CidrBlock = textOf(inputs, "ipv6CidrBlock");
  if (Ipv6CidrBlock !== undefined) {
    await aws.ec2.send(new AssociateSubnetCidrBlockCommand({ SubnetId: id, Ipv6CidrBlock }));
  }
}
