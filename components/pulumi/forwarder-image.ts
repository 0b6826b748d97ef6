import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { InstanceProfile } from "@pulumi/aws/iam/instanceProfile";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment";
import { Component } from "@pulumi/aws/imagebuilder/component";
import { DistributionConfiguration } from "@pulumi/aws/imagebuilder/distributionConfiguration";
import { Image } from "@pulumi/aws/imagebuilder/image";
import { ImagePipeline } from "@pulumi/aws/imagebuilder/imagePipeline";
import { ImageRecipe } from "@pulumi/aws/imagebuilder/imageRecipe";
import { InfrastructureConfiguration } from "@pulumi/aws/imagebuilder/infrastructureConfiguration";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc/securityGroupEgressRule";
import * as pulumi from "@pulumi/pulumi";
import { planForwarderImage } from "../core/parts/forwarder-image-plan";
import type { PlannedForwarderImage } from "../core/planned-forwarder-image";
import { forwarderImageSource } from "../io/forwarder-image-source";
import type { InputValues } from "./hybrid-dns-args";
import { builtImageId, inputReader, regionOfArn, ruleRange, stated, tagsWith } from "./inputs";
import type { ForwarderImageArgs } from "./part-args";
import { present } from "./present";
import { acceptPlan } from "./problems";

const forwarderImageType = "hybrid-dns:index:ForwarderImage";

type Plan = PlannedForwarderImage<InputValues>;

/**
 * The image that forwarders run from, built in the account by EC2 Image Builder from what is in this package.
 *
 * ```ts
 * const image = new ForwarderImage("dns", {});
 * new Forwarders("corp", { ..., backend: { unbound: { imageId: image.imageId } } });
 * ```
 *
 * Forwarders of Intel or AMD: `instanceType: "t3.small"`. No default VPC in the account: `subnetId` and `vpcId`. Another
 * system: `base: "ubuntu-26.04"`.
 *
 * What goes into the image is in the names of all that it is built from. So nothing is built where nothing of it has
 * changed, and a new image is there before the old one's parts go. Once a month the pipeline builds it again if the system
 * has become newer; such an image is used by nobody until somebody names it.
 *
 * Declares an `aws:imagebuilder:Component` for each document, an `ImageRecipe`, `InfrastructureConfiguration`,
 * `DistributionConfiguration`, `Image` and `ImagePipeline`, a role with its `InstanceProfile` and AWS's two policies for
 * builds, and with `subnetId` a security group that lets nobody in.
 *
 * Image Builder costs nothing; a build is some 15 minutes of one t4g.small, and `up` waits for it. Each image is a snapshot
 * of 8 GB, some cents a month. AWS does not delete it with the `Image`: deregister old ones yourself.
 */
export class ForwarderImage extends pulumi.ComponentResource {
  /** Of the image in EC2, e.g. `ami-0a1b2c3d4e5f60718`. */
  readonly imageId: pulumi.Output<string>;

  constructor(name: string, args: ForwarderImageArgs, opts?: pulumi.ComponentResourceOptions) {
    super(forwarderImageType, name, {}, opts);
    const source = forwarderImageSource(`${pulumi.getProject()}/${pulumi.getStack()}`);
    const plan = acceptPlan(planForwarderImage(name, args, source, inputReader), this, opts);
    const tags = tagsWith(plan.tags, { Name: plan.logicalName });

    const recipe = declareRecipe(this, plan, tags);
    const { infrastructure, usable } = declareInfrastructure(this, plan, tags);
    const distribution = new DistributionConfiguration(
      plan.logicalName,
      {
        name: plan.distribution.name,
        description: plan.distribution.description,
        distributions: [
          {
            region: regionOfArn(infrastructure.arn),
            amiDistributionConfiguration: {
              name: plan.distribution.imageName,
              description: plan.distribution.description,
              amiTags: tags,
            },
          },
        ],
        tags,
      },
      { parent: this },
    );
    const build = {
      imageRecipeArn: recipe.arn,
      infrastructureConfigurationArn: infrastructure.arn,
      distributionConfigurationArn: distribution.arn,
      imageTestsConfiguration: {
        imageTestsEnabled: plan.tests.enabled,
        timeoutMinutes: plan.tests.timeoutMinutes,
      },
      tags,
    };
    const image = new Image(plan.logicalName, build, { parent: this, dependsOn: usable });
    const { name: pipelineName, scheduleExpression, startCondition } = plan.pipeline;
    new ImagePipeline(
      plan.logicalName,
      {
        ...build,
        name: pipelineName,
        schedule: { scheduleExpression, pipelineExecutionStartCondition: startCondition },
      },
      // What cannot be built now is not built each month either.
      { parent: this, dependsOn: [image] },
    );
    this.imageId = builtImageId(image.outputResources);
    this.registerOutputs({ imageId: this.imageId });
  }
}

type Tags = ReturnType<typeof tagsWith>;

/** Names change with contents, so that the new ones stand beside the old until these are not used any more. */
function declareRecipe(component: ForwarderImage, plan: Plan, tags: Tags): ImageRecipe {
  const components = plan.components.map(
    ({ logicalName, name, version, description, document }) =>
      new Component(
        logicalName,
        { name, version, description, platform: "Linux", data: document, tags },
        { parent: component },
      ),
  );
  const { name, version, description, parentImage, userDataBase64, removeSsmAgent, rootDevice, volumeSize } =
    plan.recipe;
  return new ImageRecipe(
    plan.logicalName,
    {
      name,
      version,
      description,
      parentImage,
      components: components.map(({ arn }) => ({ componentArn: arn })),
      blockDeviceMappings: [
        {
          deviceName: rootDevice,
          ebs: { encrypted: "true", deleteOnTermination: "true", volumeType: "gp3", volumeSize },
        },
      ],
      systemsManagerAgent: { uninstallAfterBuild: removeSsmAgent },
      ...stated({ userDataBase64 }),
      tags,
    },
    { parent: component },
  );
}

/** Where builds run and as whom; what they need before they can is `usable`. */
function declareInfrastructure(component: ForwarderImage, plan: Plan, tags: Tags) {
  const { logicalName, infrastructure: planned } = plan;
  const role = new Role(logicalName, { assumeRolePolicy: planned.assumeRolePolicy, tags }, { parent: component });
  const attachments = planned.managedPolicies.map(
    (policy) =>
      new RolePolicyAttachment(policy.logicalName, { role: role.name, policyArn: policy.arn }, { parent: component }),
  );
  const profile = new InstanceProfile(logicalName, { role: role.name, tags }, { parent: component });
  const networks = present(planned.network).map((network) => declareNetwork(component, plan, network, tags));
  const infrastructure = new InfrastructureConfiguration(
    logicalName,
    {
      name: planned.name,
      description: planned.description,
      instanceProfileName: profile.name,
      instanceTypes: [...planned.instanceTypes],
      instanceMetadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
      terminateInstanceOnFailure: true,
      resourceTags: tags,
      tags,
      ...networks[0]?.placement,
    },
    { parent: component },
  );
  return { infrastructure, usable: [...attachments, ...networks.flatMap(({ rules }) => rules)] };
}

function declareNetwork(
  component: ForwarderImage,
  plan: Plan,
  { vpcId, subnetId, egressRules }: NonNullable<Plan["infrastructure"]["network"]>,
  tags: Tags,
) {
  const group = new SecurityGroup(
    plan.logicalName,
    { vpcId, description: "Builds the image of the DNS forwarders: nobody is let in", tags },
    { parent: component },
  );
  const rules = egressRules.map(
    (rule) =>
      new SecurityGroupEgressRule(
        rule.logicalName,
        {
          securityGroupId: group.id,
          ipProtocol: rule.protocol,
          fromPort: rule.port,
          toPort: rule.port,
          description: rule.description,
          tags: tagsWith(plan.tags, { Name: rule.logicalName }),
          ...ruleRange(rule.cidrBlock),
        },
        { parent: component },
      ),
  );
  return { placement: { subnetId, securityGroupIds: [group.id] }, rules };
}
