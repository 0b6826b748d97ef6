import type { Construct } from "constructs";
import { type PlannedForwarderImage, planForwarderImage } from "../core";
import { forwarderImageSource } from "../io/forwarder-image-source";
import { Component, idOfKey, keyIn, level } from "./component";
import type { DependingResource, Kit } from "./kit";
import type { ForwarderImageProps } from "./part-props";
import { builtImageId, literalText, regionOfArn, ruleRange, type TokenValues, tagsWith, tokenReader } from "./tokens";

type Plan = PlannedForwarderImage<TokenValues>;

/** Names change with contents, so that the new ones stand beside the old until these are not used any more. */
const lifecycle = { createBeforeDestroy: true };

/**
 * The image that forwarders run from, built in the account by EC2 Image Builder from what is in this package.
 *
 * ```ts
 * const image = new ForwarderImage(stack, "dns");
 * new Forwarders(stack, "corp", { ..., backend: { unbound: { imageId: image.imageId } } });
 * ```
 *
 * Forwarders of Intel or AMD: `instanceType: "t3.small"`. No default VPC in the account: `subnetId` and `vpcId`. Another
 * system: `base: "ubuntu-26.04"`.
 *
 * What goes into the image is in the names of all that it is built from. So nothing is built where nothing of it has
 * changed, and a new image is there before the old one's parts go. Once a month the pipeline builds it again if the system
 * has become newer; such an image is used by nobody until somebody names it.
 *
 * Declares an `aws_imagebuilder_component` for each document, an `aws_imagebuilder_image_recipe`,
 * `_infrastructure_configuration`, `_distribution_configuration`, `_image` and `_image_pipeline`, a role with its
 * `aws_iam_instance_profile` and AWS's two policies for builds, and with `subnetId` a security group that lets nobody in.
 *
 * Image Builder costs nothing; a build is some 15 minutes of one t4g.small, and the apply waits for it. Each image is a
 * snapshot of 8 GB, some cents a month. AWS does not delete it with the `aws_imagebuilder_image`: deregister old ones
 * yourself.
 */
export class ForwarderImage<Provider> extends Component<Provider> {
  /** Of the image in EC2, e.g. `ami-0a1b2c3d4e5f60718`. */
  readonly imageId: string;

  constructor(kit: Kit<Provider>, scope: Construct, id: string, props: ForwarderImageProps<Provider>) {
    const { provider, ...config } = props;
    super(kit, scope, id, provider);
    const source = forwarderImageSource(this.node.path);
    const plan = this.accept(planForwarderImage(this.logicalName, config, source, tokenReader(kit.functions)));
    const tags = this.tags(plan, plan.logicalName);

    const recipeArn = this.declareRecipe(plan);
    const { infrastructureArn, usable } = this.declareInfrastructure(plan);
    const distribution = new kit.ImagebuilderDistributionConfiguration(this, "Distribution", {
      name: plan.distribution.name,
      description: plan.distribution.description,
      distribution: [
        {
          region: regionOfArn(infrastructureArn),
          amiDistributionConfiguration: {
            name: plan.distribution.imageName,
            description: plan.distribution.description,
            amiTags: tags,
          },
        },
      ],
      tags,
      ...this.meta,
    });
    const build = {
      imageRecipeArn: recipeArn,
      infrastructureConfigurationArn: infrastructureArn,
      distributionConfigurationArn: distribution.arn,
      imageTestsConfiguration: {
        imageTestsEnabled: plan.tests.enabled,
        timeoutMinutes: plan.tests.timeoutMinutes,
      },
      tags,
    };
    const image = new kit.ImagebuilderImage(this, "Image", { ...build, lifecycle, dependsOn: usable, ...this.meta });
    const { name, scheduleExpression, startCondition } = plan.pipeline;
    new kit.ImagebuilderImagePipeline(this, "Pipeline", {
      ...build,
      name,
      schedule: { scheduleExpression, pipelineExecutionStartCondition: startCondition },
      // What cannot be built now is not built each month either.
      dependsOn: [image],
      ...this.meta,
    });
    this.imageId = builtImageId(image);
  }

  private tags(plan: Plan, name: string) {
    return tagsWith(plan.tags, { Name: name }, this.kit.functions);
  }

  private declareRecipe(plan: Plan): string {
    const tags = this.tags(plan, plan.logicalName);
    const components = plan.components.map(
      ({ key, name, version, description, document }) =>
        new this.kit.ImagebuilderComponent(level(this, "Component"), idOfKey(key), {
          name,
          version,
          description,
          platform: "Linux",
          data: literalText(document),
          tags,
          lifecycle,
          ...this.meta,
        }),
    );
    const { name, version, description, parentImage, userDataBase64, removeSsmAgent, rootDevice, volumeSize } =
      plan.recipe;
    const recipe = new this.kit.ImagebuilderImageRecipe(this, "Recipe", {
      name,
      version,
      description,
      parentImage,
      component: components.map(({ arn }) => ({ componentArn: arn })),
      blockDeviceMapping: [
        {
          deviceName: rootDevice,
          ebs: { encrypted: "true", deleteOnTermination: "true", volumeType: "gp3", volumeSize },
        },
      ],
      systemsManagerAgent: { uninstallAfterBuild: removeSsmAgent },
      ...(userDataBase64 !== undefined && { userDataBase64 }),
      tags,
      lifecycle,
      ...this.meta,
    });
    return recipe.arn;
  }

  /** Where builds run and as whom; what they need before they can is `usable`. */
  private declareInfrastructure(plan: Plan): { infrastructureArn: string; usable: DependingResource[] } {
    const { infrastructure: planned } = plan;
    const tags = this.tags(plan, plan.logicalName);
    const role = new this.kit.IamRole(this, "Role", { assumeRolePolicy: planned.assumeRolePolicy, tags, ...this.meta });
    const attachments = planned.managedPolicies.map(
      ({ key, arn }) =>
        new this.kit.IamRolePolicyAttachment(level(this, "ManagedPolicy"), key, {
          role: role.name,
          policyArn: arn,
          ...this.meta,
        }),
    );
    const profile = new this.kit.IamInstanceProfile(this, "InstanceProfile", { role: role.name, tags, ...this.meta });
    const network = planned.network && this.declareNetwork(plan, planned.network);
    const infrastructure = new this.kit.ImagebuilderInfrastructureConfiguration(this, "Infrastructure", {
      name: planned.name,
      description: planned.description,
      instanceProfileName: profile.name,
      instanceTypes: [...planned.instanceTypes],
      instanceMetadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
      terminateInstanceOnFailure: true,
      resourceTags: tags,
      tags,
      ...network?.placement,
      ...this.meta,
    });
    return { infrastructureArn: infrastructure.arn, usable: [...attachments, ...(network?.rules ?? [])] };
  }

  private declareNetwork(plan: Plan, { vpcId, subnetId, egressRules }: NonNullable<Plan["infrastructure"]["network"]>) {
    const group = new this.kit.SecurityGroup(this, "SecurityGroup", {
      vpcId,
      description: "Builds the image of the DNS forwarders: nobody is let in",
      tags: this.tags(plan, plan.logicalName),
      lifecycle,
      ...this.meta,
    });
    const rules = egressRules.map(
      (rule) =>
        new this.kit.VpcSecurityGroupEgressRule(level(this, "Egress"), keyIn(plan.logicalName, rule.logicalName), {
          securityGroupId: group.id,
          ipProtocol: rule.protocol,
          fromPort: rule.port,
          toPort: rule.port,
          description: rule.description,
          tags: this.tags(plan, rule.logicalName),
          ...ruleRange(rule.cidrBlock),
          ...this.meta,
        }),
    );
    return { placement: { subnetId, securityGroupIds: [group.id] }, rules };
  }
}
