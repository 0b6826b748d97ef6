import type {
  _InstanceType,
  LaunchTemplateInstanceNetworkInterfaceSpecificationRequest,
  RequestLaunchTemplateData,
  ResponseLaunchTemplateData,
  ShutdownBehavior,
  ResourceType as TaggedType,
  VolumeType,
} from "@aws-sdk/client-ec2";
import { metadataCall } from "./instance-call";
import {
  blockOf,
  blocksOf,
  flagOf,
  numberOf,
  type Properties,
  type PropertyValue,
  requiredText,
  textOf,
  textsOf,
} from "./property-values";
import { tagList, tagMap } from "./tags";

/** What a version of a launch template says, of the arguments of the resource. */
export function templateData(inputs: Properties): RequestLaunchTemplateData {
  const profile = blockOf(inputs, "iamInstanceProfile");
  const monitoring = blockOf(inputs, "monitoring");
  const groups = textsOf(inputs, "vpcSecurityGroupIds");
  return {
    ImageId: textOf(inputs, "imageId"),
    InstanceType: textOf(inputs, "instanceType") as _InstanceType | undefined,
    KeyName: textOf(inputs, "keyName"),
    UserData: textOf(inputs, "userData"),
    EbsOptimized: flagOf(inputs, "ebsOptimized"),
    DisableApiStop: flagOf(inputs, "disableApiStop"),
    DisableApiTermination: flagOf(inputs, "disableApiTermination"),
    InstanceInitiatedShutdownBehavior: textOf(inputs, "instanceInitiatedShutdownBehavior") as
      | ShutdownBehavior
      | undefined,
    ...(profile && { IamInstanceProfile: { Arn: textOf(profile, "arn"), Name: textOf(profile, "name") } }),
    ...(monitoring && { Monitoring: { Enabled: flagOf(monitoring, "enabled") } }),
    ...(groups.length > 0 && { SecurityGroupIds: groups }),
    MetadataOptions: metadataCall(inputs),
    ...listed("BlockDeviceMappings", blocksOf(inputs, "blockDeviceMappings").map(deviceCall)),
    ...listed("NetworkInterfaces", blocksOf(inputs, "networkInterfaces").map(interfaceCall)),
    ...listed(
      "TagSpecifications",
      blocksOf(inputs, "tagSpecifications").map((block) => ({
        ResourceType: requiredText(block, "resourceType") as TaggedType,
        Tags: tagList(block),
      })),
    ),
  };
}

function listed<Name extends string, Value>(name: Name, values: Value[]): { [name in Name]?: Value[] } {
  return (values.length === 0 ? {} : { [name]: values }) as { [name in Name]?: Value[] };
}

function deviceCall(block: Properties) {
  const ebs = blockOf(block, "ebs");
  return {
    DeviceName: textOf(block, "deviceName"),
    ...(ebs && {
      Ebs: {
        DeleteOnTermination: flagOf(ebs, "deleteOnTermination"),
        Encrypted: flagOf(ebs, "encrypted"),
        Iops: numberOf(ebs, "iops"),
        KmsKeyId: textOf(ebs, "kmsKeyId"),
        SnapshotId: textOf(ebs, "snapshotId"),
        Throughput: numberOf(ebs, "throughput"),
        VolumeSize: numberOf(ebs, "volumeSize"),
        VolumeType: textOf(ebs, "volumeType") as VolumeType | undefined,
      },
    }),
  };
}

function interfaceCall(block: Properties): LaunchTemplateInstanceNetworkInterfaceSpecificationRequest {
  const groups = textsOf(block, "securityGroups");
  return {
    DeviceIndex: numberOf(block, "deviceIndex") ?? 0,
    NetworkInterfaceId: textOf(block, "networkInterfaceId"),
    DeleteOnTermination: flagOf(block, "deleteOnTermination"),
    AssociatePublicIpAddress: flagOf(block, "associatePublicIpAddress"),
    Description: textOf(block, "description"),
    PrivateIpAddress: textOf(block, "privateIpAddress"),
    SubnetId: textOf(block, "subnetId"),
    ...(groups.length > 0 && { Groups: groups }),
  };
}

/** The arguments that a version was made of; absent members are those that it does not say. */
export function templateArguments(data: ResponseLaunchTemplateData): Properties {
  const options = data.MetadataOptions;
  const profile = data.IamInstanceProfile;
  return {
    imageId: data.ImageId ?? "",
    instanceType: data.InstanceType ?? "",
    keyName: data.KeyName ?? "",
    userData: data.UserData ?? "",
    ebsOptimized: flagText(data.EbsOptimized) ?? "",
    disableApiStop: data.DisableApiStop ?? false,
    disableApiTermination: data.DisableApiTermination ?? false,
    instanceInitiatedShutdownBehavior: data.InstanceInitiatedShutdownBehavior ?? "",
    vpcSecurityGroupIds: data.SecurityGroupIds ?? [],
    ...(profile && { iamInstanceProfile: stated({ arn: profile.Arn, name: profile.Name }) }),
    ...(data.Monitoring && { monitoring: { enabled: data.Monitoring.Enabled ?? false } }),
    ...(options && {
      metadataOptions: stated({
        httpEndpoint: options.HttpEndpoint,
        httpProtocolIpv6: options.HttpProtocolIpv6,
        httpPutResponseHopLimit: options.HttpPutResponseHopLimit,
        httpTokens: options.HttpTokens,
        instanceMetadataTags: options.InstanceMetadataTags,
      }),
    }),
    blockDeviceMappings: (data.BlockDeviceMappings ?? []).map(({ DeviceName, Ebs }) =>
      stated({
        deviceName: DeviceName,
        ebs:
          Ebs &&
          stated({
            deleteOnTermination: flagText(Ebs.DeleteOnTermination),
            encrypted: flagText(Ebs.Encrypted),
            iops: Ebs.Iops,
            kmsKeyId: Ebs.KmsKeyId,
            snapshotId: Ebs.SnapshotId,
            throughput: Ebs.Throughput,
            volumeSize: Ebs.VolumeSize,
            volumeType: Ebs.VolumeType,
          }),
      }),
    ),
    networkInterfaces: (data.NetworkInterfaces ?? []).map((each) =>
      stated({
        deviceIndex: each.DeviceIndex ?? 0,
        networkInterfaceId: each.NetworkInterfaceId,
        deleteOnTermination: flagText(each.DeleteOnTermination),
        associatePublicIpAddress: flagText(each.AssociatePublicIpAddress),
        description: each.Description,
        privateIpAddress: each.PrivateIpAddress,
        subnetId: each.SubnetId,
        securityGroups: each.Groups?.length ? each.Groups : undefined,
      }),
    ),
    tagSpecifications: (data.TagSpecifications ?? []).map(({ ResourceType, Tags }) => ({
      resourceType: ResourceType ?? "",
      tags: tagMap(Tags),
    })),
  };
}

/** These arguments are texts, so that "not said" is not `false`. */
function flagText(value: boolean | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

function stated(members: { readonly [name: string]: PropertyValue | undefined }): PropertyValue {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as PropertyValue;
}
