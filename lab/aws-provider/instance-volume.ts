import { DescribeVolumesCommand, type Instance, type Volume } from "@aws-sdk/client-ec2";
import type { AwsConnection } from "./aws-connection";
import type { Properties } from "./property-values";
import { tagMap } from "./tags";

/** The id of the volume that an instance boots from. */
export function rootVolumeId(instance: Instance): string | undefined {
  const mappings = instance.BlockDeviceMappings ?? [];
  const root = mappings.find(({ DeviceName }) => DeviceName === instance.RootDeviceName) ?? mappings[0];
  return root?.Ebs?.VolumeId;
}

export async function findVolume(id: string, aws: AwsConnection): Promise<Volume | undefined> {
  const answer = await aws.ec2.send(new DescribeVolumesCommand({ VolumeIds: [id] }));
  return answer.Volumes?.[0];
}

/** The argument `rootBlockDevice` as AWS has it. */
export async function rootVolume(instance: Instance, aws: AwsConnection): Promise<Properties> {
  const id = rootVolumeId(instance);
  const volume = id === undefined ? undefined : await findVolume(id, aws);
  if (volume === undefined) return {};
  const mapping = instance.BlockDeviceMappings?.find(({ Ebs }) => Ebs?.VolumeId === id);
  return {
    volumeId: id,
    deviceName: mapping?.DeviceName ?? "",
    deleteOnTermination: mapping?.Ebs?.DeleteOnTermination ?? true,
    encrypted: volume.Encrypted ?? false,
    iops: volume.Iops ?? 0,
    kmsKeyId: volume.KmsKeyId ?? "",
    throughput: volume.Throughput ?? 0,
    volumeSize: volume.Size ?? 0,
    volumeType: volume.VolumeType ?? "",
    tags: tagMap(volume.Tags),
  };
}
