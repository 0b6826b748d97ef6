import {
  AttachVpnGatewayCommand,
  DescribeVpnGatewaysCommand,
  DetachVpnGatewayCommand,
  type VpnGateway,
} from "@aws-sdk/client-ec2";
import type { AwsConnection } from "./aws-connection";
import { waitFor } from "./waiting";

export async function findVpnGateway(id: string, aws: AwsConnection): Promise<VpnGateway | undefined> {
  const answer = await aws.ec2.send(new DescribeVpnGatewaysCommand({ VpnGatewayIds: [id] }));
  const found = answer.VpnGateways?.[0];
  return found?.State === "deleted" ? undefined : found;
}

/** The VPC that it is attached to. */
export function attachedVpc(gateway: VpnGateway | undefined): string | undefined {
  return gateway?.VpcAttachments?.find(({ State }) => State === "attached" || State === "attaching")?.VpcId;
}

export async function attachVpnGateway(VpnGatewayId: string, VpcId: string, aws: AwsConnection): Promise<void> {
  await aws.ec2.send(new AttachVpnGatewayCommand({ VpnGatewayId, VpcId }));
  await waitFor(`${VpnGatewayId} attached`, async () =>
    attachedVpc(await findVpnGateway(VpnGatewayId, aws)) === VpcId ? true : undefined,
  );
}

export async function detachVpnGateway(VpnGatewayId: string, VpcId: string, aws: AwsConnection): Promise<void> {
  await aws.ec2.send(new DetachVpnGatewayCommand({ VpnGatewayId, VpcId }));
  await waitFor(`${VpnGatewayId} detached`, async () =>
    attachedVpc(await findVpnGateway(VpnGatewayId, aws)) === VpcId ? undefined : true,
  );
}
