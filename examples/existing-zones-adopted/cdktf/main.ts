// An existing private zone and an existing reverse zone are used, not made; a second private zone is new.
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { HybridDns, HybridDnsProvider } from "hybrid-dns/cdktf";

const app = new App();
const stack = new TerraformStack(app, "network");
new AwsProvider(stack, "aws", { region: "eu-west-1" });
new HybridDnsProvider(stack, "hybriddns", { region: "eu-west-1" });
const variable = (name: string) => new TerraformVariable(stack, name, { type: "string" }).stringValue;

new HybridDns(stack, "acme", {
  vpcs: {
    hub: {
      vpcId: variable("hub_vpc_id"),
      cidrBlocks: ["10.20.0.0/16"],
      forwarders: { a: { subnetId: variable("subnet_a") }, b: { subnetId: variable("subnet_b") } },
    },
    spoke: { vpcId: variable("spoke_vpc_id"), cidrBlocks: ["10.21.0.0/16"] },
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
app.synth();
