import { createHash } from "node:crypto";
import { requiredText } from "../property-values";
import type { ResourceType } from "../resource-type";
import { attachedVpc, attachVpnGateway, detachVpnGateway, findVpnGateway } from "../vpn-gateways";

export const vpnGatewayAttachment: ResourceType = {
  token: "aws:ec2/vpnGatewayAttachment:VpnGatewayAttachment",
  tagged: false,
  deleteBeforeReplace: true,
  arguments: {
    vpcId: { change: "replace", required: true },
    vpnGatewayId: { change: "replace", required: true },
  },
  outputs: [],
  async create(inputs, aws) {
    const vpcId = requiredText(inputs, "vpcId");
    const vpnGatewayId = requiredText(inputs, "vpnGatewayId");
    await attachVpnGateway(vpnGatewayId, vpcId, aws);
    return `vpn-attachment-${createHash("sha1").update(`${vpcId}-${vpnGatewayId}`).digest("hex").slice(0, 8)}`;
  },
  async read(_id, aws, state) {
    const vpnGatewayId = requiredText(state, "vpnGatewayId");
    const vpcId = attachedVpc(await findVpnGateway(vpnGatewayId, aws));
    return vpcId === undefined ? undefined : { vpcId, vpnGatewayId };
  },
  async delete(_id, aws, state) {
    await detachVpnGateway(requiredText(state, "vpnGatewayId"), requiredText(state, "vpcId"), aws);
  },
};
