import { Instance } from "@pulumi/aws/ec2/instance";
import { NetworkInterface } from "@pulumi/aws/ec2/networkInterface";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { InstanceProfile } from "@pulumi/aws/iam/instanceProfile";
import { Role } from "@pulumi/aws/iam/role";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc/securityGroupEgressRule";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";
import * as pulumi from "@pulumi/pulumi";
import type { PlannedForwarders, PlannedRule } from "../core/part-plan";
import { planForwarders } from "../core/parts/forwarders-plan";
import { forwarderImageId } from "./forwarder-image-lookup";
import type { InputValues } from "./hybrid-dns-args";
import { forwarderUserData, inAddressOrder, inputReader, ruleRange, tagsWith } from "./inputs";
import type { ForwardersArgs } from "./part-args";
import { acceptPlan } from "./problems";

const forwardersType = "hybrid-dns:index:Forwarders";

/** The role needs no permission: the profile is there so that nobody else's is attached by a default. */
const assumedByEc2 = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } }],
});

/**
 * Forwarders in one VPC, with rules of your own.
 *
 * ```ts
 * new Forwarders("corp", {
 *   vpcId,
 *   forwarders: { a: { subnetId: a.id }, b: { subnetId: b.id } },
 *   forwardZones: { "acmecorp.com": { resolvers: ["10.1.0.53", "10.2.0.53"] } },
 *   clientCidrBlocks: { headquarters: "10.0.0.0/14", cloud: "10.20.0.0/15" },
 * });
 * ```
 *
 * Addresses that clients know before the first `up`: `address` of each forwarder. Another size or image:
 * `backend: { unbound: { instanceType, imageId } }`. BIND in place of Unbound: `backend: { bind: {} }`. What no zone of `forwardZones` claims goes to the VPC's resolver.
 *
 * Declares one `aws:ec2:SecurityGroup` with a rule for each range and protocol, an `aws:iam:Role` without permissions and
 * its `InstanceProfile`, and for each forwarder an `aws:ec2:NetworkInterface`, which keeps the address, and the
 * `aws:ec2:Instance` on it. Instances are replaced one after the other, in the order of their keys.
 *
 * Each change of zones, sites or client ranges changes the user data, and so replaces all forwarders, one after the
 * other. Pulumi waits until an instance is running, not until its Unbound answers: where clients do not wait for a second
 * answer, make the change in a quiet hour. This ends once configuration is read while running.
 *
 * Two t4g.small cost about $25 a month. The VPC's resolver takes 1,024 questions a second from each forwarder: what is
 * cached or goes to a site does not count.
 */
export class Forwarders extends pulumi.ComponentResource {
  /** In address order. */
  readonly addresses: pulumi.Output<string[]>;
  /** Lets exactly `clientCidrBlocks` ask. */
  readonly securityGroupId: pulumi.Output<string>;

  constructor(name: string, args: ForwardersArgs, opts?: pulumi.ComponentResourceOptions) {
    super(forwardersType, name, {}, opts);
    const plan = acceptPlan(planForwarders(name, args, inputReader), this, opts);
    const group = declareSecurityGroup(this, plan);
    const profile = declareInstanceProfile(this, plan);
    this.securityGroupId = group.id;
    this.addresses = inAddressOrder(declareSlots(this, plan, group, profile));
    this.registerOutputs({ addresses: this.addresses, securityGroupId: this.securityGroupId });
  }
}

/** Rules are resources of their own, so that a preview names who is let in. */
function declareSecurityGroup(component: Forwarders, plan: PlannedForwarders<InputValues>): SecurityGroup {
  const { logicalName, vpcId } = plan;
  const tags = tagsWith(plan.tags, { Name: logicalName });
  const group = new SecurityGroup(
    logicalName,
    { vpcId, description: "DNS forwarders: port 53, from known networks to anywhere", tags },
    { parent: component },
  );
  for (const rule of plan.ingressRules) {
    new SecurityGroupIngressRule(rule.logicalName, ruleArgs(plan, group, rule), { parent: component });
  }
  for (const rule of plan.egressRules) {
    new SecurityGroupEgressRule(rule.logicalName, ruleArgs(plan, group, rule), { parent: component });
  }
  return group;
}

function ruleArgs(plan: PlannedForwarders<InputValues>, group: SecurityGroup, rule: PlannedRule<InputValues>) {
  return {
    securityGroupId: group.id,
    ipProtocol: rule.protocol,
    fromPort: rule.port,
    toPort: rule.port,
    description: rule.description,
    tags: tagsWith(plan.tags, { Name: rule.logicalName }),
    ...ruleRange(rule.cidrBlock),
  };
}

function declareInstanceProfile(component: Forwarders, plan: PlannedForwarders<InputValues>): InstanceProfile {
  const tags = tagsWith(plan.tags, { Name: plan.logicalName });
  const role = new Role(plan.logicalName, { assumeRolePolicy: assumedByEc2, tags }, { parent: component });
  return new InstanceProfile(plan.logicalName, { role: role.name, tags }, { parent: component });
}

/** Gives the addresses: those of the description are known at once, the others are those of the interfaces. */
function declareSlots(
  component: Forwarders,
  plan: PlannedForwarders<InputValues>,
  group: SecurityGroup,
  profile: InstanceProfile,
): pulumi.Input<string>[] {
  const ami = plan.imageId === undefined ? forwarderImageId(component) : plan.imageId;
  const userData = forwarderUserData(plan);
  const addresses: pulumi.Input<string>[] = [];
  let previous: Instance[] = [];
  for (const { logicalName, subnetId, address, assignIpv6Address } of plan.slots) {
    const tags = tagsWith(plan.tags, { Name: logicalName });
    const networkInterface = new NetworkInterface(
      logicalName,
      {
        subnetId,
        securityGroups: [group.id],
        description: `DNS forwarder ${logicalName}`,
        tags,
        ...(address !== undefined && { privateIps: [address] }),
        ...(assignIpv6Address && { ipv6AddressCount: 1 }),
      },
      { parent: component },
    );
    const instance = new Instance(
      logicalName,
      {
        ami,
        instanceType: plan.instanceType,
        // `primaryNetworkInterface` replaces this in @pulumi/aws 7, but 6 does not have it; 7 still takes it.
        networkInterfaces: [{ deviceIndex: 0, networkInterfaceId: networkInterface.id }],
        iamInstanceProfile: profile.name,
        metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
        rootBlockDevice: { encrypted: true, volumeType: "gp3", tags },
        monitoring: false,
        userData,
        userDataReplaceOnChange: true,
        tags: tagsWith(plan.tags, { Name: logicalName, "hybrid-dns:software": plan.software }),
      },
      {
        parent: component,
        // The interface is free only once the old instance is gone,
        deleteBeforeReplace: true,
        // and one forwarder stays while the other is replaced.
        dependsOn: previous,
      },
    );
    addresses.push(address === undefined ? networkInterface.privateIp : address);
    previous = [instance];
  }
  return addresses;
}
