import type { Component, ImageRecipe } from "@aws-sdk/client-imagebuilder";
import { readAwstoeDocument } from "../../root-file-system/awstoe";
import { AwsError } from "../aws-error";
import type { Action, ImageBuilderContext } from "./context";
import {
  arnOf,
  block,
  blocks,
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
  semanticVersion,
  tags,
  texts,
  thingName,
} from "./request";
import { keep, remove, thingOf } from "./store";

const MOST_DOCUMENT_CHARACTERS = 16_000;
const MOST_COMPONENTS = 20;

export const componentActions: { readonly [name: string]: Action } = {
  CreateComponent: (call, context) => {
    const component = newComponent(call, context);
    keep(context.store.components, component);
    return { componentBuildVersionArn: component.arn };
  },
  GetComponent: ({ query }, { store }) => {
    const arn = arnOf(query.get("componentBuildVersionArn"), "componentBuildVersionArn", "component", 2);
    return { component: thingOf(store.components, arn) };
  },
  DeleteComponent: ({ query }, { store }) => {
    const arn = arnOf(query.get("componentBuildVersionArn"), "componentBuildVersionArn", "component", 2);
    remove(store.components, arn, store.recipes.things.values());
    return { componentBuildVersionArn: arn };
  },
  CreateImageRecipe: (call, context) => {
    const recipe = newRecipe(call, context);
    keep(context.store.recipes, recipe);
    return { imageRecipeArn: recipe.arn };
  },
  GetImageRecipe: ({ query }, { store }) => {
    const arn = arnOf(query.get("imageRecipeArn"), "imageRecipeArn", "image-recipe", 1);
    return { imageRecipe: thingOf(store.recipes, arn) };
  },
  DeleteImageRecipe: ({ query }, { store }) => {
    const arn = arnOf(query.get("imageRecipeArn"), "imageRecipeArn", "image-recipe", 1);
    remove(store.recipes, arn, store.pipelines.things.values());
    return { imageRecipeArn: arn };
  },
};

/** What has name and version of another is its next build. */
function newComponent(call: Call, { store, now }: ImageBuilderContext): Component {
  const { body } = call;
  onlyMembers(
    body,
    ...[
      "name",
      "semanticVersion",
      "description",
      "changeDescription",
      "platform",
      "supportedOsVersions",
      "data",
      "uri",
    ],
    ...["kmsKeyId", "tags", "clientToken"],
  );
  const name = thingName(body);
  const version = semanticVersion(body);
  const platform = oneOf(body, "platform", ["Linux", "Windows", "macOS"]) ?? requiredText(body, "platform");
  const [data, uri] = [optionalText(body, "data", MOST_DOCUMENT_CHARACTERS), optionalText(body, "uri")];
  if ((data === undefined) === (uri === undefined)) {
    const message = "You must specify either 'data' or 'uri' in your request, and not both.";
    throw new AwsError("InvalidParameterCombinationException", message);
  }
  if (data === undefined) throw invalid("uri", "The emulator reads no documents from S3.");
  try {
    readAwstoeDocument(data);
  } catch (error) {
    throw new AwsError("InvalidRequestException", `The component document is not valid: ${(error as Error).message}`);
  }
  const versionArn = newArn(call, "component", name, version);
  const builds = [...store.components.things.keys()].filter((arn) => arn.startsWith(`${versionArn}/`));
  const build = Math.max(0, ...builds.map((arn) => Number(arn.split("/").at(-1)))) + 1;
  return {
    arn: `${versionArn}/${build}`,
    name,
    version,
    description: optionalText(body, "description"),
    changeDescription: optionalText(body, "changeDescription"),
    platform: platform as Component["platform"],
    supportedOsVersions: texts(body, "supportedOsVersions"),
    kmsKeyId: optionalText(body, "kmsKeyId"),
    type: "BUILD",
    state: { status: "ACTIVE" },
    owner: call.account,
    data,
    encrypted: true,
    dateCreated: now().toISOString(),
    tags: tags(body),
  };
}

function newRecipe(call: Call, { store, now }: ImageBuilderContext): ImageRecipe {
  const { body } = call;
  onlyMembers(
    body,
    ...["name", "semanticVersion", "description", "components", "parentImage", "blockDeviceMappings", "tags"],
    ...["workingDirectory", "additionalInstanceConfiguration", "amiTags", "clientToken"],
  );
  const name = thingName(body);
  const version = semanticVersion(body);
  const components = blocks(body, "components", "componentArn", "parameters") ?? [];
  if (components.length < 1 || components.length > MOST_COMPONENTS) {
    throw invalid("components", `There must be 1 to ${MOST_COMPONENTS} components.`);
  }
  const platforms = components.map(({ componentArn, parameters }) => {
    if (parameters !== undefined) throw invalid("parameters", "The emulator gives components no parameters.");
    const arn = arnOf(componentArn as string, "componentArn", "component", 2);
    return thingOf(store.components, arn).platform;
  });
  return {
    arn: newArn(call, "image-recipe", name, version),
    type: "AMI",
    name,
    version,
    description: optionalText(body, "description"),
    platform: platforms[0],
    owner: call.account,
    components: components.map(({ componentArn }) => ({ componentArn: String(componentArn) })),
    parentImage: parentImage(body),
    blockDeviceMappings: devices(body),
    additionalInstanceConfiguration: additionalConfiguration(body),
    workingDirectory: optionalText(body, "workingDirectory"),
    dateCreated: now().toISOString(),
    tags: tags(body),
    ...(body["amiTags"] !== undefined && { amiTags: tags(body, "amiTags") }),
  };
}

/** An image of EC2, or the parameter of Systems Manager that names one. */
function parentImage(body: Members): string {
  const parent = requiredText(body, "parentImage");
  if (/^ami-[0-9a-f]{8,17}$/.test(parent) || /^ssm:(?:arn:|\/|[A-Za-z0-9])/.test(parent)) return parent;
  throw invalid("parentImage", "The emulator takes ami-… and ssm:… as base images.");
}

function devices(body: Members): ImageRecipe["blockDeviceMappings"] {
  const given = blocks(body, "blockDeviceMappings", "deviceName", "ebs", "virtualName", "noDevice");
  return given?.map((device) => {
    const known = ["encrypted", "deleteOnTermination", "iops", "kmsKeyId", "snapshotId", "volumeSize", "volumeType"];
    const ebs = block(device, "ebs", ...known, "throughput");
    if (ebs) {
      flag(ebs, "encrypted");
      flag(ebs, "deleteOnTermination");
      number(ebs, "volumeSize", 1, 16_000);
      oneOf(ebs, "volumeType", ["gp2", "gp3", "io1", "io2", "sc1", "st1", "standard"]);
    }
    requiredText(device, "deviceName");
    return device;
  });
}

function additionalConfiguration(body: Members): ImageRecipe["additionalInstanceConfiguration"] {
  const given = block(body, "additionalInstanceConfiguration", "systemsManagerAgent", "userDataOverride");
  if (given === undefined) return undefined;
  const agent = block(given, "systemsManagerAgent", "uninstallAfterBuild");
  if (agent) flag(agent, "uninstallAfterBuild");
  const userData = optionalText(given, "userDataOverride", 21_847);
  if (userData !== undefined && !/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(userData)) {
    throw invalid("userDataOverride", "userDataOverride must be base64.");
  }
  return given;
}
