import { CreateVpnGatewayCommand, DeleteVpnGatewayCommand } from "@aws-sdk/client-ec2";
import { arn, given } from "../arn";
import { numberOf, textOf } from "../property-values";
import { type ResourceType, replacing } from "../resource-type";
import { ec2Tags, tagOutputs, updateEc2Tags } from "../tags";
import { attachedVpc, attachVpnGateway, detachVpnGateway, findVpnGateway } from "../vpn-gateways";

export const vpnGateway: ResourceType = {
  token: "aws:ec2/vpnGateway:VpnGateway",
  tagged: true,
  arguments: {
    ...replacing("availabilityZone"),
    amazonSideAsn: { change: "replace", computed: true },
    vpcId: { change: "update", computed: true },
  },
  outputs: ["arn"],
  async create(inputs, aws) {
    const answer = await aws.ec2.send(
      new CreateVpnGatewayCommand({
        Type: "ipsec.1",
        AmazonSideAsn: numberOf(inputs, "amazonSideAsn"),
        AvailabilityZone: textOf(inputs, "availabilityZone"),
        ...ec2Tags("vpn-gateway", inputs),
      }),
    );
    return given(answer.VpnGateway?.VpnGatewayId, "VpnGatewayId");
  },
  async finish(id, inputs, aws) {
    const vpcId = textOf(inputs, "vpcId");
    if (vpcId !== undefined) await attachVpnGateway(id, vpcId, aws);
  },
  async read(id, aws) {
    const found = await findVpnGateway(id, aws);
    if (found === undefined) return undefined;
    return {
      arn: await arn(aws, "ec2", `vpn-gateway/${id}`),
      amazonSideAsn: String(found.AmazonSideAsn ?? 64512),
      availabilityZone: found.AvailabilityZone ?? "",
      vpcId: attachedVpc(found) ?? "",
      ...tagOutputs(found.Tags),
    };
  },
  async update(update, aws) {
    const { id, inputs, changed, oldOutputs } = update;
    if (changed.has("vpcId")) {
      const before = textOf(oldOutputs, "vpcId");
      if (before !== undefined) await detachVpnGateway(id, before, aws);
      const now = textOf(inputs, "vpcId");
      if (now !== undefined) await attachVpnGateway(id, now, aws);
    }
    await updateEc2Tags(update, aws);
  },
  async delete(id, aws) {
    const attached = attachedVpc(await findVpnGateway(id, aws));
    if (attached !== undefined) await detachVpnGateway(id, attached, aws);
    await aws.ec2.send(new DeleteVpnGatewayCommand({ VpnGatewayId: id }));
  },
};
