import type { Construct } from "constructs";
import { planVpcAssociation } from "../core";
import { Component, idOfKey, keyIn, level } from "./component";
import type { Kit } from "./kit";
import type { DhcpOptionsClass, VpcAssociationProps } from "./part-props";
import { readableZoneIds, type TokenValues, tokenReader } from "./tokens";

/**
 * Joins one VPC to a hybrid DNS that another account's stack declares.
 *
 * ```ts
 * new VpcAssociation(stack, "acme", {
 *   vpcId,
 *   zoneIds: { "cloud.acmecorp.com": cloudZoneId },
 *   domainNameServers: ["10.20.1.53", "10.20.2.53"],
 * });
 * ```
 *
 * The other stack's `HybridDns` names the VPC with its `accountId` and without `provider`: it authorises the VPC for its
 * zones, and its `associations` are the arguments here. The names of the zones must be known while the program runs. Zones
 * only: leave `domainNameServers` out, and the VPC keeps its option set.
 *
 * Declares an `aws_route53_zone_association` for each zone and, with `domainNameServers`, a `DhcpOptions`.
 *
 * Costs nothing. Zones that the other stack adds are joined at the next apply of this one.
 */
export class VpcAssociation<Provider, Access extends Provider> extends Component<Provider> {
  constructor(
    kit: Kit<Provider>,
    DhcpOptions: DhcpOptionsClass<Provider, Access>,
    scope: Construct,
    id: string,
    props: VpcAssociationProps<Provider, Access>,
  ) {
    const { provider, access, ...config } = props;
    super(kit, scope, id, provider);
    const read = config.zoneIds === undefined ? config : { ...config, zoneIds: readableZoneIds(config.zoneIds) };
    const plan = this.accept(planVpcAssociation<TokenValues>(this.logicalName, read, tokenReader(kit.functions)));

    for (const { logicalName, zoneId } of plan.zones) {
      const key = idOfKey(keyIn(plan.logicalName, logicalName));
      new kit.Route53ZoneAssociation(level(this, "Association"), key, { zoneId, vpcId: plan.vpcId, ...this.meta });
    }
    if (plan.dhcpOptions === undefined) return;
    new DhcpOptions(this, "DhcpOptions", { ...plan.dhcpOptions, provider, access });
  }
}
