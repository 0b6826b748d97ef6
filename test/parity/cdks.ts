import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AwsProvider as AwsProviderOfCdktf } from "@cdktf/provider-aws/lib/provider";
import { AwsProvider as AwsProviderOfCdktn } from "@cdktn/provider-aws/lib/provider";
import * as frameworkOfCdktf from "cdktf";
import * as frameworkOfCdktn from "cdktn";
import type { Construct } from "constructs";
import * as cdktf from "../../components/cdktf/cdktf";
import * as cdktn from "../../components/cdktf/cdktn";
import type { ForwarderImageConfig, HybridDnsConfig, ReverseMonitorConfig } from "../../components/core";
import type { Synthesised } from "./neutral";

/** One CDK with our constructs for it, as a test uses either. */
export interface Cdk {
  readonly name: string;
  /** Runs a program in a stack `network` with both providers, and synthesises it with every validation. */
  synthesise(program: (stack: Construct) => unknown): Synthesised;
  /** Declares a hybrid DNS and outputs what it gives. */
  hybridDns(stack: Construct, id: string, config: HybridDnsConfig): void;
  /** Declares an image of forwarders and outputs its id. */
  forwarderImage(stack: Construct, id: string, config: ForwarderImageConfig): void;
  /** Declares a monitor, with a provider `virginia` for events where it is to have one, and outputs its function's name. */
  reverseMonitor(stack: Construct, id: string, config: ReverseMonitorConfig, withEventsProvider: boolean): void;
  variable(stack: Construct, name: string, type: string): { readonly text: string; readonly texts: string[] };
}

const outdir = mkdtempSync(join(tmpdir(), "hybrid-dns-cdk-"));
process.once("exit", () => rmSync(outdir, { recursive: true, force: true }));

export const cdks: readonly Cdk[] = [
  {
    name: "cdktf",
    synthesise: (program) => {
      const { App, TerraformStack } = frameworkOfCdktf;
      const stack = new TerraformStack(new App({ outdir }), "network");
      new AwsProviderOfCdktf(stack, "aws", { region: "eu-west-1" });
      new cdktf.HybridDnsProvider(stack, "hybriddns", { region: "eu-west-1" });
      program(stack);
      stack.prepareStack();
      stack.runAllValidations();
      return JSON.parse(JSON.stringify(stack.toTerraform()));
    },
    hybridDns: (stack, id, config) =>
      outputs(frameworkOfCdktf.TerraformOutput, stack, new cdktf.HybridDns(stack, id, config)),
    forwarderImage: (stack, id, config) => {
      const { imageId } = new cdktf.ForwarderImage(stack, id, config);
      new frameworkOfCdktf.TerraformOutput(stack, "imageId", { value: imageId });
    },
    reverseMonitor: (stack, id, config, withEventsProvider) => {
      const provider = () => new AwsProviderOfCdktf(stack, "virginia", { region: "us-east-1", alias: "virginia" });
      const events = withEventsProvider ? { eventsProvider: provider() } : {};
      const { functionName } = new cdktf.ReverseMonitor(stack, id, { ...config, ...events });
      new frameworkOfCdktf.TerraformOutput(stack, "functionName", { value: functionName });
    },
    variable: (stack, name, type) => {
      const variable = new frameworkOfCdktf.TerraformVariable(stack, name, { type });
      return { text: variable.stringValue, texts: variable.listValue };
    },
  },
  {
    name: "cdktn",
    synthesise: (program) => {
      const { App, TerraformStack } = frameworkOfCdktn;
      const stack = new TerraformStack(new App({ outdir }), "network");
      new AwsProviderOfCdktn(stack, "aws", { region: "eu-west-1" });
      new cdktn.HybridDnsProvider(stack, "hybriddns", { region: "eu-west-1" });
      program(stack);
      stack.prepareStack();
      stack.runAllValidations();
      return JSON.parse(JSON.stringify(stack.toTerraform()));
    },
    hybridDns: (stack, id, config) =>
      outputs(frameworkOfCdktn.TerraformOutput, stack, new cdktn.HybridDns(stack, id, config)),
    forwarderImage: (stack, id, config) => {
      const { imageId } = new cdktn.ForwarderImage(stack, id, config);
      new frameworkOfCdktn.TerraformOutput(stack, "imageId", { value: imageId });
    },
    reverseMonitor: (stack, id, config, withEventsProvider) => {
      const provider = () => new AwsProviderOfCdktn(stack, "virginia", { region: "us-east-1", alias: "virginia" });
      const events = withEventsProvider ? { eventsProvider: provider() } : {};
      const { functionName } = new cdktn.ReverseMonitor(stack, id, { ...config, ...events });
      new frameworkOfCdktn.TerraformOutput(stack, "functionName", { value: functionName });
    },
    variable: (stack, name, type) => {
      const variable = new frameworkOfCdktn.TerraformVariable(stack, name, { type });
      return { text: variable.stringValue, texts: variable.listValue };
    },
  },
];

function outputs(
  Output: new (scope: Construct, id: string, config: { value: unknown }) => unknown,
  stack: Construct,
  dns: cdktf.HybridDns | cdktn.HybridDns,
): void {
  new Output(stack, "forwarderAddresses", { value: dns.forwarderAddresses });
  new Output(stack, "siteConfiguration", { value: dns.siteConfiguration });
  new Output(stack, "zoneIds", { value: dns.zoneIds });
  new Output(stack, "associations", { value: dns.associations });
}
