import type { HybridDnsConfig } from "../components/core/hybrid-dns-config";
import type { Problem } from "../components/core/problem";
import { resolveConfig } from "../components/core/resolve-config";
import { type PlainValues, plainReader, type ValueReader } from "../components/core/values";
import type { AccountsConfig } from "./account-config";
import { checkAccountsConfig, checkDemonstrationAccounts } from "./accounts-check";
import { describeDemonstration, expectedValues, withPlaceholders } from "./demonstration-description";
import { checkDemonstrationNetwork } from "./demonstration-network-check";
import type { DemonstrationNetworkConfig } from "./demonstration-network-config";
import { inBlock } from "./problem-text";
import { withProviders } from "./provided-vpcs";

/** Namespace of the program's keys in `Pulumi.<environment>.yaml`. */
export const NAMESPACE = "hybrid-dns";

const PATHS = {
  dns: `${NAMESPACE}:dns`,
  accounts: `${NAMESPACE}:accounts`,
  network: `${NAMESPACE}:demonstrationNetwork`,
};

/** Reads descriptions whose VPCs have got the providers of their accounts. */
const reader: ValueReader<PlainValues> = {
  ...plainReader,
  ownArguments: ["vpcs.*.provider"],
} as ValueReader<PlainValues>;

/** What an environment's configuration file says. */
export interface ProgramConfiguration {
  /** `hybrid-dns:name`, the logical name of everything. @default acme */
  readonly name: string;
  /** `hybrid-dns:dns`, the whole hybrid DNS. */
  readonly description: HybridDnsConfig;
  /** `hybrid-dns:accounts`, the roles in the accounts of VPCs with `accountId`, by account id. @default - none */
  readonly accounts: AccountsConfig;
  /** `hybrid-dns:demonstrationNetwork`. @default - the network is there already, `dns` has its ids */
  readonly demonstrationNetwork: DemonstrationNetworkConfig | undefined;
}

export type ReadConfiguration =
  | { readonly configuration: ProgramConfiguration; readonly problems?: undefined }
  | { readonly configuration?: undefined; readonly problems: readonly Problem[] };

/** Values by their keys, those of blocks as JSON; a `pulumi.Config` is one. */
export interface ConfigurationSource {
  get(key: string): string | undefined;
}

/**
 * Reads and checks all of it before the first resource is registered; every problem at once.
 *
 * A key of the namespace that does not exist cannot be found, because Pulumi lists no keys: `hybrid-dns:dsn` shows as
 * `hybrid-dns:dns` missing. Hence one object for the whole description, in which every wrong name is found.
 */
export function readConfiguration(config: ConfigurationSource): ReadConfiguration {
  const name = config.get("name") ?? "acme";
  const dns = readBlock(config, "dns");
  const accounts = readBlock(config, "accounts");
  const network = readBlock(config, "demonstrationNetwork");
  const unread = [dns, accounts, network].flatMap(({ problem }) => (problem ? [problem] : []));
  if (dns.problem === undefined && dns.value === undefined) unread.unshift(dnsMissing());
  if (unread.length > 0) return { problems: unread };

  // What a file says may be of any shape until the checks have passed.
  const description = dns.value as unknown as HybridDnsConfig;
  const demonstrationNetwork = network.value as unknown as DemonstrationNetworkConfig | undefined;
  const accountRoles = (accounts.value ?? {}) as unknown as AccountsConfig;
  const made = withProviders(description, standIns(accountRoles));
  const problems = [
    ...checkAccountsConfig(accountRoles, description, PATHS),
    ...checkAll(name, made, demonstrationNetwork),
  ];
  if (problems.length > 0) return { problems };
  return { configuration: { name, description, accounts: accountRoles, demonstrationNetwork } };
}

/** Something in the place of each provider, for checks before any is made. */
function standIns(accounts: AccountsConfig): { readonly [accountId: string]: undefined } {
  const entries = Object.keys(accounts).map((accountId) => [accountId, {}]);
  return Object.fromEntries(entries) as { [accountId: string]: undefined };
}

function checkAll(
  name: string,
  description: HybridDnsConfig,
  network: DemonstrationNetworkConfig | undefined,
): readonly Problem[] {
  if (network === undefined) return checkDescription(name, description);
  const problems = [
    ...checkDemonstrationAccounts(network, description, PATHS.dns),
    ...checkDemonstrationNetwork(network, description, PATHS),
    ...checkDescription(name, withPlaceholders(description, network)),
  ];
  if (problems.length > 0) return problems;
  return checkDescription(name, describeDemonstration(description, network, expectedValues(network)));
}

function checkDescription(name: string, description: HybridDnsConfig): Problem[] {
  return resolveConfig(name, description, reader).problems.map((problem) => inBlock(PATHS.dns, problem));
}

type Block = { readonly [name: string]: unknown };

function readBlock(
  config: ConfigurationSource,
  key: string,
): { readonly value?: Block | undefined; readonly problem?: Problem | undefined } {
  const text = config.get(key);
  if (text === undefined) return {};
  const value = parseJson(text);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { value: value as Block };
  const message = "got a single value or a list, expected a block of arguments, indented below the key";
  return { problem: { code: "WRONG_TYPE", path: `${NAMESPACE}:${key}`, message } };
}

/** Pulumi hands blocks over as JSON, single values as they are. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function dnsMissing(): Problem {
  const message =
    "is missing; describe the hybrid DNS there, see Pulumi.production.example.yaml, and mind the spelling of the key";
  return { code: "ARGUMENT_MISSING", path: PATHS.dns, message };
}
