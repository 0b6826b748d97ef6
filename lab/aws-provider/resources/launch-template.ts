import {
  CreateLaunchTemplateCommand,
  CreateLaunchTemplateVersionCommand,
  DeleteLaunchTemplateCommand,
  DescribeLaunchTemplatesCommand,
  DescribeLaunchTemplateVersionsCommand,
  ModifyLaunchTemplateCommand,
} from "@aws-sdk/client-ec2";
import { arn, given } from "../arn";
import type { AwsConnection } from "../aws-connection";
import { templateArguments, templateData } from "../launch-template-data";
import { prefixedName } from "../names";
import { flagOf, numberOf, requiredText, textOf } from "../property-values";
import { type ResourceType, updating } from "../resource-type";
import { ec2Tags, tagOutputs, updateEc2Tags } from "../tags";

/** Changing any of these makes a new version. */
const inVersion = {
  ...updating("description", "disableApiStop", "disableApiTermination", "ebsOptimized", "imageId"),
  ...updating("instanceInitiatedShutdownBehavior", "instanceType", "keyName", "userData"),
  blockDeviceMappings: { change: "update", members: ["deviceName", "ebs"] },
  iamInstanceProfile: { change: "update", members: ["arn", "name"] },
  metadataOptions: {
    change: "update",
    computed: true,
    members: ["httpEndpoint", "httpProtocolIpv6", "httpPutResponseHopLimit", "httpTokens", "instanceMetadataTags"],
  },
  monitoring: { change: "update", members: ["enabled"] },
  networkInterfaces: {
    change: "update",
    members: [
      "associatePublicIpAddress",
      "deleteOnTermination",
      "description",
      "deviceIndex",
      "networkInterfaceId",
      "privateIpAddress",
      "securityGroups",
      "subnetId",
    ],
  },
  tagSpecifications: { change: "update", members: ["resourceType", "tags"] },
  vpcSecurityGroupIds: { change: "update", set: true },
} satisfies ResourceType["arguments"];

export const launchTemplate: ResourceType = {
  token: "aws:ec2/launchTemplate:LaunchTemplate",
  tagged: true,
  nameLength: 128,
  arguments: {
    ...inVersion,
    defaultVersion: { change: "update", computed: true },
    name: { change: "replace", computed: true },
    namePrefix: { change: "replace" },
    updateDefaultVersion: { change: "update" },
  },
  outputs: ["arn", "latestVersion"],
  check(inputs) {
    const conflict = inputs.defaultVersion !== undefined && inputs.updateDefaultVersion !== undefined;
    return conflict ? [{ property: "updateDefaultVersion", reason: "conflicts with defaultVersion" }] : [];
  },
  async create(inputs, aws) {
    const answer = await aws.ec2.send(
      new CreateLaunchTemplateCommand({
        LaunchTemplateName: textOf(inputs, "name") ?? prefixedName(requiredText(inputs, "namePrefix")),
        VersionDescription: textOf(inputs, "description"),
        LaunchTemplateData: templateData(inputs),
        ...ec2Tags("launch-template", inputs),
      }),
    );
    return given(answer.LaunchTemplate?.LaunchTemplateId, "LaunchTemplateId");
  },
  async read(id, aws) {
    const found = await find(id, aws);
    if (found === undefined) return undefined;
    const { LaunchTemplateVersions } = await aws.ec2.send(
      new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId: id, Versions: ["$Latest"] }),
    );
    const latest = LaunchTemplateVersions?.[0];
    return {
      arn: await arn(aws, "ec2", `launch-template/${id}`),
      name: found.LaunchTemplateName,
      defaultVersion: found.DefaultVersionNumber ?? 1,
      latestVersion: found.LatestVersionNumber ?? 1,
      description: latest?.VersionDescription ?? "",
      ...templateArguments(latest?.LaunchTemplateData ?? {}),
      ...tagOutputs(found.Tags),
    };
  },
  async update(update, aws) {
    const { id, inputs, changed } = update;
    if (Object.keys(inVersion).some((name) => changed.has(name))) {
      await aws.ec2.send(
        new CreateLaunchTemplateVersionCommand({
          LaunchTemplateId: id,
          VersionDescription: textOf(inputs, "description"),
          LaunchTemplateData: templateData(inputs),
        }),
      );
    }
    const wanted = flagOf(inputs, "updateDefaultVersion")
      ? (await find(id, aws))?.LatestVersionNumber
      : numberOf(inputs, "defaultVersion");
    if (wanted !== undefined) {
      const DefaultVersion = String(wanted);
      await aws.ec2.send(new ModifyLaunchTemplateCommand({ LaunchTemplateId: id, DefaultVersion }));
    }
    await updateEc2Tags(update, aws);
  },
  async delete(id, aws) {
    await aws.ec2.send(new DeleteLaunchTemplateCommand({ LaunchTemplateId: id }));
  },
};

async function find(id: string, aws: AwsConnection) {
  const answer = await aws.ec2.send(new DescribeLaunchTemplatesCommand({ LaunchTemplateIds: [id] }));
  return answer.LaunchTemplates?.[0];
}
