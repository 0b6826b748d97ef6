import {
  type AdditionalInstanceConfiguration,
  CreateImageRecipeCommand,
  DeleteImageRecipeCommand,
  type EbsVolumeType,
  GetImageRecipeCommand,
  type InstanceBlockDeviceMapping,
} from "@aws-sdk/client-imagebuilder";
import { given } from "../arn";
import { imageBuilderTagOutputs, imageBuilderTags, updateImageBuilderTags } from "../image-builder-tags";
import { blockOf, blocksOf, flagOf, numberOf, type Properties, requiredText, textOf } from "../property-values";
import { type ResourceType, replacing } from "../resource-type";

export const imageRecipe: ResourceType = {
  token: "aws:imagebuilder/imageRecipe:ImageRecipe",
  tagged: true,
  nameLength: 126,
  arguments: {
    ...replacing("description", "workingDirectory"),
    blockDeviceMappings: { change: "replace", set: true, members: ["deviceName", "ebs"] },
    components: { change: "replace", required: true, members: ["componentArn"] },
    name: { change: "replace", computed: true },
    parentImage: { change: "replace", required: true },
    systemsManagerAgent: { change: "replace", computed: true, members: ["uninstallAfterBuild"] },
    userDataBase64: { change: "replace", computed: true },
    version: { change: "replace", required: true },
  },
  outputs: ["arn", "dateCreated", "owner", "platform"],
  async create(inputs, aws) {
    const { imageRecipeArn } = await aws.imageBuilder.send(
      new CreateImageRecipeCommand({
        name: requiredText(inputs, "name"),
        semanticVersion: requiredText(inputs, "version"),
        description: textOf(inputs, "description"),
        parentImage: requiredText(inputs, "parentImage"),
        components: blocksOf(inputs, "components").map((each) => ({
          componentArn: requiredText(each, "componentArn"),
        })),
        blockDeviceMappings: blocksOf(inputs, "blockDeviceMappings").map(deviceRequest),
        additionalInstanceConfiguration: instanceRequest(inputs),
        workingDirectory: textOf(inputs, "workingDirectory"),
        ...imageBuilderTags(inputs),
      }),
    );
    return given(imageRecipeArn, "imageRecipeArn");
  },
  async read(id, aws) {
    const { imageRecipe: found } = await aws.imageBuilder.send(new GetImageRecipeCommand({ imageRecipeArn: id }));
    const { systemsManagerAgent, userDataOverride } = found?.additionalInstanceConfiguration ?? {};
    return {
      arn: found?.arn,
      blockDeviceMappings: (found?.blockDeviceMappings ?? []).map(deviceOutput),
      components: (found?.components ?? []).map(({ componentArn = "" }) => ({ componentArn })),
      dateCreated: found?.dateCreated ?? "",
      description: found?.description ?? "",
      name: found?.name,
      owner: found?.owner ?? "",
      parentImage: found?.parentImage,
      platform: found?.platform ?? "",
      systemsManagerAgent: { uninstallAfterBuild: systemsManagerAgent?.uninstallAfterBuild ?? false },
      userDataBase64: userDataOverride ?? "",
      version: found?.version,
      workingDirectory: found?.workingDirectory ?? "",
      ...imageBuilderTagOutputs(found?.tags),
    };
  },
  update: updateImageBuilderTags,
  async delete(id, aws) {
    await aws.imageBuilder.send(new DeleteImageRecipeCommand({ imageRecipeArn: id }));
  },
};

/** The provider has texts where AWS has flags: an absent one is neither. */
function flagText(properties: Properties, name: string): boolean | undefined {
  const text = textOf(properties, name);
  return text === undefined ? undefined : text === "true";
}

function deviceRequest(device: Properties): InstanceBlockDeviceMapping {
  const ebs = blockOf(device, "ebs");
  return {
    deviceName: textOf(device, "deviceName"),
    ...(ebs && {
      ebs: {
        deleteOnTermination: flagText(ebs, "deleteOnTermination"),
        encrypted: flagText(ebs, "encrypted"),
        kmsKeyId: textOf(ebs, "kmsKeyId"),
        volumeSize: numberOf(ebs, "volumeSize"),
        volumeType: textOf(ebs, "volumeType") as EbsVolumeType,
      },
    }),
  };
}

function deviceOutput({ deviceName = "", ebs }: InstanceBlockDeviceMapping): Properties {
  return {
    deviceName,
    ebs: ebs && {
      deleteOnTermination: String(ebs.deleteOnTermination ?? ""),
      encrypted: String(ebs.encrypted ?? ""),
      kmsKeyId: ebs.kmsKeyId ?? "",
      volumeSize: ebs.volumeSize,
      volumeType: ebs.volumeType ?? "",
    },
  };
}

function instanceRequest(inputs: Properties): AdditionalInstanceConfiguration | undefined {
  const agent = blockOf(inputs, "systemsManagerAgent");
  const userDataOverride = textOf(inputs, "userDataBase64");
  if (agent === undefined && userDataOverride === undefined) return undefined;
  return {
    ...(agent && { systemsManagerAgent: { uninstallAfterBuild: flagOf(agent, "uninstallAfterBuild") } }),
    ...(userDataOverride !== undefined && { userDataOverride }),
  };
}
