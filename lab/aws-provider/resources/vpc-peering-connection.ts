import {
  AcceptVpcPeeringConnectionCommand,
  CreateVpcPeeringConnectionCommand,
  DeleteVpcPeeringConnectionCommand,
  DescribeVpcPeeringConnectionsCommand,
  ModifyVpcPeeringConnectionOptionsCommand,
} from "@aws-sdk/client-ec2";
import { given } from "../arn";
import type { AwsConnection } from "../aws-connection";
import { blockOf, flagOf, type Properties, requiredText, textOf } from "../property-values";
import type { ResourceType } from "../resource-type";
import { ec2Tags, tagOutputs, updateEc2Tags } from "../tags";
import { waitFor } from "../waiting";

const optionMembers = ["allowRemoteVpcDnsResolution"];

export const vpcPeeringConnection: ResourceType = {
  token: "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
  tagged: true,
  arguments: {
    vpcId: { change: "replace", required: true },
    peerVpcId: { change: "replace", required: true },
    peerOwnerId: { change: "replace", computed: true },
    peerRegion: { change: "replace", computed: true },
    autoAccept: { change: "update" },
    accepter: { change: "update", computed: true, members: optionMembers },
    requester: { change: "update", computed: true, members: optionMembers },
  },
  outputs: ["acceptStatus"],
  check(inputs) {
    if (inputs.peerRegion === undefined || inputs.autoAccept !== true) return [];
    return [{ property: "autoAccept", reason: "`peerRegion` cannot be set whilst `autoAccept` is true" }];
  },
  async create(inputs, aws) {
    const answer = await aws.ec2.send(
      new CreateVpcPeeringConnectionCommand({
        VpcId: requiredText(inputs, "vpcId"),
        PeerVpcId: requiredText(inputs, "peerVpcId"),
        PeerOwnerId: textOf(inputs, "peerOwnerId"),
        PeerRegion: textOf(inputs, "peerRegion"),
        ...ec2Tags("vpc-peering-connection", inputs),
      }),
    );
    return given(answer.VpcPeeringConnection?.VpcPeeringConnectionId, "VpcPeeringConnectionId");
  },
  async finish(id, inputs, aws) {
    await waitFor(`${id} pending or active`, async () => {
      const code = (await find(id, aws))?.Status?.Code;
      if (code === "failed" || code === "rejected") throw new Error(`${id} is ${code}`);
      return code === "pending-acceptance" || code === "active" ? true : undefined;
    });
    if (flagOf(inputs, "autoAccept")) await accept(id, aws);
    await setOptions(id, inputs, aws);
  },
  async read(id, aws) {
    const found = await find(id, aws);
    const code = found?.Status?.Code;
    if (found === undefined || code === "deleted" || code === "failed" || code === "rejected") return undefined;
    return {
      vpcId: found.RequesterVpcInfo?.VpcId,
      peerVpcId: found.AccepterVpcInfo?.VpcId,
      peerOwnerId: found.AccepterVpcInfo?.OwnerId,
      peerRegion: found.AccepterVpcInfo?.Region ?? aws.region,
      acceptStatus: code,
      accepter: options(found.AccepterVpcInfo?.PeeringOptions),
      requester: options(found.RequesterVpcInfo?.PeeringOptions),
      ...tagOutputs(found.Tags),
    };
  },
  async update(update, aws) {
    const { id, inputs, changed } = update;
    if (flagOf(inputs, "autoAccept") && (await find(id, aws))?.Status?.Code === "pending-acceptance") {
      await accept(id, aws);
    }
    if (changed.has("accepter") || changed.has("requester")) await setOptions(id, inputs, aws);
    await updateEc2Tags(update, aws);
  },
  async delete(id, aws) {
    await aws.ec2.send(new DeleteVpcPeeringConnectionCommand({ VpcPeeringConnectionId: id }));
    await waitFor(`${id} deleted`, async () => {
      const code = (await find(id, aws))?.Status?.Code;
      return code === undefined || code === "deleted" ? true : undefined;
    });
  },
};

async function find(id: string, aws: AwsConnection) {
  const answer = await aws.ec2.send(new DescribeVpcPeeringConnectionsCommand({ VpcPeeringConnectionIds: [id] }));
  return answer.VpcPeeringConnections?.[0];
}

async function accept(id: string, aws: AwsConnection): Promise<void> {
  await aws.ec2.send(new AcceptVpcPeeringConnectionCommand({ VpcPeeringConnectionId: id }));
  await waitFor(`${id} active`, async () => ((await find(id, aws))?.Status?.Code === "active" ? true : undefined));
}

async function setOptions(id: string, inputs: Properties, aws: AwsConnection): Promise<void> {
  const accepter = blockOf(inputs, "accepter");
  const requester = blockOf(inputs, "requester");
  if (accepter === undefined && requester === undefined) return;
  const call = (block: Properties) => ({
    AllowDnsResolutionFromRemoteVpc: flagOf(block, "allowRemoteVpcDnsResolution") ?? false,
  });
  await aws.ec2.send(
    new ModifyVpcPeeringConnectionOptionsCommand({
      VpcPeeringConnectionId: id,
      ...(accepter === undefined ? {} : { AccepterPeeringConnectionOptions: call(accepter) }),
      ...(requester === undefined ? {} : { RequesterPeeringConnectionOptions: call(requester) }),
    }),
  );
}

function options(given: { AllowDnsResolutionFromRemoteVpc?: boolean | undefined } | undefined): Properties {
  return { allowRemoteVpcDnsResolution: given?.AllowDnsResolutionFromRemoteVpc ?? false };
}
