import {
  CreateVPCAssociationAuthorizationCommand,
  DeleteVPCAssociationAuthorizationCommand,
  ListVPCAssociationAuthorizationsCommand,
  type VPCRegion,
} from "@aws-sdk/client-route-53";
import type { AwsConnection } from "../aws-connection";
import { type Properties, requiredText, textOf } from "../property-values";
import type { ResourceType } from "../resource-type";

/** Made by the account of the zone; the account of the VPC may then associate it. */
export const vpcAssociationAuthorization: ResourceType = {
  token: "aws:route53/vpcAssociationAuthorization:VpcAssociationAuthorization",
  tagged: false,
  global: true,
  arguments: {
    vpcId: { change: "replace", required: true },
    vpcRegion: { change: "replace", computed: true },
    zoneId: { change: "replace", required: true },
  },
  outputs: [],
  async create(inputs, aws) {
    const call = callOf(inputs, aws);
    await aws.route53.send(new CreateVPCAssociationAuthorizationCommand(call));
    return `${call.HostedZoneId}:${call.VPC.VPCId}`;
  },
  async read(id, aws) {
    const [zoneId = "", vpcId = ""] = id.split(":");
    let token: string | undefined;
    do {
      const page = { HostedZoneId: zoneId, ...(token !== undefined && { NextToken: token }) };
      const answer = await aws.route53.send(new ListVPCAssociationAuthorizationsCommand(page));
      const found = answer.VPCs?.find(({ VPCId }) => VPCId === vpcId);
      if (found) return { zoneId, vpcId, vpcRegion: found.VPCRegion ?? aws.region };
      token = answer.NextToken;
    } while (token !== undefined);
    return undefined;
  },
  async known(_id, inputs, aws) {
    const { HostedZoneId, VPC } = callOf(inputs, aws);
    return { zoneId: HostedZoneId, vpcId: VPC.VPCId, vpcRegion: VPC.VPCRegion };
  },
  async delete(_id, aws, state) {
    await aws.route53.send(new DeleteVPCAssociationAuthorizationCommand(callOf(state, aws)));
  },
};

function callOf(properties: Properties, aws: AwsConnection) {
  return {
    HostedZoneId: requiredText(properties, "zoneId"),
    VPC: {
      VPCId: requiredText(properties, "vpcId"),
      VPCRegion: (textOf(properties, "vpcRegion") ?? aws.region) as VPCRegion,
    },
  };
}
