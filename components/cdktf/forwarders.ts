import type { Construct } from "constructs";
import { type PlannedForwarders, planForwarders } from "../core";
import { renderBootstrap } from "../core/forwarder-bootstrap";
import {
  assumedByInstances,
  bootstrapStatements,
  forwarderStatements,
  queryLogStatements,
  renderPolicy,
} from "../core/forwarder-policies";
import { forwarderBootstrapSource } from "../io/forwarder-image-source";
import { Component, keyIn, level } from "./component";
import { declareBootstrap, declareBucket, declareObjects, type Place } from "./configuration-bucket";
import { declareInsight, declareQueryLog } from "./forwarder-insight";
import { declareGroups, declareInterfaces } from "./forwarder-slots";
import type { DependingResource, Kit } from "./kit";
import type { ForwarderImageClass, ForwardersProps } from "./part-props";
import { refusingFaults } from "./problems";
import {
  contentAddress,
  forwarderConfiguration,
  inAddressOrder,
  ruleRange,
  type TokenValues,
  tagsWith,
  tokenReader,
} from "./tokens";

type Plan = PlannedForwarders<TokenValues>;

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
 * Addresses that clients know before the first apply: `address` of each forwarder. BIND: `backend: { bind: {} }`. Another
 * size: `backend: { unbound: { instanceType } }`. An image of your own: `imageId`. Somebody to be told: `alarmActions`. What
 * no zone of `forwardZones` claims goes to the VPC's resolver.
 *
 * A forwarder that dies comes back at its address by itself. A change of zones, sites or client ranges replaces nothing:
 * forwarders fetch their configuration from a bucket, check it, and take it without losing a question; one that they
 * refuse is never live. A new image is taken by one forwarder after the other, each only while the others answer. The apply does
 * not wait for either: `hybrid-dns status` shows which forwarder runs what.
 *
 * Without an image: `backend: { unbound: { bootstrap: {} } }`. Each question in CloudWatch Logs: `queryLogging`.
 *
 * Declares one `aws_security_group` with a rule for each range and protocol; the `aws_s3_bucket` with the configuration
 * and what they report; an `aws_iam_role` that may use that bucket and write metrics; alarms and a dashboard of CloudWatch;
 * for each forwarder an `aws_network_interface`, which keeps the address, an `aws_launch_template` and an
 * `aws_autoscaling_group` of one; without `imageId` and `bootstrap` a `ForwarderImage`; and an
 * `aws_cloudwatch_log_group` with `queryLogging`.
 *
 * Forwarders need a way to S3: a gateway endpoint of the VPC costs nothing. One to CloudWatch is for metrics and alarms only.
 *
 * Two t4g.small cost about $25 a month, their alarms and metrics about $6. The VPC's resolver takes 1,024 questions a
 * second from each forwarder: what is cached or goes to a site does not count. Alarms and metrics have the component's
 * name: two of one name in an account and region would share them.
 */
export class Forwarders<Provider> extends Component<Provider> {
  /** In address order; where AWS picks one, in the order of their keys. */
  readonly addresses: string[];
  /** Lets exactly `clientCidrBlocks` ask, and the forwarders each other. */
  readonly securityGroupId: string;
  /** Name of the bucket with the configuration and the reports, for `hybrid-dns status`. */
  readonly configurationBucket: string;
  /** The image that they run from, or will when their turn has come; with `bootstrap` what made them, e.g. `bootstrap-3f9a1c0b77e2`. */
  readonly imageId: string;

  constructor(
    kit: Kit<Provider>,
    ForwarderImage: ForwarderImageClass<Provider>,
    scope: Construct,
    id: string,
    props: ForwardersProps<Provider>,
  ) {
    const { provider, ...config } = props;
    super(kit, scope, id, provider);
    const plan = this.accept(planForwarders(this.logicalName, config, tokenReader(kit.functions)));
    const place: Place<Provider> = { kit, scope: this, meta: this.meta };
    const images = plan.image === undefined ? [] : [plan.image];
    const bootstrap = plan.bootstrap && renderBootstrap(plan.bootstrap, forwarderBootstrapSource());
    const [imageId] = [
      plan.imageId,
      bootstrap?.imageId,
      ...images.map(
        (image) => new ForwarderImage(level(this, "ForwarderImage"), image.key, { ...image.config, provider }).imageId,
      ),
    ].filter((each) => each !== undefined) as [string];

    const { securityGroupId, egress } = this.declareSecurityGroup(plan);
    const slots = declareInterfaces(place, plan, securityGroupId);
    const addresses = slots.map(({ address }) => address);
    const text = refusingFaults("forwardZones", this, () => forwarderConfiguration(plan, addresses, kit.functions));
    const configuration = contentAddress(text, (named) => kit.functions.local(this, "ConfigurationText", named));

    const bucket = declareBucket(place, plan);
    const madeBy = bootstrap?.madeBy ?? imageId;
    const desired = declareObjects(place, plan, bucket, { configuration, imageId: madeBy, addresses });
    const scripts = bootstrap === undefined ? [] : [declareBootstrap(place, bucket, bootstrap)];
    const logGroups = declareQueryLog(place, plan);
    const { instanceProfile, policy } = this.declareInstanceProfile(plan, bucket.arn, logGroups);
    const { region } = bucket;
    const launched = { imageId, bootstrap, instanceProfile, bucket: bucket.id, region, configuration: text };
    declareGroups(place, plan, slots, launched, [desired, policy, ...scripts, ...egress]);
    declareInsight(place, plan, bucket.region);

    this.addresses = inAddressOrder(addresses);
    this.securityGroupId = securityGroupId;
    this.configurationBucket = bucket.id;
    this.imageId = madeBy;
  }

  private tags(plan: Plan, ours: { [key: string]: string }) {
    return tagsWith(plan.tags, ours, this.kit.functions);
  }

  /** Rules are resources of their own, so that a plan names who is let in. */
  private declareSecurityGroup(plan: Plan): { securityGroupId: string; egress: DependingResource[] } {
    const group = new this.kit.SecurityGroup(this, "SecurityGroup", {
      vpcId: plan.vpcId,
      description: "DNS forwarders: port 53, from known networks to anywhere",
      tags: this.tags(plan, { Name: plan.logicalName }),
      // Interfaces are moved to the new one before the old one goes: AWS deletes none that is in use.
      lifecycle: { createBeforeDestroy: true },
      ...this.meta,
    });
    const ingress = level(this, "Ingress");
    const keyOf = (rule: { logicalName: string }) => keyIn(plan.logicalName, rule.logicalName);
    const rule = (rule: { logicalName: string; protocol: string; port: number; description: string }) => ({
      securityGroupId: group.id,
      ipProtocol: rule.protocol,
      fromPort: rule.port,
      toPort: rule.port,
      description: rule.description,
      tags: this.tags(plan, { Name: rule.logicalName }),
      ...this.meta,
    });
    for (const each of plan.ingressRules) {
      const args = { ...rule(each), ...ruleRange(each.cidrBlock) };
      new this.kit.VpcSecurityGroupIngressRule(ingress, keyOf(each), args);
    }
    for (const each of plan.peerRules) {
      const args = { ...rule(each), referencedSecurityGroupId: group.id };
      new this.kit.VpcSecurityGroupIngressRule(ingress, keyOf(each), args);
    }
    const egress = plan.egressRules.map((each) => {
      const args = { ...rule(each), ...ruleRange(each.cidrBlock) };
      return new this.kit.VpcSecurityGroupEgressRule(level(this, "Egress"), keyOf(each), args);
    });
    return { securityGroupId: group.id, egress };
  }

  private declareInstanceProfile(plan: Plan, bucketArn: string, logGroups: readonly { readonly arn: string }[]) {
    const tags = this.tags(plan, { Name: plan.logicalName });
    const assumeRolePolicy = renderPolicy(assumedByInstances);
    const role = new this.kit.IamRole(this, "Role", { assumeRolePolicy, tags, ...this.meta });
    const policy = new this.kit.IamRolePolicy(this, "RolePolicy", {
      role: role.name,
      policy: renderPolicy([
        ...forwarderStatements(bucketArn),
        ...(plan.bootstrap === undefined ? [] : bootstrapStatements(bucketArn)),
        ...logGroups.flatMap(({ arn }) => queryLogStatements(arn)),
      ]),
      ...this.meta,
    });
    const profile = new this.kit.IamInstanceProfile(this, "InstanceProfile", { role: role.name, tags, ...this.meta });
    return { instanceProfile: profile.name, policy };
  }
}
