import {
  GetComponentCommand,
  GetDistributionConfigurationCommand,
  GetImageCommand,
  GetImagePipelineCommand,
  GetImageRecipeCommand,
  GetInfrastructureConfigurationCommand,
} from "@aws-sdk/client-imagebuilder";
import { document } from "../front/image-builder/image-parts";
import type { ResourceCase } from "./resource-case";

const distribution = (description: string) => [
  {
    region: "eu-central-1",
    amiDistributionConfiguration: {
      name: "dns-{{ imagebuilder:buildDate }}",
      description,
      amiTags: { team: "net" },
    },
  },
];
const schedule = (scheduleExpression: string) => ({ scheduleExpression });

export const imageBuilderCases: readonly ResourceCase[] = [
  {
    type: "aws:imagebuilder/component:Component",
    given: () => ({
      name: "made",
      version: "1.0.0",
      platform: "Linux",
      description: "makes",
      data: document("true"),
      tags: { team: "net" },
    }),
    async described({ id }, { imageBuilder }) {
      const call = new GetComponentCommand({ componentBuildVersionArn: id });
      const { component } = await imageBuilder.send(call);
      return { name: component?.name, data: component?.data, tags: component?.tags };
    },
    expected: () => ({ name: "made", data: document("true"), tags: { team: "net" } }),
    outputs: ["arn", "dateCreated", "owner", "type"],
    inPlace: {
      change: () => ({ tags: { team: "dns" } }),
      changed: ["tags"],
      expected: () => ({ name: "made", data: document("true"), tags: { team: "dns" } }),
    },
    replacing: { change: () => ({ name: "other", data: document("false") }), names: ["data", "name"] },
  },
  {
    type: "aws:imagebuilder/imageRecipe:ImageRecipe",
    given: ({ imageParts: { componentArn } }) => ({
      name: "made",
      version: "1.0.0",
      parentImage: "ssm:/aws/service/debian/release/13/latest/arm64",
      components: [{ componentArn }],
      blockDeviceMappings: [
        {
          deviceName: "/dev/xvda",
          ebs: { encrypted: "true", deleteOnTermination: "true", volumeType: "gp3", volumeSize: 8 },
        },
      ],
      systemsManagerAgent: { uninstallAfterBuild: true },
      userDataBase64: "IyEvYmluL3NoCg==",
      tags: { team: "net" },
    }),
    async described({ id }, { imageBuilder }) {
      const { imageRecipe } = await imageBuilder.send(new GetImageRecipeCommand({ imageRecipeArn: id }));
      return {
        ebs: imageRecipe?.blockDeviceMappings?.[0]?.ebs,
        instance: imageRecipe?.additionalInstanceConfiguration,
        tags: imageRecipe?.tags,
      };
    },
    expected: () => ({
      ebs: { encrypted: true, deleteOnTermination: true, volumeType: "gp3", volumeSize: 8 },
      instance: { systemsManagerAgent: { uninstallAfterBuild: true }, userDataOverride: "IyEvYmluL3NoCg==" },
      tags: { team: "net" },
    }),
    outputs: ["arn", "dateCreated", "owner", "platform"],
    replacing: {
      change: ({ imageParts: { otherComponentArn } }) => ({
        name: "other",
        components: [{ componentArn: otherComponentArn }],
        systemsManagerAgent: { uninstallAfterBuild: false },
      }),
      names: ["components", "name", "systemsManagerAgent"],
    },
  },
  {
    type: "aws:imagebuilder/infrastructureConfiguration:InfrastructureConfiguration",
    given: ({ profileName, subnetA, groupId }) => ({
      name: "made",
      instanceProfileName: profileName,
      instanceTypes: ["t4g.small", "m7g.medium"],
      instanceMetadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
      subnetId: subnetA,
      securityGroupIds: [groupId],
      terminateInstanceOnFailure: true,
      resourceTags: { team: "net" },
    }),
    async described({ id }, { imageBuilder }) {
      const call = new GetInfrastructureConfigurationCommand({ infrastructureConfigurationArn: id });
      const { infrastructureConfiguration: found } = await imageBuilder.send(call);
      return {
        profile: found?.instanceProfileName,
        metadata: found?.instanceMetadataOptions,
        groups: found?.securityGroupIds,
        subnet: found?.subnetId,
        tags: found?.resourceTags,
      };
    },
    expected: ({ profileName, groupId, subnetA }) => ({
      profile: profileName,
      metadata: { httpTokens: "required", httpPutResponseHopLimit: 1 },
      groups: [groupId],
      subnet: subnetA,
      tags: { team: "net" },
    }),
    outputs: ["arn", "dateCreated"],
    inPlace: {
      change: ({ otherProfileName }) => ({
        instanceProfileName: otherProfileName,
        securityGroupIds: undefined,
        subnetId: undefined,
        resourceTags: { team: "dns" },
      }),
      changed: ["instanceProfileName", "resourceTags", "securityGroupIds", "subnetId"],
      expected: ({ otherProfileName }) => ({
        profile: otherProfileName,
        metadata: { httpTokens: "required", httpPutResponseHopLimit: 1 },
        groups: undefined,
        subnet: undefined,
        tags: { team: "dns" },
      }),
    },
    replacing: { change: () => ({ name: "other" }), names: ["name"] },
  },
  {
    type: "aws:imagebuilder/distributionConfiguration:DistributionConfiguration",
    given: () => ({ name: "made", distributions: distribution("one") }),
    async described({ id }, { imageBuilder }) {
      const call = new GetDistributionConfigurationCommand({ distributionConfigurationArn: id });
      return (await imageBuilder.send(call)).distributionConfiguration?.distributions;
    },
    expected: () => distribution("one"),
    outputs: ["arn", "dateCreated"],
    inPlace: {
      change: () => ({ distributions: distribution("two") }),
      changed: ["distributions"],
      expected: () => distribution("two"),
    },
    replacing: { change: () => ({ name: "other" }), names: ["name"] },
  },
  {
    type: "aws:imagebuilder/image:Image",
    given: ({ imageParts: { recipeArn, infrastructureArn, distributionArn } }) => ({
      imageRecipeArn: recipeArn,
      infrastructureConfigurationArn: infrastructureArn,
      distributionConfigurationArn: distributionArn,
      imageTestsConfiguration: { imageTestsEnabled: false, timeoutMinutes: 60 },
      tags: { team: "net" },
    }),
    async described({ id }, { imageBuilder }) {
      const { image } = await imageBuilder.send(new GetImageCommand({ imageBuildVersionArn: id }));
      return { state: image?.state?.status, tests: image?.imageTestsConfiguration, tags: image?.tags };
    },
    expected: () => ({
      state: "AVAILABLE",
      tests: { imageTestsEnabled: false, timeoutMinutes: 60 },
      tags: { team: "net" },
    }),
    outputs: ["arn", "dateCreated", "name", "osVersion", "platform", "version"],
    inPlace: {
      change: () => ({ tags: { team: "dns" } }),
      changed: ["tags"],
      expected: () => ({
        state: "AVAILABLE",
        tests: { imageTestsEnabled: false, timeoutMinutes: 60 },
        tags: { team: "dns" },
      }),
    },
    replacing: {
      change: ({ imageParts: { otherRecipeArn } }) => ({ imageRecipeArn: otherRecipeArn }),
      names: ["imageRecipeArn"],
    },
  },
  {
    type: "aws:imagebuilder/imagePipeline:ImagePipeline",
    given: ({ imageParts: { recipeArn, infrastructureArn } }) => ({
      name: "made",
      imageRecipeArn: recipeArn,
      infrastructureConfigurationArn: infrastructureArn,
      schedule: schedule("cron(0 3 1 * ? *)"),
    }),
    async described({ id }, { imageBuilder }) {
      const { imagePipeline } = await imageBuilder.send(new GetImagePipelineCommand({ imagePipelineArn: id }));
      return {
        recipe: imagePipeline?.imageRecipeArn,
        schedule: imagePipeline?.schedule?.scheduleExpression,
        status: imagePipeline?.status,
      };
    },
    expected: ({ imageParts: { recipeArn } }) => ({
      recipe: recipeArn,
      schedule: "cron(0 3 1 * ? *)",
      status: "ENABLED",
    }),
    outputs: ["arn", "dateCreated", "platform"],
    inPlace: {
      change: ({ imageParts: { otherRecipeArn } }) => ({
        imageRecipeArn: otherRecipeArn,
        schedule: schedule("cron(0 4 1 * ? *)"),
        status: "DISABLED",
      }),
      changed: ["imageRecipeArn", "schedule", "status"],
      expected: ({ imageParts: { otherRecipeArn } }) => ({
        recipe: otherRecipeArn,
        schedule: "cron(0 4 1 * ? *)",
        status: "DISABLED",
      }),
    },
    replacing: { change: () => ({ name: "other" }), names: ["name"] },
  },
];
