import type { ImageTestsConfiguration, Schedule } from "@aws-sdk/client-imagebuilder";
import { blockOf, flagOf, numberOf, type Properties, requiredText, textOf } from "./property-values";

/** What an image is built of, as an image and a pipeline say it. */
export function buildRequest(inputs: Properties) {
  const tests = blockOf(inputs, "imageTestsConfiguration");
  return {
    imageRecipeArn: textOf(inputs, "imageRecipeArn"),
    infrastructureConfigurationArn: requiredText(inputs, "infrastructureConfigurationArn"),
    distributionConfigurationArn: textOf(inputs, "distributionConfigurationArn"),
    enhancedImageMetadataEnabled: flagOf(inputs, "enhancedImageMetadataEnabled"),
    ...(tests && {
      imageTestsConfiguration: {
        imageTestsEnabled: flagOf(tests, "imageTestsEnabled"),
        timeoutMinutes: numberOf(tests, "timeoutMinutes"),
      },
    }),
  };
}

export function testsOutput(tests: ImageTestsConfiguration | undefined): Properties {
  return { imageTestsEnabled: tests?.imageTestsEnabled ?? true, timeoutMinutes: tests?.timeoutMinutes ?? 720 };
}

export function scheduleOutput(schedule: Schedule | undefined): Properties | undefined {
  return (
    schedule && {
      pipelineExecutionStartCondition: schedule.pipelineExecutionStartCondition ?? "",
      scheduleExpression: schedule.scheduleExpression ?? "",
      timezone: schedule.timezone ?? "",
    }
  );
}
