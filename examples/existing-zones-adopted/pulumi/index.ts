// An existing private zone and an existing reverse zone are used, not made; a second private zone is new.
import * as pulumi from "@pulumi/pulumi";
import { HybridDns } from "hybrid-dns";

const config = new pulumi.Config();

new HybridDns("acme", {
  vpcs: {
    hub: {
      vpcId: config.require("hubVpcId"),
      cidrBlocks: ["10.20.0.0/16"],
      forwarders: { a: { subnetId: config.require("subnetA") }, b: { subnetId: config.require("subnetB") } },
    },
    spoke: { vpcId: config.require("spokeVpcId"), cidrBlocks: ["10.21.0.0/16"] },
  },
  sites: { headquarters: { zones: ["acmecorp.com"], cidrBlocks: ["10.0.0.0/14"], resolvers: ["10.1.0.53"] } },
  privateZones: {
    "cloud.acmecorp.com": {
      existing: { zoneId: "Z0123456789CLOUD", associatedVpcs: ["hub"] },
      records: { app1: { a: ["10.21.1.10"] } },
    },
    "apps.acmecorp.com": {},
  },
  reverseZones: {
    "20.10.in-addr.arpa": { existing: { zoneId: "Z0123456789REVERSE", associatedVpcs: ["hub", "spoke"] } },
  },
});
