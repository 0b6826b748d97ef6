import { setTimeout } from "node:timers/promises";
import { CreateInstanceProfileCommand, IAMClient } from "@aws-sdk/client-iam";
import {
  CreateComponentCommand,
  CreateDistributionConfigurationCommand,
  CreateImageRecipeCommand,
  CreateInfrastructureConfigurationCommand,
  GetImageCommand,
  type Image,
  ImagebuilderClient,
} from "@aws-sdk/client-imagebuilder";
import { clientOf, region } from "../running-front";

export const document = (command: string) => `name: check
schemaVersion: 1.0
phases:
- name: build
  steps:
  - name: run
    action: ExecuteBash
    inputs:
      commands:
      - ${JSON.stringify(command)}
`;

export const debian = "ssm:/aws/service/debian/release/13/latest/arm64";

/** An image's parts, made one by one; names tell the tests of a file apart. */
export function imageParts(endpoint: string) {
  const client = new ImagebuilderClient(clientOf(endpoint));
  const iam = new IAMClient(clientOf(endpoint));
  const component = async (name: string, data = document("true"), semanticVersion = "1.0.0") => {
    const request = { name, semanticVersion, platform: "Linux" as const, data };
    return (await client.send(new CreateComponentCommand(request))).componentBuildVersionArn!;
  };
  const recipe = async (name: string, components: readonly string[], more: object = {}) => {
    const request = {
      name,
      semanticVersion: "1.0.0",
      parentImage: debian,
      components: components.map((componentArn) => ({ componentArn })),
      blockDeviceMappings: [
        { deviceName: "/dev/xvda", ebs: { encrypted: true, volumeSize: 8, volumeType: "gp3" as const } },
      ],
      ...more,
    };
    return (await client.send(new CreateImageRecipeCommand(request))).imageRecipeArn!;
  };
  const infrastructure = async (name: string, more: object = {}) => {
    await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: name }));
    const request = { name, instanceProfileName: name, instanceTypes: ["t4g.small"], ...more };
    return (await client.send(new CreateInfrastructureConfigurationCommand(request))).infrastructureConfigurationArn!;
  };
  const distribution = async (name: string, imageName: string) => {
    const amiDistributionConfiguration = { name: imageName, amiTags: { team: "dns" } };
    const request = { name, distributions: [{ region, amiDistributionConfiguration }] };
    return (await client.send(new CreateDistributionConfigurationCommand(request))).distributionConfigurationArn!;
  };
  /** The image once nothing is done with it any more. */
  const built = async (imageBuildVersionArn: string): Promise<Image> => {
    for (;;) {
      const { image } = await client.send(new GetImageCommand({ imageBuildVersionArn }));
      if (["AVAILABLE", "CANCELLED", "FAILED"].includes(image?.state?.status ?? "")) return image!;
      await setTimeout(20);
    }
  };
  return { client, iam, component, recipe, infrastructure, distribution, built };
}
