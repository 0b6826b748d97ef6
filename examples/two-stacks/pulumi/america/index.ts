// A stack for each region, the second: it uses the zones of the first, and asks its forwarders for what they know.
import * as pulumi from "@pulumi/pulumi";
import { HybridDns } from "hybrid-dns";

const config = new pulumi.Config();
const europe = new pulumi.StackReference(config.get("europeStack") ?? "acme/dns-europe/production");
const zoneIds = europe.requireOutput("zoneIds") as pulumi.Output<{ [zoneName: string]: string }>;
const forwarders = europe.requireOutput("forwarders") as pulumi.Output<{ [vpc: string]: string[] }>;

const dns = new HybridDns("acme-us", {
  vpcs: {
    hub: {
      vpcId: "vpc-0u0",
      cidrBlocks: ["10.60.0.0/16"],
      forwarders: { a: { subnetId: "subnet-0ua" }, b: { subnetId: "subnet-0ub" } },
    },
  },
  sites: {
    boston: { zones: ["us.acmecorp.com"], cidrBlocks: ["10.70.0.0/16"], resolvers: ["10.70.0.53"] },
    // the other region is a site like any other
    europe: {
      zones: ["acmecorp.com"],
      cidrBlocks: ["10.20.0.0/16"],
      resolvers: forwarders.apply((byVpc) => byVpc["hub"]!),
    },
  },
  privateZones: {
    "cloud.acmecorp.com": {
      existing: { zoneId: zoneIds.apply((byName) => byName["cloud.acmecorp.com"]!), associatedVpcs: [] },
    },
  },
});

export const siteConfiguration = dns.siteConfiguration;
