import * as pulumi from "@pulumi/pulumi";
import { planPrivateZone } from "../core/parts/private-zone-plan";
import { inputReader } from "./inputs";
import type { AddressRecordArgs, PrivateZoneArgs } from "./part-args";
import { acceptPlan } from "./problems";
import { declareZone } from "./zone";

const privateZoneType = "hybrid-dns:index:PrivateZone";

/**
 * A private hosted zone, with its associations and records; they live and die with the stack.
 *
 * ```ts
 * new PrivateZone("lab", { zoneName: "lab.acmecorp.com", vpcs: { main: { vpcId } }, records: { app1: { a: ["10.20.1.10"] } } });
 * ```
 *
 * Several VPCs: say with `primaryVpc` which one the zone is made with. A VPC of another account or region: `accountId` and
 * `provider`. A zone that is there already: `existing`, and only
 * associations and records are added. PTR records: hand `addressRecords` to `PtrRecords`.
 *
 * Declares one `aws:route53:Zone` (none for an existing one), a `ZoneAssociation` for each further VPC, before it a
 * `VpcAssociationAuthorization` for one of another account, and a `Record` for each name and type.
 *
 * A zone costs about $0.50 a month. Route 53 takes 10,000 record sets a zone and 300 VPCs; a zone that holds records of
 * others is not destroyed.
 */
export class PrivateZone extends pulumi.ComponentResource {
  readonly zoneId: pulumi.Output<string>;
  /** What `PtrRecords` takes. */
  readonly addressRecords: AddressRecordArgs[];

  constructor(name: string, args: PrivateZoneArgs, opts?: pulumi.ComponentResourceOptions) {
    super(privateZoneType, name, {}, opts);
    const plan = acceptPlan(planPrivateZone(name, args, inputReader), this, opts);
    this.zoneId = declareZone(this, plan);
    this.addressRecords = [...plan.addressRecords];
    this.registerOutputs({ zoneId: this.zoneId, addressRecords: this.addressRecords });
  }
}
