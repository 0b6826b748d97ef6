import type { LogGroup } from "@pulumi/aws/cloudwatch/logGroup";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { InstanceProfile } from "@pulumi/aws/iam/instanceProfile";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc/securityGroupEgressRule";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";
import * as pulumi from "@pulumi/pulumi";
import { renderBootstrap } from "../core/forwarder-bootstrap";
import {
  assumedByInstances,
  bootstrapStatements,
  forwarderStatements,
  queryLogStatements,
  renderPolicy,
} from "../core/forwarder-policies";
import type { PlannedForwarders } from "../core/part-plan";
import { planForwarders } from "../core/parts/forwarders-plan";
import { forwarderBootstrapSource } from "../io/forwarder-image-source";
import { declareBootstrap, declareBucket, declareObjects } from "./configuration-bucket";
import { ForwarderImage } from "./forwarder-image";
import { declareInsight, declareQueryLog } from "./forwarder-insight";
import { declareGroups, declareInterfaces } from "./forwarder-slots";
import type { InputValues } from "./hybrid-dns-args";
import { forwarderConfiguration, inAddressOrder, inputReader, policyAbout, ruleRange, tagsWith } from "./inputs";
import type { ForwardersArgs } from "./part-args";
import { present } from "./present";
import { acceptPlan } from "./problems";

const forwardersType = "hybrid-dns:index:Forwarders";

type Plan = PlannedForwarders<InputValues>;

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
 * Addresses that clients know before the first `up`: `address` of each forwarder. BIND: `backend: { bind: {} }`. Another
 * size: `backend: { unbound: { instanceType } }`. An image of your own: `imageId`. Somebody to be told: `alarmActions`. What
 * no zone of `forwardZones` claims goes to the VPC's resolver.
 *
 * A forwarder that dies comes back at its address by itself. A change of zones, sites or client ranges replaces nothing:
 * forwarders fetch their configuration from a bucket, check it, and take it without losing a question; one that they
 * refuse is never live. A new image is taken by one forwarder after the other, each only while the others answer. `up` does
 * not wait for either: `hybrid-dns status` shows which forwarder runs what.
 *
 * Without an image: `backend: { unbound: { bootstrap: {} } }`. Each question in CloudWatch Logs: `queryLogging`.
 *
 * Declares one `aws:ec2:SecurityGroup` with a rule for each range and protocol; the `aws:s3:Bucket` with the configuration
 * and what they report; an `aws:iam:Role` that may use that bucket and write metrics; alarms and a dashboard of CloudWatch;
 * for each forwarder an `aws:ec2:NetworkInterface`, which keeps the address, an `aws:ec2:LaunchTemplate` and an
 * `aws:autoscaling:Group` of one; without `imageId` and `bootstrap` a `ForwarderImage`; and an
 * `aws:cloudwatch:LogGroup` with `queryLogging`.
 *
 * Forwarders need a way to S3: a gateway endpoint of the VPC costs nothing. One to CloudWatch is for metrics and alarms only.
 *
 * Two t4g.small cost about $25 a month, their alarms and metrics about $6. The VPC's resolver takes 1,024 questions a
 * second from each forwarder: what is cached or goes to a site does not count. Alarms and metrics have the component's
 * name: two of one name in an account and region would share them.
 */
export class Forwarders extends pulumi.ComponentResource {
  /** In address order. */
  readonly addresses: pulumi.Output<string[]>;
  /** Lets exactly `clientCidrBlocks` ask, and the forwarders each other. */
  readonly securityGroupId: pulumi.Output<string>;
  /** Name of the bucket with the configuration and the reports, for `hybrid-dns status`. */
  readonly configurationBucket: pulumi.Output<string>;
  /** The image that they run from, or will when their turn has come; with `bootstrap` what made them, e.g. `bootstrap-3f9a1c0b77e2`. */
  readonly imageId: pulumi.Output<string>;

  constructor(name: string, args: ForwardersArgs, opts?: pulumi.ComponentResourceOptions) {
    super(forwardersType, name, {}, opts);
    const plan = acceptPlan(planForwarders(name, args, inputReader), this, opts);
    const images = present(plan.image).map(
      (image) => new ForwarderImage(image.logicalName, image.config, { parent: this }).imageId,
    );
    const [bootstrap] = present(plan.bootstrap).map((planned) => renderBootstrap(planned, forwarderBootstrapSource()));
    const [imageId] = [...present(plan.imageId), ...images, ...present(bootstrap?.imageId)] as [pulumi.Input<string>];
    const madeBy = bootstrap?.madeBy ?? imageId;

    const { group, egress } = declareSecurityGroup(this, plan);
    const slots = declareInterfaces(this, plan, group.id);
    const addresses = slots.map(({ address }) => address);
    const configuration = forwarderConfiguration(plan, addresses);

    const store = declareBucket(this, plan);
    const { id: bucket, arn, region } = store.bucket;
    const desired = declareObjects(this, plan, store, { configuration, imageId: madeBy, addresses });
    const scripts = present(bootstrap).map((rendered) => declareBootstrap(this, plan, store, rendered));
    const logGroups = declareQueryLog(this, plan);
    const { profile, policy } = declareInstanceProfile(this, plan, arn, logGroups);
    const launched = { imageId, bootstrap, instanceProfile: profile.name, bucket, region, configuration };
    declareGroups(this, plan, slots, launched, [desired, policy, ...scripts, ...egress]);
    declareInsight(this, plan, region);

    this.addresses = inAddressOrder(addresses);
    this.securityGroupId = group.id;
    this.configurationBucket = bucket;
    this.imageId = pulumi.output(madeBy);
    this.registerOutputs({
      addresses: this.addresses,
      securityGroupId: this.securityGroupId,
      configurationBucket: this.configurationBucket,
      imageId: this.imageId,
    });
  }
}

/** Rules are resources of their own, so that a preview names who is let in. */
function declareSecurityGroup(component: Forwarders, plan: Plan) {
  const { logicalName, vpcId } = plan;
  const parent = { parent: component };
  const group = new SecurityGroup(
    logicalName,
    {
      vpcId,
      description: "DNS forwarders: port 53, from known networks to anywhere",
      tags: tagsWith(plan.tags, { Name: logicalName }),
    },
    parent,
  );
  const ruleArgs = (rule: { logicalName: string; protocol: string; port: number; description: string }) => ({
    securityGroupId: group.id,
    ipProtocol: rule.protocol,
    fromPort: rule.port,
    toPort: rule.port,
    description: rule.description,
    tags: tagsWith(plan.tags, { Name: rule.logicalName }),
  });
  for (const rule of plan.ingressRules) {
    const args = { ...ruleArgs(rule), ...ruleRange(rule.cidrBlock) };
    new SecurityGroupIngressRule(rule.logicalName, args, parent);
  }
  for (const rule of plan.peerRules) {
    const args = { ...ruleArgs(rule), referencedSecurityGroupId: group.id };
    new SecurityGroupIngressRule(rule.logicalName, args, parent);
  }
  const egress = plan.egressRules.map((rule) => {
    const args = { ...ruleArgs(rule), ...ruleRange(rule.cidrBlock) };
    return new SecurityGroupEgressRule(rule.logicalName, args, parent);
  });
  return { group, egress };
}

function declareInstanceProfile(
  component: Forwarders,
  plan: Plan,
  bucketArn: pulumi.Output<string>,
  logGroups: readonly LogGroup[],
) {
  const { logicalName } = plan;
  const parent = { parent: component };
  const tags = tagsWith(plan.tags, { Name: logicalName });
  const role = new Role(logicalName, { assumeRolePolicy: renderPolicy(assumedByInstances), tags }, parent);
  const ofBucket = (arn: string) => [
    ...forwarderStatements(arn),
    ...present(plan.bootstrap).flatMap(() => bootstrapStatements(arn)),
  ];
  const permissions = policyAbout(
    pulumi.all([bucketArn, ...logGroups.map(({ arn }) => arn)]),
    ([bucket, ...groups]) => [...ofBucket(bucket!), ...groups.flatMap(queryLogStatements)],
  );
  const policy = new RolePolicy(logicalName, { role: role.name, policy: permissions }, parent);
  const profile = new InstanceProfile(logicalName, { role: role.name, tags }, parent);
  return { profile, policy };
}
