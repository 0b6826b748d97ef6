import type { Construct } from "constructs";
import { type AddressRecordConfig, planPrivateZone } from "../core";
import { Component } from "./component";
import type { Kit } from "./kit";
import type { PrivateZoneProps } from "./part-props";
import { type TokenValues, tokenReader } from "./tokens";
import { declareZone } from "./zone";

/**
 * A private hosted zone, with its associations and records; they live and die with the stack.
 *
 * ```ts
 * new PrivateZone(stack, "lab", {
 *   zoneName: "lab.acmecorp.com",
 *   vpcs: { main: { vpcId } },
 *   records: { app1: { a: ["10.20.1.10"] } },
 * });
 * ```
 *
 * Several VPCs: say with `primaryVpc` which one the zone is made with. A zone that is there already: `existing`, and only
 * associations and records are added. PTR records: hand `addressRecords` to `PtrRecords`.
 *
 * Declares one `aws_route53_zone` (none for an existing one), an `aws_route53_zone_association` for each further VPC, and an
 * `aws_route53_record` for each name and type.
 *
 * A zone costs about $0.50 a month. Route 53 takes 10,000 record sets a zone and 300 VPCs; a zone that holds records of
 * others is not destroyed.
 */
export class PrivateZone<Provider> extends Component<Provider> {
  readonly zoneId: string;
  /** What `PtrRecords` takes. */
  readonly addressRecords: AddressRecordConfig<TokenValues>[];

  constructor(kit: Kit<Provider>, scope: Construct, id: string, props: PrivateZoneProps<Provider>) {
    const { provider, ...config } = props;
    super(kit, scope, id, provider);
    const plan = this.accept(planPrivateZone(this.logicalName, config, tokenReader<Provider>(kit.functions)));
    this.zoneId = declareZone({ kit, scope: this, logicalName: plan.logicalName, meta: this.meta }, plan);
    this.addressRecords = [...plan.addressRecords];
  }
}
