import {
  CreateMountTargetCommand,
  DeleteMountTargetCommand,
  DescribeMountTargetSecurityGroupsCommand,
  DescribeMountTargetsCommand,
  ModifyMountTargetSecurityGroupsCommand,
} from "@aws-sdk/client-efs";
import { arn, given } from "../arn";
import type { AwsConnection } from "../aws-connection";
import { absentWhenGone } from "../aws-error";
import { requiredText, textOf, textsOf } from "../property-values";
import type { ResourceType } from "../resource-type";
import { waitFor } from "../waiting";

export const mountTarget: ResourceType = {
  token: "aws:efs/mountTarget:MountTarget",
  tagged: false,
  // A file system has one in each zone.
  deleteBeforeReplace: true,
  arguments: {
    fileSystemId: { change: "replace", required: true },
    subnetId: { change: "replace", required: true },
    ipAddress: { change: "replace", computed: true },
    securityGroups: { change: "update", computed: true, set: true },
  },
  outputs: [
    "availabilityZoneId",
    "availabilityZoneName",
    "dnsName",
    "fileSystemArn",
    "mountTargetDnsName",
    "networkInterfaceId",
    "ownerId",
  ],
  async create(inputs, aws) {
    const groups = textsOf(inputs, "securityGroups");
    const answer = await aws.efs.send(
      new CreateMountTargetCommand({
        FileSystemId: requiredText(inputs, "fileSystemId"),
        SubnetId: requiredText(inputs, "subnetId"),
        IpAddress: textOf(inputs, "ipAddress"),
        ...(groups.length > 0 ? { SecurityGroups: groups } : {}),
      }),
    );
    return given(answer.MountTargetId, "MountTargetId");
  },
  async finish(id, _inputs, aws) {
    await waitFor(`${id} available`, async () =>
      (await find(id, aws))?.LifeCycleState === "available" ? true : undefined,
    );
  },
  async read(id, aws) {
    const found = await find(id, aws);
    if (found === undefined) return undefined;
    const groups = await aws.efs.send(new DescribeMountTargetSecurityGroupsCommand({ MountTargetId: id }));
    const suffix = aws.partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
    const dnsName = `${found.FileSystemId}.efs.${aws.region}.${suffix}`;
    return {
      fileSystemId: found.FileSystemId,
      fileSystemArn: await arn(aws, "elasticfilesystem", `file-system/${found.FileSystemId}`, found.OwnerId),
      subnetId: found.SubnetId,
      ipAddress: found.IpAddress ?? "",
      securityGroups: groups.SecurityGroups ?? [],
      availabilityZoneId: found.AvailabilityZoneId ?? "",
      availabilityZoneName: found.AvailabilityZoneName ?? "",
      dnsName,
      mountTargetDnsName: `${found.AvailabilityZoneName}.${dnsName}`,
      networkInterfaceId: found.NetworkInterfaceId ?? "",
      ownerId: found.OwnerId ?? "",
    };
  },
  async update({ id, inputs }, aws) {
    const SecurityGroups = textsOf(inputs, "securityGroups");
    await aws.efs.send(new ModifyMountTargetSecurityGroupsCommand({ MountTargetId: id, SecurityGroups }));
  },
  async delete(id, aws) {
    await aws.efs.send(new DeleteMountTargetCommand({ MountTargetId: id }));
    await waitFor(`${id} deleted`, async () => {
      const state = (await absentWhenGone(find(id, aws)))?.LifeCycleState;
      return state === undefined || state === "deleted" ? true : undefined;
    });
  },
};

async function find(id: string, aws: AwsConnection) {
  const answer = await aws.efs.send(new DescribeMountTargetsCommand({ MountTargetId: id }));
  return answer.MountTargets?.[0];
}
