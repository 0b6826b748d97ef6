import type { Construct } from "constructs";
import { type PlannedForwarders, type PlannedRule, planForwarders } from "../core";
import { Component, idOfKey, keyIn, level } from "./component";
import { forwarderImageId } from "./forwarder-image-lookup";
import type { DependingResource, Kit } from "./kit";
import type { ForwardersProps } from "./part-props";
import { refusingFaults } from "./problems";
import { forwarderUserData, inAddressOrder, ruleRange, type TokenValues, tagsWith, tokenReader } from "./tokens";

type Plan = PlannedForwarders<TokenValues>;

/** The role needs no permission: the profile is there so that nobody else's is attached by a default. */
const assumedByEc2 = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } }],
});

/**
 * Forwarders in one VPC, with rules of your own.
 *
 * ```ts
 * new Forwarders(stack, "corp", {
 *   vpcId,
 *   forwarders: { a: { subnetId: a.id }, b: { subnetId: b.id } },
 *   forwardZones: { "acmecorp.com": { resolvers: ["10.1.0.53", "10.2.0.53"] } },
 *   clientCidrBlocks: { headquarters: "10.0.0.0/14", cloud: "10.20.0.0/15" },
 * });
 * ```
 *
 * Addresses that clients know before the first apply: `address` of each forwarder. Another size or image:
 * `backend: { unbound: { instanceType, imageId } }`. BIND in place of Unbound: `backend: { bind: {} }`. What no zone of `forwardZones` claims goes to the VPC's resolver.
 *
 * Declares one `aws_security_group` with a rule for each range and protocol, an `aws_iam_role` without permissions and its
 * `aws_iam_instance_profile`, and for each forwarder an `aws_network_interface`, which keeps the address, and the
 * `aws_instance` on it. Instances are replaced one after the other, in the order of their keys.
 *
 * Two t4g.small cost about $25 a month. The VPC's resolver takes 1,024 questions a second from each forwarder: what is
 * cached or goes to a site does not count.
 */
export class Forwarders<Provider> extends Component<Provider> {
  /** In address order; where AWS picks one, in the order of their keys. */
  readonly addresses: string[];
  /** Lets exactly `clientCidrBlocks` ask. */
  readonly securityGroupId: string;

  constructor(kit: Kit<Provider>, scope: Construct, id: string, props: ForwardersProps<Provider>) {
    const { provider, ...config } = props;
    super(kit, scope, id, provider);
    const plan = this.accept(planForwarders(this.logicalName, config, tokenReader(kit.functions)));
    this.securityGroupId = this.declareSecurityGroup(plan);
    this.addresses = inAddressOrder(this.declareSlots(plan, this.declareInstanceProfile(plan)));
  }

  private tags(plan: Plan, ours: { [key: string]: string }) {
    return tagsWith(plan.tags, ours, this.kit.functions);
  }

  /** Rules are resources of their own, so that a plan names who is let in. */
  private declareSecurityGroup(plan: Plan): string {
    const group = new this.kit.SecurityGroup(this, "SecurityGroup", {
      vpcId: plan.vpcId,
      description: "DNS forwarders: port 53, from known networks to anywhere",
      tags: this.tags(plan, { Name: plan.logicalName }),
      // Interfaces are moved to the new one before the old one goes: AWS deletes none that is in use.
      lifecycle: { createBeforeDestroy: true },
      ...this.meta,
    });
    const ingress = level(this, "Ingress");
    for (const rule of plan.ingressRules) {
      const key = keyIn(plan.logicalName, rule.logicalName);
      new this.kit.VpcSecurityGroupIngressRule(ingress, key, this.rule(plan, group.id, rule));
    }
    const egress = level(this, "Egress");
    for (const rule of plan.egressRules) {
      const key = keyIn(plan.logicalName, rule.logicalName);
      new this.kit.VpcSecurityGroupEgressRule(egress, key, this.rule(plan, group.id, rule));
    }
    return group.id;
  }

  private rule(plan: Plan, securityGroupId: string, rule: PlannedRule<TokenValues>) {
    return {
      securityGroupId,
      ipProtocol: rule.protocol,
      fromPort: rule.port,
      toPort: rule.port,
      description: rule.description,
      tags: this.tags(plan, { Name: rule.logicalName }),
      ...ruleRange(rule.cidrBlock),
      ...this.meta,
    };
  }

  private declareInstanceProfile(plan: Plan): string {
    const tags = this.tags(plan, { Name: plan.logicalName });
    const role = new this.kit.IamRole(this, "Role", { assumeRolePolicy: assumedByEc2, tags, ...this.meta });
    return new this.kit.IamInstanceProfile(this, "InstanceProfile", { role: role.name, tags, ...this.meta }).name;
  }

  /** Gives the addresses: those of the description are known at once, the others are those of the interfaces. */
  private declareSlots(plan: Plan, iamInstanceProfile: string): string[] {
    const ami = plan.imageId ?? forwarderImageId(this.kit, this, this.meta);
    const userData = refusingFaults("forwardZones", this, () => forwarderUserData(plan, this.kit.functions));
    const addresses: string[] = [];
    let previous: DependingResource[] = [];
    for (const { key, logicalName, subnetId, address, assignIpv6Address } of plan.slots) {
      const tags = this.tags(plan, { Name: logicalName });
      const networkInterface = new this.kit.NetworkInterface(level(this, "NetworkInterface"), idOfKey(key), {
        subnetId,
        securityGroups: [this.securityGroupId],
        description: `DNS forwarder ${logicalName}`,
        tags,
        ...(address !== undefined && { privateIps: [address] }),
        ...(assignIpv6Address && { ipv6AddressCount: 1 }),
        ...this.meta,
      });
      const instance = new this.kit.Instance(level(this, "Instance"), idOfKey(key), {
        ami,
        instanceType: plan.instanceType,
        // `primaryNetworkInterface` replaces this in the AWS provider 6, but 5 does not have it; 6 still takes it.
        networkInterface: [{ deviceIndex: 0, networkInterfaceId: networkInterface.id }],
        iamInstanceProfile,
        metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
        rootBlockDevice: { encrypted: true, volumeType: "gp3", tags },
        monitoring: false,
        userData,
        userDataReplaceOnChange: true,
        tags: this.tags(plan, { Name: logicalName, "hybrid-dns:software": plan.software }),
        // One forwarder stays while the other is replaced. The old one goes first, as always in Terraform: the interface
        // is free only then.
        ...(previous.length > 0 && { dependsOn: previous }),
        ...this.meta,
      });
      addresses.push(address ?? networkInterface.privateIp);
      previous = [instance];
    }
    return addresses;
  }
}
