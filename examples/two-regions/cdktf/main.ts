// Two regions of one account, forwarders in each. Zones are global, so one description holds both.
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { HybridDns, HybridDnsProvider } from "hybrid-dns/cdktf";

const app = new App();
const stack = new TerraformStack(app, "network");
new AwsProvider(stack, "aws", { region: "eu-west-1" });
new HybridDnsProvider(stack, "hybriddns", { region: "eu-west-1" });
const virginia = new AwsProvider(stack, "virginia", { region: "us-east-1", alias: "virginia" });

const dns = new HybridDns(stack, "acme", {
  vpcs: {
    euHub: {
      vpcId: "vpc-0e0",
      cidrBlocks: ["10.20.0.0/16"],
      forwarders: { a: { subnetId: "subnet-0ea" }, b: { subnetId: "subnet-0eb" } },
    },
    euApps: { vpcId: "vpc-0e1", cidrBlocks: ["10.21.0.0/16"], useForwardersOf: ["euHub"] },
    usHub: {
      vpcId: "vpc-0u0",
      cidrBlocks: ["10.60.0.0/16"],
      provider: virginia,
      forwarders: { a: { subnetId: "subnet-0ua" }, b: { subnetId: "subnet-0ub" } },
      // the other region's, should both of its own be gone
      useForwardersOf: ["usHub", "euHub"],
    },
    usApps: { vpcId: "vpc-0u1", cidrBlocks: ["10.61.0.0/16"], provider: virginia, useForwardersOf: ["usHub"] },
  },
  // what zones are made with must not change when a region comes
  primaryVpc: "euHub",
  sites: {
    headquarters: {
      zones: ["acmecorp.com"],
      cidrBlocks: ["10.0.0.0/14"],
      resolvers: ["10.1.0.53"],
      useForwardersOf: ["euHub"],
    },
    boston: {
      zones: ["us.acmecorp.com"],
      cidrBlocks: ["10.70.0.0/16"],
      resolvers: ["10.70.0.53"],
      useForwardersOf: ["usHub"],
    },
  },
  privateZones: { "cloud.acmecorp.com": {} },
});

new TerraformOutput(stack, "forwarders", { value: dns.forwarderAddresses });
app.synth();
