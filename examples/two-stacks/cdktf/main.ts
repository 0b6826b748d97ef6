// A stack for each region. The first owns the zones; the second uses them, and asks the first one's forwarders for what they
// know. It takes both from the first one's state, so that each is applied on its own, from wherever.
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, DataTerraformRemoteStateS3, Fn, S3Backend, TerraformOutput, TerraformStack, Token } from "cdktf";
import { HybridDns, HybridDnsProvider } from "hybrid-dns/cdktf";

const app = new App();

function newStack(id: string, region: string): TerraformStack {
  const stack = new TerraformStack(app, id);
  new S3Backend(stack, stateOf(id));
  new AwsProvider(stack, "aws", { region });
  new HybridDnsProvider(stack, "hybriddns", { region });
  return stack;
}

function stateOf(id: string) {
  return { bucket: "acme-terraform", key: `dns-${id}.tfstate`, region: "eu-west-1" };
}

const europe = newStack("europe", "eu-west-1");
const owner = new HybridDns(europe, "acme-eu", {
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
new TerraformOutput(europe, "forwarders", { value: owner.forwarderAddresses });
new TerraformOutput(europe, "zone_ids", { value: owner.zoneIds });

const america = newStack("america", "us-east-1");
const there = new DataTerraformRemoteStateS3(america, "europe", stateOf("europe"));
const user = new HybridDns(america, "acme-us", {
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
      resolvers: Token.asList(Fn.lookup(there.get("forwarders"), "hub")),
    },
  },
  privateZones: {
    "cloud.acmecorp.com": {
      existing: { zoneId: Fn.lookup(there.get("zone_ids"), "cloud.acmecorp.com"), associatedVpcs: [] },
    },
  },
});
new TerraformOutput(america, "site_configuration", { value: user.siteConfiguration });
app.synth();
