import { DescribeInstancesCommand, RunInstancesCommand, TerminateInstancesCommand } from "@aws-sdk/client-ec2";
import { arn, given } from "../arn";
import type { AwsConnection } from "../aws-connection";
import { instanceCall } from "../instance-call";
import { updateInstance } from "../instance-update";
import { rootVolume } from "../instance-volume";
import { blocksOf, flagOf, type PropertyValue, textOf } from "../property-values";
import { type ResourceType, replacing, updating } from "../resource-type";
import { tagOutputs } from "../tags";
import { waitFor } from "../waiting";

const maximumUserDataBytes = 16_384;

export const instance: ResourceType = {
  token: "aws:ec2/instance:Instance",
  tagged: true,
  arguments: {
    ...replacing("networkInterfaces", "primaryNetworkInterface"),
    ...updating("userData", "userDataBase64"),
    ami: { change: "replace", required: true },
    instanceType: { change: "update", required: true },
    availabilityZone: { change: "replace", computed: true },
    subnetId: { change: "replace", computed: true },
    privateIp: { change: "replace", computed: true },
    ipv6AddressCount: { change: "replace", computed: true },
    ipv6Addresses: { change: "replace", computed: true },
    keyName: { change: "replace", computed: true },
    associatePublicIpAddress: { change: "replace", computed: true },
    vpcSecurityGroupIds: { change: "update", computed: true, set: true },
    sourceDestCheck: { change: "update", default: true },
    iamInstanceProfile: { change: "update", computed: true },
    userDataReplaceOnChange: { change: "kept", default: false },
    disableApiTermination: { change: "update", computed: true },
    instanceInitiatedShutdownBehavior: { change: "update", computed: true },
    monitoring: { change: "update", computed: true },
    metadataOptions: {
      change: "update",
      computed: true,
      members: ["httpEndpoint", "httpProtocolIpv6", "httpPutResponseHopLimit", "httpTokens", "instanceMetadataTags"],
    },
    rootBlockDevice: {
      change: "update",
      computed: true,
      members: [
        "deleteOnTermination",
        "encrypted",
        "iops",
        "kmsKeyId",
        "tags",
        "throughput",
        "volumeSize",
        "volumeType",
      ],
    },
    primaryNetworkInterface: { change: "replace", computed: true, members: ["networkInterfaceId"] },
    networkInterfaces: {
      change: "replace",
      computed: true,
      members: ["deleteOnTermination", "deviceIndex", "networkCardIndex", "networkInterfaceId"],
    },
    forceDestroy: { change: "kept", default: false },
  },
  outputs: [
    "arn",
    "instanceState",
    "primaryNetworkInterfaceId",
    "privateDns",
    "publicDns",
    "publicIp",
    "secondaryPrivateIps",
  ],
  check(inputs) {
    const conflicts = ["subnetId", "privateIp", "vpcSecurityGroupIds", "ipv6Addresses", "ipv6AddressCount"];
    const interfaces = ["primaryNetworkInterface", "networkInterfaces"].filter((name) => inputs[name] !== undefined);
    const failures = conflicts
      .filter((name) => interfaces.length > 0 && inputs[name] !== undefined)
      .map((property) => ({ property, reason: `conflicts with ${interfaces[0]}: the interface has it` }));
    if (interfaces.length > 1)
      failures.push({ property: "networkInterfaces", reason: `conflicts with ${interfaces[0]}` });
    if (inputs.userData !== undefined && inputs.userDataBase64 !== undefined) {
      failures.push({ property: "userDataBase64", reason: "conflicts with userData" });
    }
    const bytes = Buffer.byteLength(textOf(inputs, "userData") ?? "");
    if (bytes > maximumUserDataBytes) {
      failures.push({ property: "userData", reason: `expected at most ${maximumUserDataBytes} bytes, got ${bytes}` });
    }
    return failures;
  },
  replaces(argument, inputs, oldInputs) {
    if (argument === "userData" || argument === "userDataBase64")
      return flagOf(inputs, "userDataReplaceOnChange") ?? false;
    if (argument !== "rootBlockDevice") return false;
    const member = (value: PropertyValue | undefined, name: string) =>
      typeof value === "object" ? (value as { [name: string]: PropertyValue | undefined })[name] : undefined;
    return ["encrypted", "kmsKeyId"].some(
      (name) => member(inputs.rootBlockDevice, name) !== member(oldInputs.rootBlockDevice, name),
    );
  },
  async create(inputs, aws) {
    const answer = await aws.ec2.send(new RunInstancesCommand(instanceCall(inputs)));
    return given(answer.Instances?.[0]?.InstanceId, "InstanceId");
  },
  async finish(id, inputs, aws) {
    await waitFor(`${id} running`, async () => {
      const found = await find(id, aws);
      const state = found?.State?.Name;
      if (state === "terminated" || state === "shutting-down") {
        throw new Error(`${id} is ${state}: ${found?.StateReason?.Message ?? "no reason given"}`);
      }
      return state === "running" ? true : undefined;
    });
    const changed = new Set(flagOf(inputs, "sourceDestCheck") === false ? ["sourceDestCheck"] : []);
    await updateInstance({ id, inputs, oldInputs: {}, oldOutputs: {}, changed }, aws);
  },
  async read(id, aws, state) {
    const found = await find(id, aws);
    const stateName = found?.State?.Name;
    if (found === undefined || stateName === "terminated" || stateName === "shutting-down") return undefined;
    const interfaces = found.NetworkInterfaces ?? [];
    const primary = interfaces.find(({ Attachment }) => Attachment?.DeviceIndex === 0) ?? interfaces[0];
    const groups = primary?.Groups ?? found.SecurityGroups ?? [];
    const given = new Set(blocksOf(state, "networkInterfaces").map((block) => textOf(block, "networkInterfaceId")));
    const options = found.MetadataOptions;
    return {
      arn: await arn(aws, "ec2", `instance/${id}`),
      ami: found.ImageId,
      instanceType: found.InstanceType,
      instanceState: stateName,
      availabilityZone: found.Placement?.AvailabilityZone ?? "",
      subnetId: found.SubnetId ?? primary?.SubnetId ?? "",
      privateIp: primary?.PrivateIpAddress ?? found.PrivateIpAddress ?? "",
      privateDns: found.PrivateDnsName || primary?.PrivateDnsName || "",
      publicIp: found.PublicIpAddress ?? "",
      publicDns: found.PublicDnsName ?? "",
      ipv6Addresses: (primary?.Ipv6Addresses ?? []).flatMap(({ Ipv6Address }) => Ipv6Address ?? []),
      ipv6AddressCount: primary?.Ipv6Addresses?.length ?? 0,
      secondaryPrivateIps: (primary?.PrivateIpAddresses ?? [])
        .filter(({ Primary }) => !Primary)
        .flatMap(({ PrivateIpAddress }) => PrivateIpAddress ?? []),
      primaryNetworkInterfaceId: primary?.NetworkInterfaceId ?? "",
      primaryNetworkInterface: {
        networkInterfaceId: primary?.NetworkInterfaceId ?? "",
        deleteOnTermination: primary?.Attachment?.DeleteOnTermination ?? true,
      },
      networkInterfaces: interfaces
        .filter(({ NetworkInterfaceId }) => given.has(NetworkInterfaceId))
        .map((held) => ({
          networkInterfaceId: held.NetworkInterfaceId ?? "",
          deviceIndex: held.Attachment?.DeviceIndex ?? 0,
          networkCardIndex: held.Attachment?.NetworkCardIndex ?? 0,
          deleteOnTermination: held.Attachment?.DeleteOnTermination ?? false,
        })),
      vpcSecurityGroupIds: groups.flatMap(({ GroupId }) => GroupId ?? []),
      sourceDestCheck: found.SourceDestCheck ?? true,
      keyName: found.KeyName ?? "",
      monitoring: found.Monitoring?.State === "enabled",
      iamInstanceProfile: found.IamInstanceProfile?.Arn?.split("/").at(-1) ?? "",
      metadataOptions: {
        httpEndpoint: options?.HttpEndpoint ?? "enabled",
        httpProtocolIpv6: options?.HttpProtocolIpv6 ?? "disabled",
        httpPutResponseHopLimit: options?.HttpPutResponseHopLimit ?? 1,
        httpTokens: options?.HttpTokens ?? "optional",
        instanceMetadataTags: options?.InstanceMetadataTags ?? "disabled",
      },
      rootBlockDevice: await rootVolume(found, aws),
      ...tagOutputs(found.Tags),
    };
  },
  update: (update, aws) => updateInstance(update, aws),
  async delete(id, aws) {
    await aws.ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    await waitFor(`${id} terminated`, async () => {
      const state = (await find(id, aws))?.State?.Name;
      return state === undefined || state === "terminated" ? true : undefined;
    });
  },
};

async function find(id: string, aws: AwsConnection) {
  const answer = await aws.ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
  return answer.Reservations?.[0]?.Instances?.[0];
}
