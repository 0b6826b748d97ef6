import { CreateImageCommand, DeleteImageCommand, GetImageCommand } from "@aws-sdk/client-imagebuilder";
import { given } from "../arn";
import type { AwsConnection } from "../aws-connection";
import { buildRequest, testsOutput } from "../image-build";
import { imageBuilderTagOutputs, imageBuilderTags, updateImageBuilderTags } from "../image-builder-tags";
import { type ResourceType, replacing } from "../resource-type";
import { waitFor } from "../waiting";

/** As long as the real provider waits. */
const longestBuildMs = 3_600_000;

export const image: ResourceType = {
  token: "aws:imagebuilder/image:Image",
  tagged: true,
  arguments: {
    ...replacing("distributionConfigurationArn", "imageRecipeArn"),
    enhancedImageMetadataEnabled: { change: "replace", default: true },
    imageTestsConfiguration: {
      change: "replace",
      computed: true,
      members: ["imageTestsEnabled", "timeoutMinutes"],
    },
    infrastructureConfigurationArn: { change: "replace", required: true },
  },
  outputs: ["arn", "dateCreated", "name", "osVersion", "outputResources", "platform", "version"],
  async create(inputs, aws) {
    const request = { ...buildRequest(inputs), ...imageBuilderTags(inputs) };
    const { imageBuildVersionArn } = await aws.imageBuilder.send(new CreateImageCommand(request));
    return given(imageBuildVersionArn, "imageBuildVersionArn");
  },
  async finish(id, _inputs, aws) {
    const state = await waitFor(`${id} built`, () => finalState(id, aws), longestBuildMs);
    if (state.status !== "AVAILABLE") throw new Error(`${id} is ${state.status}: ${state.reason ?? "no reason given"}`);
  },
  async read(id, aws) {
    const found = await find(id, aws);
    return {
      arn: found?.arn,
      dateCreated: found?.dateCreated ?? "",
      distributionConfigurationArn: found?.distributionConfiguration?.arn ?? "",
      enhancedImageMetadataEnabled: found?.enhancedImageMetadataEnabled ?? true,
      imageRecipeArn: found?.imageRecipe?.arn ?? "",
      imageTestsConfiguration: testsOutput(found?.imageTestsConfiguration),
      infrastructureConfigurationArn: found?.infrastructureConfiguration?.arn ?? "",
      name: found?.name ?? "",
      osVersion: found?.osVersion ?? "",
      outputResources: [
        {
          amis: (found?.outputResources?.amis ?? []).map(({ accountId, description, image, name, region }) => ({
            accountId,
            description: description ?? "",
            image,
            name,
            region,
          })),
          containers: [],
        },
      ],
      platform: found?.platform ?? "",
      version: found?.version ?? "",
      ...imageBuilderTagOutputs(found?.tags),
    };
  },
  update: updateImageBuilderTags,
  /** The image in EC2 stays, as with the real provider. */
  async delete(id, aws) {
    await aws.imageBuilder.send(new DeleteImageCommand({ imageBuildVersionArn: id }));
  },
};

async function find(id: string, aws: AwsConnection) {
  return (await aws.imageBuilder.send(new GetImageCommand({ imageBuildVersionArn: id }))).image;
}

async function finalState(id: string, aws: AwsConnection) {
  const state = (await find(id, aws))?.state;
  return ["AVAILABLE", "CANCELLED", "FAILED"].includes(state?.status ?? "") ? state : undefined;
}
