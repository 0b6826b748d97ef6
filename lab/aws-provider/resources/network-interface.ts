import {
  AssignIpv6AddressesCommand,
  AssignPrivateIpAddressesCommand,
  CreateNetworkInterfaceCommand,
  DeleteNetworkInterfaceCommand,
  DescribeNetworkInterfacesCommand,
  ModifyNetworkInterfaceAttributeCommand,
  type NetworkInterfaceCreationType,
  UnassignIpv6AddressesCommand,
  UnassignPrivateIpAddressesCommand,
} from "@aws-sdk/client-ec2";
import { arn, given } from "../arn";
import type { AwsConnection } from "../aws-connection";
import { flagOf, numberOf, type Properties, requiredText, textOf, textsOf } from "../property-values";
import type { ResourceType, Update } from "../resource-type";
import { ec2Tags, tagOutputs, updateEc2Tags } from "../tags";
import { retryWhile, waitFor } from "../waiting";

export const networkInterface: ResourceType = {
  token: "aws:ec2/networkInterface:NetworkInterface",
  tagged: true,
  arguments: {
    subnetId: { change: "replace", required: true },
    description: { change: "update" },
    interfaceType: { change: "replace", computed: true },
    privateIp: { change: "replace", computed: true },
    privateIps: { change: "update", computed: true, set: true },
    securityGroups: { change: "update", computed: true, set: true },
    sourceDestCheck: { change: "update", default: true },
    ipv6Addresses: { change: "update", computed: true, set: true },
    ipv6AddressCount: { change: "replace", computed: true },
  },
  outputs: ["arn", "attachments", "macAddress", "outpostArn", "ownerId", "privateDnsName", "privateIpsCount"],
  check(inputs) {
    if (inputs.ipv6Addresses === undefined || inputs.ipv6AddressCount === undefined) return [];
    return [{ property: "ipv6AddressCount", reason: "conflicts with ipv6Addresses" }];
  },
  // The first address cannot be changed: another one means another interface.
  replaces: (argument, inputs, oldInputs) =>
    argument === "privateIps" && !textsOf(inputs, "privateIps").includes(textsOf(oldInputs, "privateIps")[0] ?? ""),
  async create(inputs, aws) {
    const addresses = textsOf(inputs, "privateIps");
    const groups = textsOf(inputs, "securityGroups");
    const ipv6 = textsOf(inputs, "ipv6Addresses");
    const answer = await aws.ec2.send(
      new CreateNetworkInterfaceCommand({
        SubnetId: requiredText(inputs, "subnetId"),
        Description: textOf(inputs, "description"),
        InterfaceType: textOf(inputs, "interfaceType") as NetworkInterfaceCreationType | undefined,
        ...(groups.length > 0 ? { Groups: groups } : {}),
        ...addressCall(addresses, textOf(inputs, "privateIp")),
        ...(ipv6.length > 0 ? { Ipv6Addresses: ipv6.map((Ipv6Address) => ({ Ipv6Address })) } : {}),
        Ipv6AddressCount: numberOf(inputs, "ipv6AddressCount"),
        ...ec2Tags("network-interface", inputs),
      }),
    );
    return given(answer.NetworkInterface?.NetworkInterfaceId, "NetworkInterfaceId");
  },
  async finish(id, inputs, aws) {
    await waitFor(`${id} available`, async () => ((await find(id, aws))?.Status === "available" ? true : undefined));
    if (flagOf(inputs, "sourceDestCheck") === false) await setSourceDestCheck(id, inputs, aws);
  },
  async read(id, aws) {
    const found = await find(id, aws);
    if (found === undefined) return undefined;
    const addresses = [...(found.PrivateIpAddresses ?? [])].sort((a, b) => Number(b.Primary) - Number(a.Primary));
    const privateIps = addresses.flatMap(({ PrivateIpAddress }) => PrivateIpAddress ?? []);
    const ipv6Addresses = (found.Ipv6Addresses ?? []).flatMap(({ Ipv6Address }) => Ipv6Address ?? []);
    const attachment = found.Attachment;
    return {
      arn: await arn(aws, "ec2", `network-interface/${id}`, found.OwnerId),
      attachments:
        attachment?.InstanceId === undefined
          ? []
          : [
              {
                attachmentId: attachment.AttachmentId ?? "",
                deviceIndex: attachment.DeviceIndex ?? 0,
                instance: attachment.InstanceId,
              },
            ],
      description: found.Description ?? "",
      interfaceType: found.InterfaceType ?? "interface",
      ipv6AddressCount: ipv6Addresses.length,
      ipv6Addresses,
      macAddress: found.MacAddress ?? "",
      outpostArn: found.OutpostArn ?? "",
      ownerId: found.OwnerId,
      privateDnsName: found.PrivateDnsName ?? "",
      privateIp: found.PrivateIpAddress,
      privateIps,
      privateIpsCount: Math.max(0, privateIps.length - 1),
      securityGroups: (found.Groups ?? []).flatMap(({ GroupId }) => GroupId ?? []),
      sourceDestCheck: found.SourceDestCheck ?? true,
      subnetId: found.SubnetId,
      ...tagOutputs(found.TagSet),
    };
  },
  async update(update, aws) {
    const { id, inputs, changed } = update;
    if (changed.has("privateIps")) await changePrivateIps(update, aws);
    if (changed.has("ipv6Addresses")) await changeIpv6Addresses(update, aws);
    if (changed.has("securityGroups")) {
      await modify(id, { Groups: textsOf(inputs, "securityGroups") }, aws);
    }
    if (changed.has("description"))
      await modify(id, { Description: { Value: textOf(inputs, "description") ?? "" } }, aws);
    if (changed.has("sourceDestCheck")) await setSourceDestCheck(id, inputs, aws);
    await updateEc2Tags(update, aws);
  },
  async delete(id, aws) {
    // An instance that was just terminated may hold it a moment longer.
    await retryWhile(["InvalidParameterValue", "InvalidNetworkInterface.InUse"], () =>
      aws.ec2.send(new DeleteNetworkInterfaceCommand({ NetworkInterfaceId: id })),
    );
  },
};

async function find(id: string, aws: AwsConnection) {
  const answer = await aws.ec2.send(new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: [id] }));
  return answer.NetworkInterfaces?.[0];
}

function addressCall(addresses: readonly string[], single: string | undefined) {
  if (addresses.length === 0) return single === undefined ? {} : { PrivateIpAddress: single };
  return {
    PrivateIpAddresses: addresses.map((PrivateIpAddress, index) => ({ PrivateIpAddress, Primary: index === 0 })),
  };
}

async function modify(id: string, change: object, aws: AwsConnection): Promise<void> {
  await aws.ec2.send(new ModifyNetworkInterfaceAttributeCommand({ NetworkInterfaceId: id, ...change }));
}

async function setSourceDestCheck(id: string, inputs: Properties, aws: AwsConnection): Promise<void> {
  await modify(id, { SourceDestCheck: { Value: flagOf(inputs, "sourceDestCheck") ?? true } }, aws);
}

async function changePrivateIps({ id, inputs, oldOutputs }: Update, aws: AwsConnection): Promise<void> {
  const now = textsOf(inputs, "privateIps");
  const old = textsOf(oldOutputs, "privateIps");
  const gone = old.filter((address) => !now.includes(address));
  const added = now.filter((address) => !old.includes(address));
  const NetworkInterfaceId = id;
  if (gone.length > 0) {
    await aws.ec2.send(new UnassignPrivateIpAddressesCommand({ NetworkInterfaceId, PrivateIpAddresses: gone }));
  }
  if (added.length > 0) {
    await aws.ec2.send(new AssignPrivateIpAddressesCommand({ NetworkInterfaceId, PrivateIpAddresses: added }));
  }
}

async function changeIpv6Addresses({ id, inputs, oldOutputs }: Update, aws: AwsConnection): Promise<void> {
  const now = textsOf(inputs, "ipv6Addresses");
  const old = textsOf(oldOutputs, "ipv6Addresses");
  const gone = old.filter((address) => !now.includes(address));
  const added = now.filter((address) => !old.includes(address));
  const NetworkInterfaceId = id;
  if (gone.length > 0) {
    await aws.ec2.send(new UnassignIpv6AddressesCommand({ NetworkInterfaceId, Ipv6Addresses: gone }));
  }
  if (added.length > 0) {
    await aws.ec2.send(new AssignIpv6AddressesCommand({ NetworkInterfaceId, Ipv6Addresses: added }));
  }
}
