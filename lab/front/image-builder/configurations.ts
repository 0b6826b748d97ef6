import type { DistributionConfiguration, InfrastructureConfiguration } from "@aws-sdk/client-imagebuilder";
import { AwsError } from "../aws-error";
import type { Action, Cloud } from "./context";
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
  tags,
  texts,
  thingName,
} from "./request";
import { keep, remove, type Stored, thingOf } from "./store";

const INFRASTRUCTURE = "infrastructureConfigurationArn";
const DISTRIBUTION = "distributionConfigurationArn";

export const configurationActions: { readonly [name: string]: Action } = {
  CreateInfrastructureConfiguration: async (call, { store, now, cloud }) => {
    onlyMembers(call.body, "name", "tags", "clientToken", ...INFRASTRUCTURE_MEMBERS);
    const settings = await readInfrastructure(call, cloud);
    const name = thingName(call.body);
    const arn = newArn(call, "infrastructure-configuration", name);
    const dateCreated = now().toISOString();
    keep(store.infrastructures, { arn, name, dateCreated, tags: tags(call.body), ...settings });
    return { [INFRASTRUCTURE]: arn };
  },
  GetInfrastructureConfiguration: ({ query }, { store }) => {
    const arn = arnOf(query.get(INFRASTRUCTURE), INFRASTRUCTURE, "infrastructure-configuration", 0);
    return { infrastructureConfiguration: thingOf(store.infrastructures, arn) };
  },
  UpdateInfrastructureConfiguration: async (call, { store, now, cloud }) => {
    onlyMembers(call.body, INFRASTRUCTURE, "clientToken", ...INFRASTRUCTURE_MEMBERS);
    const arn = arnOf(call.body[INFRASTRUCTURE] as string, INFRASTRUCTURE, "infrastructure-configuration", 0);
    change(store.infrastructures, arn, now(), await readInfrastructure(call, cloud));
    return { [INFRASTRUCTURE]: arn };
  },
  DeleteInfrastructureConfiguration: ({ query }, { store }) => {
    const arn = arnOf(query.get(INFRASTRUCTURE), INFRASTRUCTURE, "infrastructure-configuration", 0);
    remove(store.infrastructures, arn, store.pipelines.things.values());
    return { [INFRASTRUCTURE]: arn };
  },
  CreateDistributionConfiguration: (call, { store, now }) => {
    onlyMembers(call.body, "name", "description", "distributions", "tags", "clientToken");
    const settings = readDistribution(call.body);
    const name = thingName(call.body);
    const arn = newArn(call, "distribution-configuration", name);
    const dateCreated = now().toISOString();
    keep(store.distributions, { arn, name, dateCreated, tags: tags(call.body), ...settings });
    return { [DISTRIBUTION]: arn };
  },
  GetDistributionConfiguration: ({ query }, { store }) => {
    const arn = arnOf(query.get(DISTRIBUTION), DISTRIBUTION, "distribution-configuration", 0);
    return { distributionConfiguration: thingOf(store.distributions, arn) };
  },
  UpdateDistributionConfiguration: (call, { store, now }) => {
    onlyMembers(call.body, DISTRIBUTION, "description", "distributions", "clientToken");
    const arn = arnOf(call.body[DISTRIBUTION] as string, DISTRIBUTION, "distribution-configuration", 0);
    change(store.distributions, arn, now(), readDistribution(call.body));
    return { [DISTRIBUTION]: arn };
  },
  DeleteDistributionConfiguration: ({ query }, { store }) => {
    const arn = arnOf(query.get(DISTRIBUTION), DISTRIBUTION, "distribution-configuration", 0);
    remove(store.distributions, arn, store.pipelines.things.values());
    return { [DISTRIBUTION]: arn };
  },
};

/** What is not given in a change is gone. */
function change<Thing extends { dateUpdated?: string | undefined }>(
  stored: Stored<Thing>,
  arn: string,
  now: Date,
  settings: Partial<Thing>,
): void {
  stored.things.set(arn, { ...thingOf(stored, arn), ...settings, dateUpdated: now.toISOString() });
}

const INFRASTRUCTURE_MEMBERS = [
  ...["description", "instanceTypes", "instanceProfileName", "securityGroupIds", "subnetId", "logging", "keyPair"],
  ...["terminateInstanceOnFailure", "snsTopicArn", "resourceTags", "instanceMetadataOptions", "placement"],
];

type Settings<Thing> = Omit<Thing, "arn" | "name" | "dateCreated" | "dateUpdated" | "tags">;

async function readInfrastructure(call: Call, cloud: Cloud): Promise<Settings<InfrastructureConfiguration>> {
  const { body } = call;
  const metadata = block(body, "instanceMetadataOptions", "httpTokens", "httpPutResponseHopLimit");
  if (metadata) {
    oneOf(metadata, "httpTokens", ["optional", "required"]);
    number(metadata, "httpPutResponseHopLimit", 1, 64);
  }
  const instanceTypes = texts(body, "instanceTypes");
  for (const type of instanceTypes ?? []) {
    if (!/^[a-z0-9-]+\.[a-z0-9-]+$/.test(type)) throw invalid("instanceTypes", `${type} is no instance type.`);
  }
  const instanceProfileName = requiredText(body, "instanceProfileName", 256);
  const securityGroupIds = texts(body, "securityGroupIds");
  const subnetId = optionalText(body, "subnetId");
  if (subnetId !== undefined && (securityGroupIds ?? []).length === 0) {
    throw new AwsError("InvalidParameterCombinationException", "A subnetId also requires securityGroupIds.");
  }
  await refuseMissing("instance profile", [instanceProfileName], (name) => cloud.hasInstanceProfile(call, name));
  await refuseMissing("subnet", subnetId === undefined ? [] : [subnetId], (id) => cloud.hasSubnet(call, id));
  await refuseMissing("security group", securityGroupIds ?? [], (id) => cloud.hasSecurityGroup(call, id));
  return {
    description: optionalText(body, "description"),
    instanceTypes,
    instanceProfileName,
    securityGroupIds,
    subnetId,
    logging: block(body, "logging", "s3Logs"),
    keyPair: optionalText(body, "keyPair"),
    terminateInstanceOnFailure: flag(body, "terminateInstanceOnFailure") ?? true,
    snsTopicArn: optionalText(body, "snsTopicArn"),
    resourceTags: tags(body, "resourceTags"),
    instanceMetadataOptions: metadata,
    placement: block(body, "placement", "availabilityZone", "tenancy", "hostId", "hostResourceGroupArn"),
  };
}

async function refuseMissing(
  what: string,
  ids: readonly string[],
  has: (id: string) => Promise<boolean>,
): Promise<void> {
  for (const id of ids) {
    if (!(await has(id))) throw invalid("infrastructureConfiguration", `The ${what} ${id} does not exist.`);
  }
}

function readDistribution(body: Members): Settings<DistributionConfiguration> & { timeoutMinutes: number } {
  const distributions = blocks(body, "distributions", "region", "amiDistributionConfiguration");
  if (distributions === undefined || distributions.length === 0) throw invalid("distributions", "There must be one.");
  for (const distribution of distributions) {
    if (!/^[a-z]{2}(?:-[a-z]+)+-\d$/.test(requiredText(distribution, "region"))) {
      throw invalid("region", "region must be a region, e.g. eu-west-1.");
    }
    const known = ["name", "description", "targetAccountIds", "amiTags", "kmsKeyId", "launchPermission"];
    const image = block(distribution, "amiDistributionConfiguration", ...known);
    if (image === undefined) continue;
    const name = optionalText(image, "name", 127);
    if (name !== undefined && !/\{\{\s*imagebuilder:buildDate\s*\}\}/.test(name)) {
      throw invalid("amiDistributionConfiguration.name", "name must contain {{ imagebuilder:buildDate }}.");
    }
    tags(image, "amiTags");
  }
  return {
    description: optionalText(body, "description"),
    distributions: distributions as unknown as DistributionConfiguration["distributions"],
    timeoutMinutes: 720,
  };
}
