import * as pulumi from "@pulumi/pulumi";
import { planReverseZones } from "../core/parts/reverse-zones-plan";
import { inputReader } from "./inputs";
import type { ReverseZonesArgs } from "./part-args";
import { acceptPlan } from "./problems";
import { declareZone } from "./zone";

const reverseZonesType = "hybrid-dns:index:ReverseZones";

/**
 * The reverse zones that cover some ranges.
 *
 * ```ts
 * new ReverseZones("corp", { cidrBlocks: ["10.20.0.0/15"], vpcs: { main: { vpcId } } });
 * ```
 *
 * A range that ends between two octets takes several zones: `10.20.0.0/15` two, `10.20.0.0/17` 128. Name a wider zone, an
 * existing one or one with other VPCs under `zones`; it serves every range inside it.
 *
 * Declares an `aws:route53:Zone` for each zone and a `ZoneAssociation` for each VPC but the first, before it a
 * `VpcAssociationAuthorization` for one of another account.
 *
 * A zone costs about $0.50 a month, from the 26th on $0.10. A private reverse zone beats what AWS answers by itself: in its
 * VPCs names without PTR record no longer exist.
 */
export class ReverseZones extends pulumi.ComponentResource {
  /** By zone name in lower case without final dot. */
  readonly zoneIds: { [zoneName: string]: pulumi.Output<string> };

  constructor(name: string, args: ReverseZonesArgs, opts?: pulumi.ComponentResourceOptions) {
    super(reverseZonesType, name, {}, opts);
    const plan = acceptPlan(planReverseZones(name, args, inputReader), this, opts);
    this.zoneIds = Object.fromEntries(plan.zones.map((zone) => [zone.zoneName, declareZone(this, zone)]));
    this.registerOutputs({ zoneIds: this.zoneIds });
  }
}
