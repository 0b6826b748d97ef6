import type { _InstanceType, RunInstancesCommandInput, ShutdownBehavior, VolumeType } from "@aws-sdk/client-ec2";
import { blockOf, blocksOf, flagOf, numberOf, type Properties, requiredText, textOf, textsOf } from "./property-values";
import { ec2Tags } from "./tags";

/** The name of the root volume in the images that we know. */
export const rootDeviceName = "/dev/xvda";

/** The call that makes an instance. */
export function instanceCall(inputs: Properties): RunInstancesCommandInput {
  const groups = textsOf(inputs, "vpcSecurityGroupIds");
  const ipv6 = textsOf(inputs, "ipv6Addresses");
  const interfaces = interfaceCalls(inputs);
  const profile = textOf(inputs, "iamInstanceProfile");
  const zone = textOf(inputs, "availabilityZone");
  const root = blockOf(inputs, "rootBlockDevice");
  return {
    MinCount: 1,
    MaxCount: 1,
    ImageId: requiredText(inputs, "ami"),
    InstanceType: requiredText(inputs, "instanceType") as _InstanceType,
    KeyName: textOf(inputs, "keyName"),
    UserData: userDataBase64(inputs),
    DisableApiTermination: flagOf(inputs, "disableApiTermination"),
    InstanceInitiatedShutdownBehavior: textOf(inputs, "instanceInitiatedShutdownBehavior") as ShutdownBehavior,
    MetadataOptions: metadataCall(inputs),
    ...(profile === undefined
      ? {}
      : { IamInstanceProfile: profile.startsWith("arn:") ? { Arn: profile } : { Name: profile } }),
    ...(zone === undefined ? {} : { Placement: { AvailabilityZone: zone } }),
    ...(flagOf(inputs, "monitoring") ? { Monitoring: { Enabled: true } } : {}),
    ...(root === undefined ? {} : { BlockDeviceMappings: [rootCall(root)] }),
    ...(interfaces.length > 0
      ? { NetworkInterfaces: interfaces }
      : {
          SubnetId: textOf(inputs, "subnetId"),
          PrivateIpAddress: textOf(inputs, "privateIp"),
          Ipv6AddressCount: numberOf(inputs, "ipv6AddressCount"),
          ...(groups.length > 0 ? { SecurityGroupIds: groups } : {}),
          ...(ipv6.length > 0 ? { Ipv6Addresses: ipv6.map((Ipv6Address) => ({ Ipv6Address })) } : {}),
        }),
    TagSpecifications: [
      ...(ec2Tags("instance", inputs).TagSpecifications ?? []),
      ...(root === undefined ? [] : (ec2Tags("volume", root).TagSpecifications ?? [])),
    ],
  };
}

function interfaceCalls(inputs: Properties): NonNullable<RunInstancesCommandInput["NetworkInterfaces"]> {
  const primary = blockOf(inputs, "primaryNetworkInterface");
  if (primary !== undefined) {
    return [{ DeviceIndex: 0, NetworkInterfaceId: requiredText(primary, "networkInterfaceId") }];
  }
  const given = blocksOf(inputs, "networkInterfaces");
  if (given.length > 0) {
    return given.map((block) => ({
      DeviceIndex: numberOf(block, "deviceIndex") ?? 0,
      NetworkCardIndex: numberOf(block, "networkCardIndex"),
      NetworkInterfaceId: textOf(block, "networkInterfaceId"),
      DeleteOnTermination: flagOf(block, "deleteOnTermination") ?? false,
    }));
  }
  const publicAddress = flagOf(inputs, "associatePublicIpAddress");
  if (publicAddress === undefined) return [];
  const groups = textsOf(inputs, "vpcSecurityGroupIds");
  // AWS takes this argument only as the interface's.
  return [
    {
      DeviceIndex: 0,
      AssociatePublicIpAddress: publicAddress,
      SubnetId: textOf(inputs, "subnetId"),
      PrivateIpAddress: textOf(inputs, "privateIp"),
      ...(groups.length > 0 ? { Groups: groups } : {}),
    },
  ];
}

/** What is base64 already is not encoded again: the real provider's rule. */
export function userDataBase64(inputs: Properties): string | undefined {
  const encoded = textOf(inputs, "userDataBase64");
  if (encoded !== undefined) return encoded;
  const text = textOf(inputs, "userData");
  if (text === undefined) return undefined;
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? text : Buffer.from(text).toString("base64");
}

export function metadataCall(inputs: Properties): NonNullable<RunInstancesCommandInput["MetadataOptions"]> | undefined {
  const options = blockOf(inputs, "metadataOptions");
  if (options === undefined) return undefined;
  return {
    HttpEndpoint: (textOf(options, "httpEndpoint") ?? "enabled") as "enabled",
    HttpTokens: textOf(options, "httpTokens") as "required" | undefined,
    HttpPutResponseHopLimit: numberOf(options, "httpPutResponseHopLimit"),
    HttpProtocolIpv6: textOf(options, "httpProtocolIpv6") as "enabled" | undefined,
    InstanceMetadataTags: textOf(options, "instanceMetadataTags") as "enabled" | undefined,
  };
}

function rootCall(root: Properties) {
  return {
    DeviceName: rootDeviceName,
    Ebs: {
      DeleteOnTermination: flagOf(root, "deleteOnTermination") ?? true,
      Encrypted: flagOf(root, "encrypted"),
      Iops: numberOf(root, "iops"),
      KmsKeyId: textOf(root, "kmsKeyId"),
      Throughput: numberOf(root, "throughput"),
      VolumeSize: numberOf(root, "volumeSize"),
      VolumeType: textOf(root, "volumeType") as VolumeType,
    },
  };
}
