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

function argumentsOf({ roleArn, region }: AccountConfig): ProviderArgs {
  const aws = new pulumi.Config("aws");
  const own = { region: region ?? aws.get("region"), assumeRoles: [{ roleArn }] };
  const texts = SHARED_TEXTS.map((name) => [name, aws.get(name)]);
  const blocks = SHARED_BLOCKS.map((name) => [name, aws.getObject(name)]);
  const given = [...Object.entries(own), ...texts, ...blocks].filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as ProviderArgs;
}
