import type { Image, ImagePipeline, ImageTestsConfiguration, Schedule } from "@aws-sdk/client-imagebuilder";
import { AwsError } from "../aws-error";
import type { Action, ImageBuilderContext } from "./context";
import {
  arnOf,
  block,
  type Call,
  flag,
  invalid,
  type Members,
  newArn,
  number,
  oneOf,
  onlyMembers,
  optionalText,
  requiredText,
  tags,
  thingName,
} from "./request";
import { keep, remove, thingOf } from "./store";

const IMAGE = "imageBuildVersionArn";
const PIPELINE = "imagePipelineArn";
const BUILT = ["AVAILABLE", "CANCELLED", "DELETED", "DEPRECATED", "DISABLED", "FAILED"];

export const imageActions: { readonly [name: string]: Action } = {
  CreateImage: (call, context) => {
    onlyMembers(call.body, "clientToken", "tags", ...BUILD_MEMBERS);
    const image = newImage(call, readBuild(call.body, context), tags(call.body), context);
    return { [IMAGE]: image.arn };
  },
  GetImage: ({ query }, { store }) => {
    return { image: thingOf(store.images, arnOf(query.get(IMAGE), IMAGE, "image", 2)) };
  },
  CancelImageCreation: ({ body }, { store, cancel }) => {
    const arn = arnOf(body[IMAGE] as string, IMAGE, "image", 2);
    if (isBuilt(thingOf(store.images, arn))) throw new AwsError("InvalidRequestException", "The image is built.");
    cancel(arn);
    return { [IMAGE]: arn };
  },
  /** What was registered in EC2 stays there. */
  DeleteImage: ({ query }, { store }) => {
    const arn = arnOf(query.get(IMAGE), IMAGE, "image", 2);
    if (!isBuilt(thingOf(store.images, arn))) {
      const message = `Resource dependency error: The image '${arn}' is being built; cancel that first.`;
      throw new AwsError("ResourceDependencyException", message);
    }
    store.images.things.delete(arn);
    return { [IMAGE]: arn };
  },
  CreateImagePipeline: (call, context) => {
    const { store, now } = context;
    onlyMembers(call.body, "name", "description", "schedule", "status", "tags", "clientToken", ...BUILD_MEMBERS);
    const name = thingName(call.body);
    const arn = newArn(call, "image-pipeline", name);
    const pipeline = { arn, name, dateCreated: now().toISOString(), tags: tags(call.body) };
    keep(store.pipelines, { ...pipeline, ...readPipeline(call.body, context) });
    return { [PIPELINE]: arn };
  },
  GetImagePipeline: ({ query }, { store }) => {
    return { imagePipeline: thingOf(store.pipelines, arnOf(query.get(PIPELINE), PIPELINE, "image-pipeline", 0)) };
  },
  UpdateImagePipeline: ({ body }, context) => {
    const { store, now } = context;
    onlyMembers(body, PIPELINE, "description", "schedule", "status", "clientToken", ...BUILD_MEMBERS);
    const arn = arnOf(body[PIPELINE] as string, PIPELINE, "image-pipeline", 0);
    const { name, dateCreated, tags: kept } = thingOf(store.pipelines, arn);
    const changed = { arn, name, dateCreated, tags: kept, dateUpdated: now().toISOString() };
    store.pipelines.things.set(arn, { ...changed, ...readPipeline(body, context) });
    return { [PIPELINE]: arn };
  },
  DeleteImagePipeline: ({ query }, { store }) => {
    const arn = arnOf(query.get(PIPELINE), PIPELINE, "image-pipeline", 0);
    remove(store.pipelines, arn);
    return { [PIPELINE]: arn };
  },
  StartImagePipelineExecution: (call, context) => {
    onlyMembers(call.body, PIPELINE, "clientToken", "tags");
    const arn = arnOf(call.body[PIPELINE] as string, PIPELINE, "image-pipeline", 0);
    const pipeline = thingOf(context.store.pipelines, arn);
    const build = readBuild(pipeline as unknown as Members, context);
    const source = { sourcePipelineArn: arn, sourcePipelineName: pipeline.name };
    return { [IMAGE]: newImage(call, { ...build, ...source }, tags(call.body), context).arn };
  },
};

function isBuilt({ state }: Image): boolean {
  return BUILT.includes(state?.status ?? "");
}

const BUILD_MEMBERS = [
  ...["imageRecipeArn", "infrastructureConfigurationArn", "distributionConfigurationArn", "imageTestsConfiguration"],
  ...["enhancedImageMetadataEnabled"],
];

type Build = Pick<
  Image,
  | "distributionConfiguration"
  | "enhancedImageMetadataEnabled"
  | "imageRecipe"
  | "imageTestsConfiguration"
  | "infrastructureConfiguration"
  | "sourcePipelineArn"
  | "sourcePipelineName"
>;

/** What an image is built of, as it is now. */
function readBuild(body: Members, { store }: ImageBuilderContext): Build {
  const { imageRecipeArn, infrastructureConfigurationArn, distributionConfigurationArn, ...rest } = readArns(body);
  return {
    imageRecipe: thingOf(store.recipes, imageRecipeArn),
    infrastructureConfiguration: thingOf(store.infrastructures, infrastructureConfigurationArn),
    distributionConfiguration:
      distributionConfigurationArn === undefined
        ? undefined
        : thingOf(store.distributions, distributionConfigurationArn),
    ...rest,
  };
}

function readArns(body: Members) {
  const distribution = optionalText(body, "distributionConfigurationArn");
  return {
    imageRecipeArn: arnOf(requiredText(body, "imageRecipeArn"), "imageRecipeArn", "image-recipe", 1),
    infrastructureConfigurationArn: arnOf(
      requiredText(body, "infrastructureConfigurationArn"),
      "infrastructureConfigurationArn",
      "infrastructure-configuration",
      0,
    ),
    distributionConfigurationArn:
      distribution === undefined
        ? undefined
        : arnOf(distribution, "distributionConfigurationArn", "distribution-configuration", 0),
    imageTestsConfiguration: readTests(body),
    enhancedImageMetadataEnabled: flag(body, "enhancedImageMetadataEnabled") ?? true,
  };
}

function readTests(body: Members): ImageTestsConfiguration {
  const given = block(body, "imageTestsConfiguration", "imageTestsEnabled", "timeoutMinutes") ?? {};
  return {
    imageTestsEnabled: flag(given, "imageTestsEnabled") ?? true,
    timeoutMinutes: number(given, "timeoutMinutes", 60, 1_440) ?? 720,
  };
}

function newImage(call: Call, build: Build, own: Record<string, string>, context: ImageBuilderContext): Image {
  const { store, now } = context;
  const { name = "", version = "", platform } = build.imageRecipe ?? {};
  const versionArn = newArn(call, "image", name, version);
  const builds = [...store.images.things.keys()].filter((arn) => arn.startsWith(`${versionArn}/`));
  const number = Math.max(0, ...builds.map((arn) => Number(arn.split("/").at(-1)))) + 1;
  const image: Image = {
    arn: `${versionArn}/${number}`,
    type: "AMI",
    name,
    version: `${version}/${number}`,
    platform,
    buildType: build.sourcePipelineArn === undefined ? "USER_INITIATED" : "SCHEDULED",
    dateCreated: now().toISOString(),
    state: { status: "PENDING" },
    tags: own,
    ...build,
  };
  keep(store.images, image);
  context.build(image, { account: call.account, region: call.region });
  return image;
}

function readPipeline(body: Members, context: ImageBuilderContext): ImagePipeline {
  const { imageRecipe } = readBuild(body, context);
  return {
    ...readArns(body),
    description: optionalText(body, "description"),
    platform: imageRecipe?.platform,
    schedule: readSchedule(body),
    status: (oneOf(body, "status", ["ENABLED", "DISABLED"]) ?? "ENABLED") as ImagePipeline["status"],
  };
}

function readSchedule(body: Members): Schedule | undefined {
  const known = ["scheduleExpression", "timezone", "pipelineExecutionStartCondition"];
  const given = block(body, "schedule", ...known);
  if (given === undefined) return undefined;
  const scheduleExpression = requiredText(given, "scheduleExpression");
  if (!/^(?:cron\((?:\S+ ){4,5}\S+\)|rate\(\d+ (?:minutes?|hours?|days?)\))$/.test(scheduleExpression)) {
    throw invalid("scheduleExpression", "scheduleExpression must be cron(…) or rate(…).");
  }
  const conditions = ["EXPRESSION_MATCH_AND_DEPENDENCY_UPDATES_AVAILABLE", "EXPRESSION_MATCH_ONLY"] as const;
  const condition = oneOf(given, "pipelineExecutionStartCondition", conditions) as
    | (typeof conditions)[number]
    | undefined;
  return {
    scheduleExpression,
    pipelineExecutionStartCondition: condition ?? conditions[0],
    timezone: optionalText(given, "timezone") ?? "UTC",
  };
}
