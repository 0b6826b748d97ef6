import { ZoneAssociation } from "@pulumi/aws/route53/zoneAssociation";
import * as pulumi from "@pulumi/pulumi";
import { planVpcAssociation } from "../core/parts/vpc-association-plan";
import { resolveAwsAccess } from "./aws-access";
import { DhcpOptions } from "./dhcp-options";
import { inputReader } from "./inputs";
import type { VpcAssociationArgs } from "./part-args";
import { present } from "./present";
import { acceptPlan } from "./problems";

const vpcAssociationType = "hybrid-dns:index:VpcAssociation";

/**
 * Joins one VPC to a hybrid DNS that another account's stack declares.
 *
 * ```ts
 * const { value } = await new pulumi.StackReference("acme/network/production").getOutputDetails("associations");
 * new VpcAssociation("acme", value["development"]);
 * ```
 *
 * The other stack's `HybridDns` names the VPC with its `accountId` and without `provider`: it authorises the VPC for its
 * zones, and its `associations` are the arguments here. They must be known while the program runs, hence
 * `getOutputDetails`. Zones only: leave `domainNameServers` out, and the VPC keeps its option set.
 *
 * Declares an `aws:route53:ZoneAssociation` for each zone and, with `domainNameServers`, a `DhcpOptions`.
 *
 * Costs nothing. Zones that the other stack adds are joined at the next `up` of this one.
 */
export class VpcAssociation extends pulumi.ComponentResource {
  constructor(name: string, args: VpcAssociationArgs, opts?: pulumi.ComponentResourceOptions) {
    super(vpcAssociationType, name, {}, opts);
    // Taken from another stack's outputs, it may not be there.
    const given: VpcAssociationArgs | undefined = args;
    const { access, ...config } = { ...args };
    const planning = planVpcAssociation(name, given && config, inputReader);
    const { problems } = resolveAwsAccess(this, name, access, "ec2");
    const needed = present(planning.plan?.dhcpOptions?.restoreDhcpOptionsId).flatMap(() => problems);
    const plan = acceptPlan({ ...planning, problems: [...planning.problems, ...needed] }, this, opts);

    for (const { logicalName, zoneId } of plan.zones) {
      new ZoneAssociation(logicalName, { zoneId, vpcId: plan.vpcId }, { parent: this });
    }
    for (const options of present(plan.dhcpOptions)) {
      new DhcpOptions(plan.logicalName, { ...options, access }, { parent: this });
    }
    this.registerOutputs({});
  }
}
