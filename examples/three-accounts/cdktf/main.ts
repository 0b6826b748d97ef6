// Three accounts: the network team's account owns forwarders and zones; production's half is made in the same stack, with a
// provider of that account; development is only authorised, and its own stack joins it.
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { HybridDns, HybridDnsProvider, VpcAssociation } from "hybrid-dns/cdktf";

const region = "eu-west-1";
const role = (accountId: string) => ({ roleArn: `arn:aws:iam::${accountId}:role/network` });
const app = new App();

const network = new TerraformStack(app, "network");
new AwsProvider(network, "aws", { region, assumeRole: [role("111111111111")] });
new HybridDnsProvider(network, "hybriddns", { region, assumeRole: [role("111111111111")] });
const production = new AwsProvider(network, "production", {
  region,
  alias: "production",
  assumeRole: [role("222222222222")],
});

const dns = new HybridDns(network, "acme", {
  vpcs: {
    network: {
      vpcId: "vpc-0111",
      cidrBlocks: ["10.20.0.0/16"],
      forwarders: { a: { subnetId: "subnet-0aaa" }, b: { subnetId: "subnet-0bbb" } },
    },
    production: {
      vpcId: "vpc-0222",
      cidrBlocks: ["10.21.0.0/16"],
      accountId: "222222222222",
      provider: production,
    },
    // authorised only: its own stack joins it
    development: { vpcId: "vpc-0333", cidrBlocks: ["10.22.0.0/16"], accountId: "333333333333" },
  },
  sites: { headquarters: { zones: ["acmecorp.com"], cidrBlocks: ["10.0.0.0/14"], resolvers: ["10.1.0.53"] } },
  privateZones: { "cloud.acmecorp.com": {} },
});

const development = new TerraformStack(app, "development");
new AwsProvider(development, "aws", { region, assumeRole: [role("333333333333")] });
new VpcAssociation(development, "acme", dns.associations["development"]!);
app.synth();
