// The smallest: one VPC, one data centre.
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { HybridDns, HybridDnsProvider } from "hybrid-dns/cdktf";

const app = new App();
const stack = new TerraformStack(app, "network");
new AwsProvider(stack, "aws", { region: "eu-west-1" });
new HybridDnsProvider(stack, "hybriddns", { region: "eu-west-1" });

const dns = new HybridDns(stack, "acme", {
  vpcs: {
    main: {
      vpcId: "vpc-0a1b2c3d4e5f60718",
      cidrBlocks: ["10.20.0.0/16"],
      forwarders: { a: { subnetId: "subnet-0aaa" }, b: { subnetId: "subnet-0bbb" } },
    },
  },
  sites: {
    headquarters: { zones: ["acmecorp.com"], cidrBlocks: ["10.0.0.0/14"], resolvers: ["10.1.0.53", "10.2.0.53"] },
  },
  privateZones: {
    "cloud.acmecorp.com": { records: { app1: { a: ["10.20.1.10"] } } },
  },
});

new TerraformOutput(stack, "forwarders", { value: dns.forwarderAddresses });
new TerraformOutput(stack, "on_premises", { value: dns.siteConfiguration });
app.synth();
