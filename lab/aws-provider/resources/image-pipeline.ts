import {
  CreateImagePipelineCommand,
  DeleteImagePipelineCommand,
  GetImagePipelineCommand,
  type PipelineExecutionStartCondition,
  type PipelineStatus,
  UpdateImagePipelineCommand,
} from "@aws-sdk/client-imagebuilder";
import { given } from "../arn";
import { buildRequest, scheduleOutput, testsOutput } from "../image-build";
import { imageBuilderTagOutputs, imageBuilderTags, updateImageBuilderTags } from "../image-builder-tags";
import { blockOf, type Properties, requiredText, textOf } from "../property-values";
import { type ResourceType, updating } from "../resource-type";

export const imagePipeline: ResourceType = {
  token: "aws:imagebuilder/imagePipeline:ImagePipeline",
  tagged: true,
  nameLength: 126,
  arguments: {
    ...updating("description", "distributionConfigurationArn", "imageRecipeArn"),
    enhancedImageMetadataEnabled: { change: "update", default: true },
    imageTestsConfiguration: {
      change: "update",
      computed: true,
      members: ["imageTestsEnabled", "timeoutMinutes"],
    },
    infrastructureConfigurationArn: { change: "update", required: true },
    name: { change: "replace", computed: true },
    schedule: {
      change: "update",
      members: ["pipelineExecutionStartCondition", "scheduleExpression", "timezone"],
      normalise: (value) => ({ ...scheduleDefaults, ...(value as Properties) }),
    },
    status: { change: "update", default: "ENABLED" },
  },
  outputs: ["arn", "dateCreated", "dateLastRun", "dateNextRun", "dateUpdated", "platform"],
  async create(inputs, aws) {
    const { imagePipelineArn } = await aws.imageBuilder.send(
      new CreateImagePipelineCommand({
        name: requiredText(inputs, "name"),
        ...settings(inputs),
        ...imageBuilderTags(inputs),
      }),
    );
    return given(imagePipelineArn, "imagePipelineArn");
  },
  async read(id, aws) {
    const { imagePipeline: found } = await aws.imageBuilder.send(new GetImagePipelineCommand({ imagePipelineArn: id }));
    return {
      arn: found?.arn,
      dateCreated: found?.dateCreated ?? "",
      dateLastRun: found?.dateLastRun ?? "",
      dateNextRun: found?.dateNextRun ?? "",
      dateUpdated: found?.dateUpdated ?? "",
      description: found?.description ?? "",
      distributionConfigurationArn: found?.distributionConfigurationArn ?? "",
      enhancedImageMetadataEnabled: found?.enhancedImageMetadataEnabled ?? true,
      imageRecipeArn: found?.imageRecipeArn ?? "",
      imageTestsConfiguration: testsOutput(found?.imageTestsConfiguration),
      infrastructureConfigurationArn: found?.infrastructureConfigurationArn,
      name: found?.name,
      platform: found?.platform ?? "",
      schedule: scheduleOutput(found?.schedule),
      status: found?.status ?? "ENABLED",
      ...imageBuilderTagOutputs(found?.tags),
    };
  },
  async update(update, aws) {
    const { id, inputs, changed } = update;
    if ([...changed].some((name) => name !== "tags")) {
      await aws.imageBuilder.send(new UpdateImagePipelineCommand({ imagePipelineArn: id, ...settings(inputs) }));
    }
    await updateImageBuilderTags(update, aws);
  },
  async delete(id, aws) {
    await aws.imageBuilder.send(new DeleteImagePipelineCommand({ imagePipelineArn: id }));
  },
};

/** What the schedule is where it does not say. */
const scheduleDefaults = {
  pipelineExecutionStartCondition: "EXPRESSION_MATCH_AND_DEPENDENCY_UPDATES_AVAILABLE",
  timezone: "UTC",
};

function settings(inputs: Properties) {
  const schedule = blockOf(inputs, "schedule");
  const condition = schedule && textOf(schedule, "pipelineExecutionStartCondition");
  return {
    ...buildRequest(inputs),
    description: textOf(inputs, "description"),
    status: textOf(inputs, "status") as PipelineStatus,
    ...(schedule && {
      schedule: {
        scheduleExpression: requiredText(schedule, "scheduleExpression"),
        pipelineExecutionStartCondition: condition as PipelineExecutionStartCondition,
        timezone: textOf(schedule, "timezone"),
      },
    }),
  };
}
