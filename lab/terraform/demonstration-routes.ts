import { Route } from "@cdktf/provider-aws/lib/route";
import { VpcPeeringConnection } from "@cdktf/provider-aws/lib/vpc-peering-connection";
import { VpnGateway } from "@cdktf/provider-aws/lib/vpn-gateway";
import { VpnGatewayAttachment } from "@cdktf/provider-aws/lib/vpn-gateway-attachment";
import type { Construct } from "constructs";
import type { DemonstrationVpc } from "./demonstration-vpc";

/** Two VPCs joined, with a route each way. */
export function peerVpcs(scope: Construct, name: string, left: DemonstrationVpc, right: DemonstrationVpc): void {
  const peering = new VpcPeeringConnection(scope, name, {
    vpcId: left.vpcId,
    peerVpcId: right.vpcId,
    autoAccept: true,
    tags: { Name: name },
  });
  for (const [direction, from, to] of [
    ["there", left, right],
    ["back", right, left],
  ] as const) {
    new Route(scope, `${name}-${direction}`, {
      routeTableId: from.routeTableId,
      destinationCidrBlock: to.cidrBlock,
      vpcPeeringConnectionId: peering.id,
    });
  }
}

/** A VPN gateway with routes to the sites' ranges; IPv6 ranges get none, because the demonstration's VPCs have none. */
export function connectSites(scope: Construct, name: string, vpc: DemonstrationVpc, ranges: readonly string[]): void {
  const gateway = new VpnGateway(scope, `${name}-vpn`, { tags: { Name: name } });
  const ids = { vpcId: vpc.vpcId, vpnGatewayId: gateway.id };
  const attachment = new VpnGatewayAttachment(scope, `${name}-vpn-attachment`, ids);
  for (const range of new Set(ranges.filter((range) => !range.includes(":")))) {
    new Route(scope, `${name}-${range.replace("/", "-")}`, {
      routeTableId: vpc.routeTableId,
      destinationCidrBlock: range,
      // The attachment's answer, and not the gateway's: a route to a gateway that is not attached is refused.
      gatewayId: attachment.vpnGatewayId,
    });
  }
}
