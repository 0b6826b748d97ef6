// Internet names are resolved on premises; names of AWS still by the VPC's resolver, and so is a zone of another team.
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
  internetVia: "headquarters",
  vpcResolverZones: ["data.acmecorp.com"],
});

export const forwarders = dns.forwarderAddresses;
