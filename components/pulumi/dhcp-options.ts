import { VpcDhcpOptions } from "@pulumi/aws/ec2/vpcDhcpOptions";
import { VpcDhcpOptionsAssociation } from "@pulumi/aws/ec2/vpcDhcpOptionsAssociation";
import * as pulumi from "@pulumi/pulumi";
import { planDhcpOptions } from "../core/parts/dhcp-options-plan";
import { resolveAwsAccess } from "./aws-access";
import { dynamicProvider } from "./dynamic-provider";
import type { AwsAccessArgs } from "./hybrid-dns-args";
import { inputReader, stated, tagsWith } from "./inputs";
import type { DhcpOptionsArgs } from "./part-args";
import { present } from "./present";
import { refuseProblems, showNotices } from "./problems";

const dhcpOptionsType = "hybrid-dns:index:DhcpOptions";
const dhcpOptionsRestoreType = "pulumi-nodejs:dynamic/hybriddns:DhcpOptionsRestore";

/**
 * The option set of one VPC: the new one is associated before the old one goes.
 *
 * ```ts
 * new DhcpOptions("corp", { vpcId, domainNameServers: ["10.1.0.53", "10.2.0.53"], domainName: "acmecorp.com" });
 * ```
 *
 * On destroy the VPC gets AWS's default set; `restoreDhcpOptionsId` gives it the one that it had. The set before that one
 * is neither read nor changed: say its id.
 *
 * Declares an `aws:ec2:VpcDhcpOptions` and its `VpcDhcpOptionsAssociation`; with `restoreDhcpOptionsId` one dynamic resource.
 *
 * Costs nothing. At most 4 servers, of which glibc asks the first three; hosts take a change over when they renew their lease.
 */
export class DhcpOptions extends pulumi.ComponentResource {
  readonly dhcpOptionsId: pulumi.Output<string>;

  constructor(name: string, args: DhcpOptionsArgs, opts?: pulumi.ComponentResourceOptions) {
    super(dhcpOptionsType, name, {}, opts);
    const { access, ...config } = { ...args };
    const { plan: planned, problems, notices } = planDhcpOptions(name, config, inputReader);
    const ec2 = resolveAwsAccess(this, name, access, "ec2");
    refuseProblems([...problems, ...present(config.restoreDhcpOptionsId).flatMap(() => ec2.problems)], this);
    showNotices(notices, this, opts);
    const plan = planned!;

    const options = new VpcDhcpOptions(
      name,
      stated({
        domainNameServers: plan.domainNameServers,
        domainName: plan.domainName,
        ntpServers: plan.ntpServers,
        tags: tagsWith(plan.tags, { Name: name }),
      }),
      { parent: this },
    );
    const restores = present(plan.restoreDhcpOptionsId).map(
      (dhcpOptionsId) =>
        new DhcpOptionsRestore(name, { vpcId: plan.vpcId, dhcpOptionsId, access: ec2.access }, { parent: this }),
    );
    new VpcDhcpOptionsAssociation(
      name,
      { vpcId: plan.vpcId, dhcpOptionsId: options.id },
      // An association that moves to another VPC in place would leave our set to the VPC it leaves.
      { parent: this, dependsOn: restores, replaceOnChanges: ["vpcId"] },
    );

    this.dhcpOptionsId = options.id;
    this.registerOutputs({ dhcpOptionsId: this.dhcpOptionsId });
  }
}

/**
 * Gives a VPC back the option set that it had, when it is destroyed.
 *
 * The AWS provider cannot: its association, when deleted, always leaves AWS's default set, and a second association resource
 * for the same VPC would take ours away at `up` and drift at each refresh. A hook at destroy would need the program, which
 * `pulumi destroy` does not run. So this resource does nothing at `up`; our association depends on it, so it is deleted after
 * the association, and then associates the former set, unless the VPC meanwhile has any but the default.
 */
class DhcpOptionsRestore extends pulumi.CustomResource {
  constructor(
    name: string,
    inputs: { vpcId: pulumi.Input<string>; dhcpOptionsId: pulumi.Input<string>; access: AwsAccessArgs },
    opts: pulumi.CustomResourceOptions,
  ) {
    const __provider = dynamicProvider("hybrid-dns/io/dhcp-options-restore");
    super(dhcpOptionsRestoreType, name, { ...inputs, __provider }, opts);
  }
}
