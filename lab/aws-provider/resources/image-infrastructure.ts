import {
  CreateInfrastructureConfigurationCommand,
  DeleteInfrastructureConfigurationCommand,
  GetInfrastructureConfigurationCommand,
  type InstanceMetadataOptions,
  UpdateInfrastructureConfigurationCommand,
} from "@aws-sdk/client-imagebuilder";
import { given } from "../arn";
import { imageBuilderTagOutputs, imageBuilderTags, updateImageBuilderTags } from "../image-builder-tags";
import { blockOf, flagOf, numberOf, type Properties, requiredText, textOf, textsOf } from "../property-values";
import { type ResourceType, updating } from "../resource-type";

export const imageInfrastructure: ResourceType = {
  token: "aws:imagebuilder/infrastructureConfiguration:InfrastructureConfiguration",
  tagged: true,
  nameLength: 126,
  arguments: {
    ...updating("description", "keyPair", "resourceTags", "snsTopicArn", "subnetId"),
    instanceMetadataOptions: { change: "update", members: ["httpPutResponseHopLimit", "httpTokens"] },
    instanceProfileName: { change: "update", required: true },
    instanceTypes: { change: "update", set: true },
    name: { change: "replace", computed: true },
    securityGroupIds: { change: "update", set: true },
    terminateInstanceOnFailure: { change: "update", default: false },
  },
  outputs: ["arn", "dateCreated", "dateUpdated"],
  async create(inputs, aws) {
    const { infrastructureConfigurationArn } = await aws.imageBuilder.send(
      new CreateInfrastructureConfigurationCommand({
        name: requiredText(inputs, "name"),
        ...settings(inputs),
        ...imageBuilderTags(inputs),
      }),
    );
    return given(infrastructureConfigurationArn, "infrastructureConfigurationArn");
  },
  async read(id, aws) {
    const call = new GetInfrastructureConfigurationCommand({ infrastructureConfigurationArn: id });
    const { infrastructureConfiguration: found } = await aws.imageBuilder.send(call);
    const metadata = found?.instanceMetadataOptions;
    return {
      arn: found?.arn,
      dateCreated: found?.dateCreated ?? "",
      dateUpdated: found?.dateUpdated ?? "",
      description: found?.description ?? "",
      instanceMetadataOptions: metadata && {
        httpPutResponseHopLimit: metadata.httpPutResponseHopLimit,
        httpTokens: metadata.httpTokens ?? "",
      },
      instanceProfileName: found?.instanceProfileName,
      instanceTypes: found?.instanceTypes ?? [],
      keyPair: found?.keyPair ?? "",
      name: found?.name,
      resourceTags: found?.resourceTags ?? {},
      securityGroupIds: found?.securityGroupIds ?? [],
      snsTopicArn: found?.snsTopicArn ?? "",
      subnetId: found?.subnetId ?? "",
      terminateInstanceOnFailure: found?.terminateInstanceOnFailure ?? false,
      ...imageBuilderTagOutputs(found?.tags),
    };
  },
  async update(update, aws) {
    const { id, inputs, changed } = update;
    if ([...changed].some((name) => name !== "tags")) {
      const change = { infrastructureConfigurationArn: id, ...settings(inputs) };
      await aws.imageBuilder.send(new UpdateInfrastructureConfigurationCommand(change));
    }
    await updateImageBuilderTags(update, aws);
  },
  async delete(id, aws) {
    const call = new DeleteInfrastructureConfigurationCommand({ infrastructureConfigurationArn: id });
    await aws.imageBuilder.send(call);
  },
};

function settings(inputs: Properties) {
  const metadata = blockOf(inputs, "instanceMetadataOptions");
  const [instanceTypes, securityGroupIds] = [textsOf(inputs, "instanceTypes"), textsOf(inputs, "securityGroupIds")];
  return {
    description: textOf(inputs, "description"),
    instanceProfileName: requiredText(inputs, "instanceProfileName"),
    keyPair: textOf(inputs, "keyPair"),
    resourceTags: (inputs.resourceTags ?? {}) as Record<string, string>,
    snsTopicArn: textOf(inputs, "snsTopicArn"),
    subnetId: textOf(inputs, "subnetId"),
    terminateInstanceOnFailure: flagOf(inputs, "terminateInstanceOnFailure") ?? false,
    ...(metadata && { instanceMetadataOptions: metadataRequest(metadata) }),
    ...(instanceTypes.length > 0 && { instanceTypes }),
    ...(securityGroupIds.length > 0 && { securityGroupIds }),
  };
}

function metadataRequest(metadata: Properties): InstanceMetadataOptions {
  return {
    httpPutResponseHopLimit: numberOf(metadata, "httpPutResponseHopLimit"),
    httpTokens: textOf(metadata, "httpTokens"),
  };
}
