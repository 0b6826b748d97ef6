import { randomUUID } from "node:crypto";
import {
  CreateFileSystemCommand,
  DeleteFileSystemCommand,
  DescribeFileSystemsCommand,
  type PerformanceMode,
  TagResourceCommand,
  type ThroughputMode,
  UntagResourceCommand,
  UpdateFileSystemCommand,
} from "@aws-sdk/client-efs";
import { arn, given } from "../arn";
import type { AwsConnection } from "../aws-connection";
import { absentWhenGone } from "../aws-error";
import { flagOf, numberOf, textOf } from "../property-values";
import { type ResourceType, replacing } from "../resource-type";
import { tagChange, tagList, tagOutputs } from "../tags";
import { waitFor } from "../waiting";

export const fileSystem: ResourceType = {
  token: "aws:efs/fileSystem:FileSystem",
  tagged: true,
  arguments: {
    ...replacing("availabilityZoneName"),
    creationToken: { change: "replace", computed: true },
    encrypted: { change: "replace", computed: true },
    kmsKeyId: { change: "replace", computed: true },
    performanceMode: { change: "replace", computed: true },
    provisionedThroughputInMibps: { change: "update" },
    throughputMode: { change: "update", default: "bursting" },
  },
  outputs: ["arn", "availabilityZoneId", "dnsName", "name", "numberOfMountTargets", "ownerId", "sizeInBytes"],
  async create(inputs, aws) {
    const answer = await aws.efs.send(
      new CreateFileSystemCommand({
        CreationToken: textOf(inputs, "creationToken") ?? `terraform-${randomUUID()}`,
        AvailabilityZoneName: textOf(inputs, "availabilityZoneName"),
        Encrypted: flagOf(inputs, "encrypted"),
        KmsKeyId: textOf(inputs, "kmsKeyId"),
        PerformanceMode: textOf(inputs, "performanceMode") as PerformanceMode,
        ProvisionedThroughputInMibps: numberOf(inputs, "provisionedThroughputInMibps"),
        ThroughputMode: textOf(inputs, "throughputMode") as ThroughputMode,
        ...(tagList(inputs).length > 0 ? { Tags: tagList(inputs) } : {}),
      }),
    );
    return given(answer.FileSystemId, "FileSystemId");
  },
  async finish(id, _inputs, aws) {
    await waitFor(`${id} available`, async () =>
      (await find(id, aws))?.LifeCycleState === "available" ? true : undefined,
    );
  },
  async read(id, aws) {
    const found = await find(id, aws);
    if (found === undefined) return undefined;
    const size = found.SizeInBytes;
    const suffix = aws.partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
    return {
      arn: found.FileSystemArn ?? (await arn(aws, "elasticfilesystem", `file-system/${id}`, found.OwnerId)),
      availabilityZoneId: found.AvailabilityZoneId ?? "",
      availabilityZoneName: found.AvailabilityZoneName ?? "",
      creationToken: found.CreationToken,
      dnsName: `${id}.efs.${aws.region}.${suffix}`,
      encrypted: found.Encrypted ?? false,
      kmsKeyId: found.KmsKeyId ?? "",
      name: found.Name ?? "",
      numberOfMountTargets: found.NumberOfMountTargets ?? 0,
      ownerId: found.OwnerId,
      performanceMode: found.PerformanceMode ?? "generalPurpose",
      provisionedThroughputInMibps: found.ProvisionedThroughputInMibps,
      sizeInBytes: [
        { value: size?.Value ?? 0, valueInIa: size?.ValueInIA ?? 0, valueInStandard: size?.ValueInStandard ?? 0 },
      ],
      throughputMode: found.ThroughputMode ?? "bursting",
      ...tagOutputs(found.Tags),
    };
  },
  async update(update, aws) {
    const { id, inputs, changed } = update;
    if (changed.has("throughputMode") || changed.has("provisionedThroughputInMibps")) {
      await aws.efs.send(
        new UpdateFileSystemCommand({
          FileSystemId: id,
          ThroughputMode: textOf(inputs, "throughputMode") as ThroughputMode,
          ProvisionedThroughputInMibps: numberOf(inputs, "provisionedThroughputInMibps"),
        }),
      );
    }
    const tags = tagChange(update);
    if (tags !== undefined && tags.remove.length > 0) {
      await aws.efs.send(new UntagResourceCommand({ ResourceId: id, TagKeys: [...tags.remove] }));
    }
    if (tags !== undefined && tags.set.length > 0) {
      await aws.efs.send(new TagResourceCommand({ ResourceId: id, Tags: [...tags.set] }));
    }
  },
  async delete(id, aws) {
    await aws.efs.send(new DeleteFileSystemCommand({ FileSystemId: id }));
    await waitFor(`${id} deleted`, async () => {
      const state = (await absentWhenGone(find(id, aws)))?.LifeCycleState;
      return state === undefined || state === "deleted" ? true : undefined;
    });
  },
};

async function find(id: string, aws: AwsConnection) {
  const answer = await aws.efs.send(new DescribeFileSystemsCommand({ FileSystemId: id }));
  return answer.FileSystems?.[0];
}
