// A stack for each region, the first: it owns the zones. See ../america for the second.
import { HybridDns } from "hybrid-dns";

const dns = new HybridDns("acme-eu", {
  vpcs: {
    hub: {
      vpcId: "vpc-0e0",
      cidrBlocks: ["10.20.0.0/16"],
      forwarders: { a: { subnetId: "subnet-0ea" }, b: { subnetId: "subnet-0eb" } },
    },
  },
  sites: {
    headquarters: { zones: ["acmecorp.com"], cidrBlocks: ["10.0.0.0/14"], resolvers: ["10.1.0.53", "10.2.0.53"] },
  },
  privateZones: { "cloud.acmecorp.com": {} },
  // the other region's forwarders ask these
  clientCidrBlocks: { america: "10.60.0.0/16" },
});

export const forwarders = dns.forwarderAddresses;
export const zoneIds = dns.zoneIds;
