import { Construct } from "constructs";
import { planReverseZones } from "../core";
import { Component, keyIn } from "./component";
import type { Kit } from "./kit";
import type { ReverseZonesProps } from "./part-props";
import { tokenReader } from "./tokens";
import { declareZone } from "./zone";

/**
 * The reverse zones that cover some ranges.
 *
 * ```ts
 * new ReverseZones(stack, "corp", { cidrBlocks: ["10.20.0.0/15"], vpcs: { main: { vpcId } } });
 * ```
 *
 * A range that ends between two octets takes several zones: `10.20.0.0/15` two, `10.20.0.0/17` 128. Name a wider zone, an
 * existing one or one with other VPCs under `zones`; it serves every range inside it.
 *
 * Declares an `aws_route53_zone` for each zone and an `aws_route53_zone_association` for each VPC but the first.
 *
 * A zone costs about $0.50 a month, from the 26th on $0.10. A private reverse zone beats what AWS answers by itself: in its
 * VPCs names without PTR record no longer exist.
 */
export class ReverseZones<Provider> extends Component<Provider> {
  /** By zone name in lower case without final dot. */
  readonly zoneIds: { [zoneName: string]: string };

  constructor(kit: Kit<Provider>, scope: Construct, id: string, props: ReverseZonesProps<Provider>) {
    const { provider, ...config } = props;
    super(kit, scope, id, provider);
    const plan = this.accept(planReverseZones(this.logicalName, config, tokenReader<Provider>(kit.functions)));
    this.zoneIds = Object.fromEntries(
      plan.zones.map((zone) => {
        const scope = new Construct(this, keyIn(plan.logicalName, zone.logicalName));
        return [zone.zoneName, declareZone({ kit, scope, logicalName: zone.logicalName, meta: this.meta }, zone)];
      }),
    );
  }
}
