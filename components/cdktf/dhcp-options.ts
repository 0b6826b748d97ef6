import type { Construct } from "constructs";
import { planDhcpOptions } from "../core";
import { Component } from "./component";
import type { Kit } from "./kit";
import type { DhcpOptionsProps } from "./part-props";
import { needsHybridDnsProvider } from "./problems";
import { tagsWith, tokenReader } from "./tokens";

/**
 * The option set of one VPC: the new one is associated before the old one goes.
 *
 * ```ts
 * new DhcpOptions(stack, "corp", { vpcId, domainNameServers: ["10.1.0.53", "10.2.0.53"], domainName: "acmecorp.com" });
 * ```
 *
 * On destroy the VPC gets AWS's default set; `restoreDhcpOptionsId` gives it the one that it had, and needs the stack's
 * `HybridDnsProvider`, in the VPC's account and region. The set before that one is neither read nor changed: say its id.
 *
 * Declares an `aws_vpc_dhcp_options`, its `aws_vpc_dhcp_options_association`, and a `terraform_data` that has it replaced
 * when the VPC is another one; with `restoreDhcpOptionsId` one `hybriddns_dhcp_options_restore`.
 *
 * Costs nothing. At most 4 servers, of which glibc asks the first three; hosts take a change over when they renew their lease.
 */
export class DhcpOptions<Provider, Access extends Provider> extends Component<Provider> {
  readonly dhcpOptionsId: string;

  constructor(kit: Kit<Provider>, scope: Construct, id: string, props: DhcpOptionsProps<Provider, Access>) {
    const { provider, access, ...config } = props;
    super(kit, scope, id, provider);
    const plan = this.accept(planDhcpOptions(this.logicalName, config, tokenReader(kit.functions)));

    const options = new kit.VpcDhcpOptions(this, "Resource", {
      domainNameServers: plan.domainNameServers,
      ...(plan.domainName !== undefined && { domainName: plan.domainName }),
      ...(plan.ntpServers !== undefined && { ntpServers: plan.ntpServers }),
      tags: tagsWith(plan.tags, { Name: plan.logicalName }, kit.functions),
      // A set that is deleted while a VPC has it leaves that VPC AWS's default for a while.
      lifecycle: { createBeforeDestroy: true },
      ...this.meta,
    });
    const restores = present(plan.restoreDhcpOptionsId).map((dhcpOptionsId) => {
      needsHybridDnsProvider(kit, this, "a former option set is given back by our own provider");
      const given = { vpcId: plan.vpcId, dhcpOptionsId };
      return new kit.DhcpOptionsRestoreResource(this, "Restore", { ...given, ...(access && { provider: access }) });
    });
    const vpc = new kit.DataResource(this, "Vpc", { triggersReplace: { vpcId: plan.vpcId } });
    new kit.VpcDhcpOptionsAssociation(this, "Association", {
      vpcId: plan.vpcId,
      dhcpOptionsId: options.id,
      // Goes first, and leaves AWS's default set: only then is the former one given back.
      ...(restores.length > 0 && { dependsOn: restores }),
      // An association that moves to another VPC in place would leave our set to the VPC it leaves.
      lifecycle: { replaceTriggeredBy: [kit.functions.dependency(vpc)] },
      ...this.meta,
    });
    this.dhcpOptionsId = options.id;
  }
}

/** What is absent as a list of none. */
function present<Value>(value: Value | undefined): Value[] {
  return value === undefined ? [] : [value];
}
