import {
  AssociateVPCWithHostedZoneCommand,
  DisassociateVPCFromHostedZoneCommand,
  GetHostedZoneCommand,
  ListHostedZonesByVPCCommand,
  type VPCRegion,
} from "@aws-sdk/client-route-53";
import type { AwsConnection } from "../aws-connection";
import { isNotFound } from "../aws-error";
import { type Properties, requiredText, textOf } from "../property-values";
import type { ResourceType } from "../resource-type";
import { bareId, waitForInSync } from "../route53-changes";

export const zoneAssociation: ResourceType = {
  token: "aws:route53/zoneAssociation:ZoneAssociation",
  tagged: false,
  global: true,
  arguments: {
    vpcId: { change: "replace", required: true },
    vpcRegion: { change: "replace", computed: true },
    zoneId: { change: "replace", required: true },
  },
  outputs: ["owningAccount"],
  async create(inputs, aws) {
    const vpc = vpcCall(inputs, aws);
    const zoneId = requiredText(inputs, "zoneId");
    const answer = await aws.route53.send(
      new AssociateVPCWithHostedZoneCommand({ HostedZoneId: zoneId, VPC: vpc, Comment: "Managed by Pulumi" }),
    );
    await waitForInSync(answer.ChangeInfo?.Id, aws);
    const region = textOf(inputs, "vpcRegion");
    return [zoneId, vpc.VPCId, ...(region === undefined ? [] : [region])].join(":");
  },
  async read(id, aws, state) {
    const [zoneId = "", vpcId = "", idRegion] = id.split(":");
    const vpcRegion = idRegion ?? textOf(state, "vpcRegion") ?? aws.region;
    const owningAccount = await owner(zoneId, vpcId, vpcRegion, aws);
    return owningAccount === undefined ? undefined : { zoneId, vpcId, vpcRegion, owningAccount };
  },
  async known(_id, inputs, aws) {
    const { VPCId, VPCRegion } = vpcCall(inputs, aws);
    return { zoneId: inputs.zoneId, vpcId: VPCId, vpcRegion: VPCRegion, owningAccount: await aws.accountId() };
  },
  async delete(_id, aws, state) {
    const answer = await aws.route53.send(
      new DisassociateVPCFromHostedZoneCommand({
        HostedZoneId: requiredText(state, "zoneId"),
        VPC: vpcCall(state, aws),
        Comment: "Managed by Pulumi",
      }),
    );
    await waitForInSync(answer.ChangeInfo?.Id, aws);
  },
};

function vpcCall(properties: Properties, aws: AwsConnection): { VPCId: string; VPCRegion: VPCRegion } {
  return {
    VPCId: requiredText(properties, "vpcId"),
    VPCRegion: (textOf(properties, "vpcRegion") ?? aws.region) as VPCRegion,
  };
}

/** The account of the zone, where the association exists; another account's zone cannot be got, only listed. */
async function owner(
  zoneId: string,
  vpcId: string,
  vpcRegion: string,
  aws: AwsConnection,
): Promise<string | undefined> {
  try {
    const zone = await aws.route53.send(new GetHostedZoneCommand({ Id: zoneId }));
    return zone.VPCs?.some(({ VPCId }) => VPCId === vpcId) ? await aws.accountId() : undefined;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    if ((error as Error).name !== "AccessDenied") throw error;
  }
  const VPC = { VPCId: vpcId, VPCRegion: vpcRegion as VPCRegion };
  const zones = await aws.route53.send(new ListHostedZonesByVPCCommand(VPC));
  return zones.HostedZoneSummaries?.find((summary) => bareId(summary.HostedZoneId ?? "") === zoneId)?.Owner
    ?.OwningAccount;
}
