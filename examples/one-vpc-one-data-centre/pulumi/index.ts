// The smallest: one VPC, one data centre.
import { HybridDns } from "hybrid-dns";

const dns = new HybridDns("acme", {
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

export const forwarders = dns.forwarderAddresses;
export const onPremises = dns.siteConfiguration;
