import { Route } from "@pulumi/aws/ec2/route";
import { VpcPeeringConnection } from "@pulumi/aws/ec2/vpcPeeringConnection";
import { VpnGateway } from "@pulumi/aws/ec2/vpnGateway";
import { VpnGatewayAttachment } from "@pulumi/aws/ec2/vpnGatewayAttachment";
import type * as pulumi from "@pulumi/pulumi";
import type { DemonstrationVpc } from "./demonstration-vpc";

/** Two VPCs joined, with a route each way. */
export function peerVpcs(
  name: string,
  left: DemonstrationVpc,
  right: DemonstrationVpc,
  opts: pulumi.CustomResourceOptions,
): void {
  const peering = new VpcPeeringConnection(
    name,
    { vpcId: left.vpcId, peerVpcId: right.vpcId, autoAccept: true, tags: { Name: name } },
    opts,
  );
  for (const [direction, from, to] of [
    ["there", left, right],
    ["back", right, left],
  ] as const) {
    new Route(
      `${name}-${direction}`,
      {
        routeTableId: from.routeTableId,
        destinationCidrBlock: to.cidrBlock,
        vpcPeeringConnectionId: peering.id,
      },
      opts,
    );
  }
}

/**
 * A VPN gateway with routes to the sites' ranges: the AWS side of a VPN or Direct Connect, whose other side is the
 * user's. IPv6 ranges get no route, because the demonstration's VPCs have none.
 */
export function connectSites(
  name: string,
  vpc: DemonstrationVpc,
  ranges: readonly string[],
  opts: pulumi.CustomResourceOptions,
): void {
  const gateway = new VpnGateway(name, { tags: { Name: name } }, opts);
  const attachment = new VpnGatewayAttachment(name, { vpcId: vpc.vpcId, vpnGatewayId: gateway.id }, opts);
  for (const range of new Set(ranges.filter((range) => !range.includes(":")))) {
    new Route(
      `${name}-${range.replace("/", "-")}`,
      // The attachment's answer, and not the gateway's: a route to a gateway that is not attached is refused.
      { routeTableId: vpc.routeTableId, destinationCidrBlock: range, gatewayId: attachment.vpnGatewayId },
      opts,
    );
  }
}
