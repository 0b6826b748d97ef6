import {
  CreateComponentCommand,
  DeleteComponentCommand,
  GetComponentCommand,
  type Platform,
} from "@aws-sdk/client-imagebuilder";
import { given } from "../arn";
import { imageBuilderTagOutputs, imageBuilderTags, updateImageBuilderTags } from "../image-builder-tags";
import { flagOf, requiredText, textOf, textsOf } from "../property-values";
import { type ResourceType, replacing } from "../resource-type";

export const imageComponent: ResourceType = {
  token: "aws:imagebuilder/component:Component",
  tagged: true,
  nameLength: 126,
  arguments: {
    ...replacing("changeDescription", "data", "description", "kmsKeyId", "uri"),
    name: { change: "replace", computed: true },
    platform: { change: "replace", required: true },
    skipDestroy: { change: "kept", default: false },
    supportedOsVersions: { change: "replace", set: true },
    version: { change: "replace", required: true },
  },
  outputs: ["arn", "dateCreated", "encrypted", "owner", "type"],
  check(inputs) {
    if ((inputs.data === undefined) !== (inputs.uri === undefined)) return [];
    return [{ property: "data", reason: "one of data and uri must be given, and not both" }];
  },
  async create(inputs, aws) {
    const supportedOsVersions = textsOf(inputs, "supportedOsVersions");
    const { componentBuildVersionArn } = await aws.imageBuilder.send(
      new CreateComponentCommand({
        name: requiredText(inputs, "name"),
        semanticVersion: requiredText(inputs, "version"),
        platform: requiredText(inputs, "platform") as Platform,
        data: textOf(inputs, "data"),
        uri: textOf(inputs, "uri"),
        description: textOf(inputs, "description"),
        changeDescription: textOf(inputs, "changeDescription"),
        kmsKeyId: textOf(inputs, "kmsKeyId"),
        ...(supportedOsVersions.length > 0 && { supportedOsVersions }),
        ...imageBuilderTags(inputs),
      }),
    );
    return given(componentBuildVersionArn, "componentBuildVersionArn");
  },
  async read(id, aws, state) {
    const call = new GetComponentCommand({ componentBuildVersionArn: id });
    const { component } = await aws.imageBuilder.send(call);
    return {
      arn: component?.arn,
      changeDescription: component?.changeDescription ?? "",
      data: component?.data ?? "",
      dateCreated: component?.dateCreated ?? "",
      description: component?.description ?? "",
      encrypted: component?.encrypted ?? false,
      kmsKeyId: component?.kmsKeyId ?? "",
      name: component?.name,
      owner: component?.owner ?? "",
      platform: component?.platform,
      skipDestroy: flagOf(state, "skipDestroy") ?? false,
      supportedOsVersions: component?.supportedOsVersions ?? [],
      type: component?.type ?? "",
      version: component?.version,
      ...imageBuilderTagOutputs(component?.tags),
    };
  },
  update: updateImageBuilderTags,
  async delete(id, aws, state) {
    if (flagOf(state, "skipDestroy")) return;
    await aws.imageBuilder.send(new DeleteComponentCommand({ componentBuildVersionArn: id }));
  },
};
