// Three accounts, the network team's program: its account owns forwarders and zones; production's half is made here too,
// with a provider of that account. See ../development for the account that has its own pipeline.
import { Provider } from "@pulumi/aws/provider";
import { HybridDns } from "hybrid-dns";

const role = (accountId: string) => ({ roleArn: `arn:aws:iam::${accountId}:role/network` });
const networkAccount = { region: "eu-west-1", assumeRoles: [role("111111111111")] };
const network = new Provider("network", networkAccount);
const production = new Provider("production", { region: "eu-west-1", assumeRoles: [role("222222222222")] });

const dns = new HybridDns(
  "acme",
  {
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
      // authorised only: its own pipeline joins it
      development: { vpcId: "vpc-0333", cidrBlocks: ["10.22.0.0/16"], accountId: "333333333333" },
    },
    sites: { headquarters: { zones: ["acmecorp.com"], cidrBlocks: ["10.0.0.0/14"], resolvers: ["10.1.0.53"] } },
    privateZones: { "cloud.acmecorp.com": {} },
    // PTR records are written without the provider
    access: networkAccount,
  },
  { provider: network },
);

export const associations = dns.associations;
