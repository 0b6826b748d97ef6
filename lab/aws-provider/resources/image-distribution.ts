import {
  CreateDistributionConfigurationCommand,
  DeleteDistributionConfigurationCommand,
  type Distribution,
  GetDistributionConfigurationCommand,
  UpdateDistributionConfigurationCommand,
} from "@aws-sdk/client-imagebuilder";
import { given } from "../arn";
import { imageBuilderTagOutputs, imageBuilderTags, updateImageBuilderTags } from "../image-builder-tags";
import { blockOf, blocksOf, type Properties, requiredText, textOf } from "../property-values";
import type { ResourceType } from "../resource-type";

export const imageDistribution: ResourceType = {
  token: "aws:imagebuilder/distributionConfiguration:DistributionConfiguration",
  tagged: true,
  nameLength: 126,
  arguments: {
    description: { change: "update" },
    distributions: {
      change: "update",
      required: true,
      set: true,
      members: ["amiDistributionConfiguration", "region"],
    },
    name: { change: "replace", computed: true },
  },
  outputs: ["arn", "dateCreated", "dateUpdated"],
  async create(inputs, aws) {
    const { distributionConfigurationArn } = await aws.imageBuilder.send(
      new CreateDistributionConfigurationCommand({
        name: requiredText(inputs, "name"),
        description: textOf(inputs, "description"),
        distributions: blocksOf(inputs, "distributions").map(distributionRequest),
        ...imageBuilderTags(inputs),
      }),
    );
    return given(distributionConfigurationArn, "distributionConfigurationArn");
  },
  async read(id, aws) {
    const call = new GetDistributionConfigurationCommand({ distributionConfigurationArn: id });
    const { distributionConfiguration: found } = await aws.imageBuilder.send(call);
    return {
      arn: found?.arn,
      dateCreated: found?.dateCreated ?? "",
      dateUpdated: found?.dateUpdated ?? "",
      description: found?.description ?? "",
      distributions: (found?.distributions ?? []).map(distributionOutput),
      name: found?.name,
      ...imageBuilderTagOutputs(found?.tags),
    };
  },
  async update(update, aws) {
    const { id, inputs, changed } = update;
    if (changed.has("description") || changed.has("distributions")) {
      await aws.imageBuilder.send(
        new UpdateDistributionConfigurationCommand({
          distributionConfigurationArn: id,
          description: textOf(inputs, "description"),
          distributions: blocksOf(inputs, "distributions").map(distributionRequest),
        }),
      );
    }
    await updateImageBuilderTags(update, aws);
  },
  async delete(id, aws) {
    await aws.imageBuilder.send(new DeleteDistributionConfigurationCommand({ distributionConfigurationArn: id }));
  },
};

function distributionRequest(distribution: Properties): Distribution {
  const image = blockOf(distribution, "amiDistributionConfiguration");
  return {
    region: requiredText(distribution, "region"),
    ...(image && {
      amiDistributionConfiguration: {
        name: textOf(image, "name"),
        description: textOf(image, "description"),
        ...(image.amiTags !== undefined && { amiTags: image.amiTags as Record<string, string> }),
      },
    }),
  };
}

function distributionOutput({ region = "", amiDistributionConfiguration: image }: Distribution): Properties {
  return {
    region,
    amiDistributionConfiguration: image && {
      name: image.name ?? "",
      description: image.description ?? "",
      amiTags: image.amiTags,
    },
  };
}
