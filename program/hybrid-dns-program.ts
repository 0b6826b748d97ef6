import * as pulumi from "@pulumi/pulumi";
import { backendOf } from "../components/core/backend";
import { HybridDns, type HybridDnsArgs } from "../components/index";
import { declareEventsProvider, declareProviders } from "./account-providers";
import { requireBuiltPackage } from "./built-package";
import { NAMESPACE, type ProgramConfiguration, readConfiguration } from "./configuration";
import { describeDemonstration } from "./demonstration-description";
import { type DemonstrationOutputs, declareDemonstrationNetwork } from "./demonstration-network";
import { describeProblems } from "./problem-text";
import { withProviders } from "./provided-vpcs";

/** Outputs of a stack of the root program. */
export interface HybridDnsProgramOutputs {
  readonly forwarders: HybridDns["forwarderAddresses"];
  /** For `hybrid-dns status`. */
  readonly configurationBuckets: HybridDns["configurationBuckets"];
  readonly siteConfiguration: HybridDns["siteConfiguration"];
  readonly zoneIds: HybridDns["zoneIds"];
  readonly ptrRecords: HybridDns["ptrRecords"];
  /** For the stacks of accounts that have no entry in `hybrid-dns:accounts`. */
  readonly associations: HybridDns["associations"];
  /** What to ask for; absent without a demonstration network. */
  readonly demonstration: DemonstrationOutputs | undefined;
}

/**
 * The program of every environment: reads the stack's configuration and declares what it describes.
 *
 * `index.ts` calls it under a plain `pulumi up`, the lab as an inline program; it may be called as often as one likes.
 *
 * @throws {pulumi.RunError} with all problems of the configuration, before any resource is registered
 */
export function declareHybridDns(): HybridDnsProgramOutputs {
  const { configuration, problems } = readConfiguration(new pulumi.Config(NAMESPACE));
  if (problems) throw new pulumi.RunError(describeProblems(problems));

  requireBuiltPackage();
  const { args, demonstration } = argumentsOf(configuration);
  const dns = new HybridDns(configuration.name, args);
  return {
    forwarders: dns.forwarderAddresses,
    configurationBuckets: dns.configurationBuckets,
    siteConfiguration: dns.siteConfiguration,
    zoneIds: dns.zoneIds,
    ptrRecords: dns.ptrRecords,
    associations: dns.associations,
    demonstration,
  };
}

function argumentsOf({ name, description, accounts, demonstrationNetwork }: ProgramConfiguration): {
  readonly args: HybridDnsArgs;
  readonly demonstration: DemonstrationOutputs | undefined;
} {
  const args: HybridDnsArgs = {
    ...withProviders(description, declareProviders(accounts)),
    ...(description.ptrRecords?.monitor === true && {
      eventsProvider: declareEventsProvider(description.partition),
    }),
  };
  if (!demonstrationNetwork) return { args, demonstration: undefined };
  // The checks have seen to it that there is one.
  const imageId = (demonstrationNetwork.imageId ?? backendOf(description.backend).config.imageId) as string;
  const { values, outputs } = declareDemonstrationNetwork(`${name}-demonstration`, demonstrationNetwork, args, imageId);
  return { args: describeDemonstration(args, demonstrationNetwork, values), demonstration: outputs };
}
