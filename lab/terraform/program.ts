import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { HybridDns, HybridDnsProvider } from "../../components/cdktf/cdktf";
import { backendOf } from "../../components/core/backend";
import { type ProgramConfiguration, readConfiguration } from "../../program/configuration";
import { describeDemonstration } from "../../program/demonstration-description";
import { describeProblems } from "../../program/problem-text";
import { LabError } from "../lab-error";
import type { StackConfiguration } from "../stack/configuration";
import { declareDemonstrationNetwork } from "./demonstration-network";

/** What Terraform reads as `main.tf.json`. */
export interface TerraformProgram {
  readonly terraform: { readonly required_providers: { readonly [name: string]: { version?: string } } };
  readonly resource: { readonly [type: string]: { readonly [address: string]: ProgramBlock } };
}

/** A resource; beside its arguments stands the path of its construct. */
export interface ProgramBlock {
  readonly "//": { readonly metadata: { readonly path: string } };
}

/**
 * The lab environment by the constructs of `hybrid-dns/cdktf`: what `program/hybrid-dns-program.ts` is for Pulumi, from
 * the same configuration, with outputs of the same names.
 *
 * @param outdir - a folder that the CDK wants and nothing is written to
 * @throws {LabError} with all problems of the configuration
 */
export function synthesise(configuration: StackConfiguration, outdir: string): TerraformProgram {
  const read = readConfiguration({ get: (key) => configuration.get(`hybrid-dns:${key}`) });
  if (read.problems) throw new LabError(describeProblems(read.problems));

  // The CDK calls something deprecated of Node's, which is of no use to its user.
  process.noDeprecation = true;
  const stack = new TerraformStack(new App({ outdir }), "lab");
  const { region } = configuration;
  new AwsProvider(stack, "aws", { region, maxRetries: 10, skipCredentialsValidation: true });
  new HybridDnsProvider(stack, "hybriddns", { region });
  declare(stack, read.configuration);
  stack.prepareStack();
  stack.runAllValidations();
  const program = JSON.parse(JSON.stringify(stack.toTerraform()));
  // The state stands beside the program, and not where the CDK's own command line wants it.
  delete program.terraform.backend;
  return program;
}

function declare(stack: Construct, configuration: ProgramConfiguration): void {
  const { name, description, accounts, demonstrationNetwork: network } = configuration;
  if (Object.keys(accounts).length > 0)
    throw new LabError("hybrid-dns:accounts: the lab of Terraform has one account; leave it out, or use --with pulumi");
  const imageId = network?.imageId ?? backendOf(description.backend).config.imageId;
  if (network === undefined || imageId === undefined)
    throw new LabError("hybrid-dns:demonstrationNetwork with its imageId: the lab of Terraform has no network without");
  const { values, outputs } = declareDemonstrationNetwork(
    stack,
    `${name}-demonstration`,
    network,
    description,
    imageId,
  );
  const dns = new HybridDns(stack, name, describeDemonstration(description, network, values));
  const all = {
    forwarders: dns.forwarderAddresses,
    siteConfiguration: dns.siteConfiguration,
    zoneIds: dns.zoneIds,
    ptrRecords: dns.ptrRecords,
    associations: dns.associations,
    demonstration: outputs,
  };
  for (const [output, value] of Object.entries(all)) new TerraformOutput(stack, output, { value });
}

/**
 * The logical name of a resource, from the path of its construct: levels that begin with a capital only say of what kind
 * the things below them are, and the first one is the stack's.
 */
export function logicalName(path: string): string {
  const [, ...levels] = path.split("/");
  return levels.filter((level) => !/^[A-Z][A-Za-z]*$/.test(level)).join("-");
}
