// Two regions of one account, forwarders in each. Zones are global, so one description holds both; see two-stacks for a
// stack each.
import { Provider } from "@pulumi/aws/provider";
import { HybridDns } from "hybrid-dns";

const virginia = new Provider("virginia", { region: "us-east-1" });

const dns = new HybridDns("acme", {
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

export const forwarders = dns.forwarderAddresses;
