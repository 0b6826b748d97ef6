import type * as pulumi from "@pulumi/pulumi";
import type { HybridDnsConfig } from "../components/core/hybrid-dns-config";
import type { Problem } from "../components/core/problem";
import { resolveConfig } from "../components/core/resolve-config";
import { describeDemonstration, expectedValues, withPlaceholders } from "./demonstration-description";
import { checkDemonstrationNetwork } from "./demonstration-network-check";
import type { DemonstrationNetworkConfig } from "./demonstration-network-config";
import { inBlock } from "./problem-text";

/** Namespace of the program's keys in `Pulumi.<environment>.yaml`. */
export const NAMESPACE = "hybrid-dns";

const PATHS = { dns: `${NAMESPACE}:dns`, network: `${NAMESPACE}:demonstrationNetwork` };

/** What an environment's configuration file says. */
export interface ProgramConfiguration {
  /** `hybrid-dns:name`, the logical name of everything. @default acme */
  readonly name: string;
  /** `hybrid-dns:dns`, the whole hybrid DNS. */
  readonly description: HybridDnsConfig;
  /** `hybrid-dns:demonstrationNetwork`. @default - the network is there already, `dns` has its ids */
  readonly demonstrationNetwork: DemonstrationNetworkConfig | undefined;
}

export type ReadConfiguration =
  | { readonly configuration: ProgramConfiguration; readonly problems?: undefined }
  | { readonly configuration?: undefined; readonly problems: readonly Problem[] };

/**
 * Reads and checks all of it before the first resource is registered; every problem at once.
 *
 * A key of the namespace that does not exist cannot be found, because Pulumi lists no keys: `hybrid-dns:dsn` shows as
 * `hybrid-dns:dns` missing. Hence one object for the whole description, in which every wrong name is found.
 */
export function readConfiguration(config: pulumi.Config): ReadConfiguration {
  const name = config.get("name") ?? "acme";
  const dns = readBlock(config, "dns");
  const network = readBlock(config, "demonstrationNetwork");
  const unread = [dns, network].flatMap(({ problem }) => (problem ? [problem] : []));
  if (dns.problem === undefined && dns.value === undefined) unread.unshift(dnsMissing());
  if (unread.length > 0) return { problems: unread };

  // What a file says may be of any shape until the checks have passed.
  const description = dns.value as unknown as HybridDnsConfig;
  const demonstrationNetwork = network.value as unknown as DemonstrationNetworkConfig | undefined;
  const problems = checkAll(name, description, demonstrationNetwork);
  return problems.length > 0 ? { problems } : { configuration: { name, description, demonstrationNetwork } };
}

function checkAll(
  name: string,
  description: HybridDnsConfig,
  network: DemonstrationNetworkConfig | undefined,
): readonly Problem[] {
  if (network === undefined) return checkDescription(name, description);
  const problems = [
    ...checkDemonstrationNetwork(network, description, PATHS),
    ...checkDescription(name, withPlaceholders(description)),
  ];
  if (problems.length > 0) return problems;
  return checkDescription(name, describeDemonstration(description, network, expectedValues(network)));
}

function checkDescription(name: string, description: HybridDnsConfig): Problem[] {
  return resolveConfig(name, description).problems.map((problem) => inBlock(PATHS.dns, problem));
}

type Block = { readonly [name: string]: unknown };

function readBlock(
  config: pulumi.Config,
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
