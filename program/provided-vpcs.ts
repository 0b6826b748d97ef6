import type { HybridDnsConfig, VpcConfig } from "../components/core/hybrid-dns-config";
import type { Values } from "../components/core/values";

/** What a file says, and the providers that no file can say. */
interface ProvidedValues<AccountProvider> extends Values {
  text: string;
  texts: string[];
  textMap: { [key: string]: string };
  flag: boolean;
  provider?: AccountProvider | undefined;
}

/** The description with the provider of its account for each VPC that names one of these. */
export function withProviders<AccountProvider>(
  description: HybridDnsConfig,
  providers: { readonly [accountId: string]: AccountProvider },
): HybridDnsConfig<ProvidedValues<AccountProvider>> {
  // What a file says may be of any shape until the checks have passed; whatever is no map stays as it is.
  const given: unknown = description.vpcs;
  if (typeof given !== "object" || given === null || Array.isArray(given)) return description;
  const vpcs = Object.entries(description.vpcs).map(([name, vpc]) => [name, withProvider(vpc, providers)]);
  return { ...description, vpcs: Object.fromEntries(vpcs) as HybridDnsConfig<ProvidedValues<AccountProvider>>["vpcs"] };
}

function withProvider(vpc: VpcConfig | null, providers: { readonly [accountId: string]: unknown }): object | null {
  const accountId: unknown = vpc?.accountId;
  if (typeof accountId !== "string" || !Object.hasOwn(providers, accountId)) return vpc;
  return { ...vpc, provider: providers[accountId] };
}
