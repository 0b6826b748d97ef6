import type { Construct } from "constructs";
import { type Planning, type Problem, planDhcpOptions } from "../core";
import { Component } from "./component";
import type { Kit } from "./kit";
import type { DhcpOptionsProps } from "./part-props";
import { tagsWith, tokenReader } from "./tokens";

/**
 * The option set of one VPC: the new one is associated before the old one goes.
 *
 * ```ts
 * new DhcpOptions(stack, "corp", { vpcId, domainNameServers: ["10.1.0.53", "10.2.0.53"], domainName: "acmecorp.com" });
 * ```
 *
 * On destroy the VPC gets AWS's default set. `restoreDhcpOptionsId`, which gives it the one that it had, is not to be had
 * here: the AWS provider always leaves the default, and Terraform has nothing that acts when it is destroyed alone.
 *
 * Declares an `aws_vpc_dhcp_options`, its `aws_vpc_dhcp_options_association`, and a `terraform_data` that has it replaced
 * when the VPC is another one.
 *
 * Costs nothing. At most 4 servers, of which glibc asks the first three; hosts take a change over when they renew their lease.
 */
export class DhcpOptions<Provider, Access extends Provider> extends Component<Provider> {
  readonly dhcpOptionsId: string;

  constructor(kit: Kit<Provider>, scope: Construct, id: string, props: DhcpOptionsProps<Provider, Access>) {
    const { provider, access: _, ...config } = props;
    super(kit, scope, id, provider);
    const plan = this.accept(
      refusingRestore(
        planDhcpOptions(this.logicalName, config, tokenReader(kit.functions)),
        config.restoreDhcpOptionsId,
      ),
    );

    const options = new kit.VpcDhcpOptions(this, "Resource", {
      domainNameServers: plan.domainNameServers,
      ...(plan.domainName !== undefined && { domainName: plan.domainName }),
      ...(plan.ntpServers !== undefined && { ntpServers: plan.ntpServers }),
      tags: tagsWith(plan.tags, { Name: plan.logicalName }, kit.functions),
      // A set that is deleted while a VPC has it leaves that VPC AWS's default for a while.
      lifecycle: { createBeforeDestroy: true },
      ...this.meta,
    });
    const vpc = new kit.DataResource(this, "Vpc", { triggersReplace: { vpcId: plan.vpcId } });
    new kit.VpcDhcpOptionsAssociation(this, "Association", {
      vpcId: plan.vpcId,
      dhcpOptionsId: options.id,
      // An association that moves to another VPC in place would leave our set to the VPC it leaves.
      lifecycle: { replaceTriggeredBy: [kit.functions.dependency(vpc)] },
      ...this.meta,
    });
    this.dhcpOptionsId = options.id;
  }
}

function refusingRestore<Plan>(planning: Planning<Plan>, restored: string | undefined): Planning<Plan> {
  return { ...planning, problems: [...planning.problems, ...restoreProblems("restoreDhcpOptionsId", restored)] };
}

/** Says that a former option set cannot be given back. */
export function restoreProblems(path: string, restored: string | undefined): readonly Problem[] {
  if (restored === undefined) return [];
  const message =
    "with Terraform the VPC gets AWS's default set on destroy; leave this out, and associate the former set afterwards";
  return [{ code: "RESTORE_NOT_POSSIBLE", path, message }];
}
