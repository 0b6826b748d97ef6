import { DescribeSubnetsCommand } from "@aws-sdk/client-ec2";
import { arn } from "../arn";
import type { AwsConnection } from "../aws-connection";
import { blocksOf, type Properties, requiredText, textOf, textsOf } from "../property-values";
import { tagMap } from "../tags";

/** The one subnet that fits; the messages are the real provider's. */
export async function getSubnet(args: Properties, aws: AwsConnection): Promise<Properties> {
  const id = textOf(args, "id");
  const filters = [
    ...blocksOf(args, "filters").map((filter) => ({
      Name: requiredText(filter, "name"),
      Values: textsOf(filter, "values"),
    })),
    ...["availabilityZone", "cidrBlock", "vpcId"].flatMap((name) => {
      const value = textOf(args, name);
      const filterName = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      return value === undefined ? [] : [{ Name: filterName, Values: [value] }];
    }),
  ];
  const answer = await aws.ec2.send(
    new DescribeSubnetsCommand({
      ...(id !== undefined && { SubnetIds: [id] }),
      ...(filters.length > 0 && { Filters: filters }),
    }),
  );
  const [found, ...more] = answer.Subnets ?? [];
  if (found === undefined) throw new Error("no matching EC2 Subnet found");
  if (more.length > 0) throw new Error("multiple EC2 Subnets matched; use additional constraints to reduce matches");
  const subnetId = found.SubnetId ?? "";
  return {
    ...args,
    id: subnetId,
    arn: await arn(aws, "ec2", `subnet/${subnetId}`, found.OwnerId),
    availabilityZone: found.AvailabilityZone ?? "",
    availabilityZoneId: found.AvailabilityZoneId ?? "",
    availableIpAddressCount: found.AvailableIpAddressCount ?? 0,
    cidrBlock: found.CidrBlock ?? "",
    defaultForAz: found.DefaultForAz ?? false,
    ipv6CidrBlock: found.Ipv6CidrBlockAssociationSet?.[0]?.Ipv6CidrBlock ?? "",
    mapPublicIpOnLaunch: found.MapPublicIpOnLaunch ?? false,
    ownerId: found.OwnerId ?? "",
    region: aws.region,
    state: found.State ?? "",
    tags: tagMap(found.Tags),
    vpcId: found.VpcId ?? "",
  };
}
