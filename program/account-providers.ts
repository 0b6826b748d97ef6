import { Provider, type ProviderArgs } from "@pulumi/aws/provider";
import * as pulumi from "@pulumi/pulumi";
import type { AccountConfig, AccountsConfig } from "./account-config";

/** Settings of the stack's `aws:` configuration that hold for every account; a provider of its own does not read it. */
const SHARED_TEXTS = ["profile"] as const;
const SHARED_BLOCKS = [
  "defaultTags",
  "endpoints",
  "maxRetries",
  "sharedConfigFiles",
  "sharedCredentialsFiles",
  "skipCredentialsValidation",
  "skipMetadataApiCheck",
  "skipRegionValidation",
  "skipRequestingAccountId",
] as const;

/** A provider for each account, by account id; that is also its logical name. */
export function declareProviders(accounts: AccountsConfig): { readonly [accountId: string]: Provider } {
  const providers = Object.entries(accounts).map(([id, account]) => [id, new Provider(id, argumentsOf(account))]);
  return Object.fromEntries(providers) as { [accountId: string]: Provider };
}

/** Where the events of Route 53 arrive, by partition. */
const EVENTS_REGIONS: { readonly [partition: string]: string } = {
  aws: "us-east-1",
  "aws-cn": "cn-northwest-1",
  "aws-us-gov": "us-gov-west-1",
};

/**
 * A provider for the region where the events of Route 53 arrive, in the stack's own account.
 *
 * Absent where the stack is there itself, or does not say in `aws:region` where it is: events that were handed on to the bus
 * that they come from would go round in a circle.
 */
export function declareEventsProvider(partition = "aws"): Provider | undefined {
  const aws = new pulumi.Config("aws");
  const [region, stated] = [EVENTS_REGIONS[partition], aws.get("region")];
  if (region === undefined || stated === undefined || stated === region) return undefined;
  const roles = ["assumeRoles", "assumeRole"].map((name) => [name, aws.getObject(name)]);
  return new Provider("events", shared({ region, ...Object.fromEntries(roles) }));
}

function argumentsOf({ roleArn, region }: AccountConfig): ProviderArgs {
  const aws = new pulumi.Config("aws");
  return shared({ region: region ?? aws.get("region"), assumeRoles: [{ roleArn }] });
}

/** Arguments with those of the stack's configuration that hold for every provider. */
function shared(own: { readonly [name: string]: unknown }): ProviderArgs {
  const aws = new pulumi.Config("aws");
  const texts = SHARED_TEXTS.map((name) => [name, aws.get(name)]);
  const blocks = SHARED_BLOCKS.map((name) => [name, aws.getObject(name)]);
  const given = [...Object.entries(own), ...texts, ...blocks].filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as ProviderArgs;
}
