// A stack of yours as a class, so that a test can make one: a hub whose forwarders Berlin asks, and a spoke.
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { HybridDns, HybridDnsProvider } from "hybrid-dns/cdktf";

export class NetworkStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, "aws", { region: "eu-west-1" });
    new HybridDnsProvider(this, "hybriddns", { region: "eu-west-1" });
    const dns = new HybridDns(this, "acme", {
      vpcs: {
        hub: {
          vpcId: "vpc-0111",
          cidrBlocks: ["10.20.0.0/16"],
          forwarders: {
            a: { subnetId: "subnet-0aaa", address: "10.20.1.53" },
            b: { subnetId: "subnet-0bbb", address: "10.20.2.53" },
          },
        },
        spoke: { vpcId: "vpc-0222", cidrBlocks: ["10.21.0.0/16"] },
      },
      sites: { berlin: { zones: ["eu.acmecorp.com"], cidrBlocks: ["10.50.0.0/16"], resolvers: ["10.50.0.53"] } },
      privateZones: { "cloud.acmecorp.com": { records: { app1: { a: ["10.21.1.10"] } } } },
    });
    new TerraformOutput(this, "forwarders", { value: dns.forwarderAddresses });
    new TerraformOutput(this, "berlin", { value: dns.siteConfiguration["berlin"] });
  }
}
