// Hub and spoke, two sites, overlapping zones: acmecorp.com at headquarters, eu.acmecorp.com in Berlin, cloud.acmecorp.com in AWS.

import { Instance } from "@cdktf/provider-aws/lib/instance";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { App, TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";
import { HybridDns, HybridDnsProvider } from "hybrid-dns/cdktf";

const app = new App();
const stack = new TerraformStack(app, "network");
new AwsProvider(stack, "aws", { region: "eu-west-1" });
new HybridDnsProvider(stack, "hybriddns", { region: "eu-west-1" });

const ami = new TerraformVariable(stack, "ami", { type: "string" });
const hubCidr = "10.20.0.0/16";
const spokeCidr = "10.21.0.0/16";

const hub = new Vpc(stack, "hub", { cidrBlock: hubCidr, enableDnsHostnames: true });
const spoke = new Vpc(stack, "spoke", { cidrBlock: spokeCidr, enableDnsHostnames: true });
const a = new Subnet(stack, "hub-a", { vpcId: hub.id, cidrBlock: "10.20.1.0/24", availabilityZone: "eu-west-1a" });
const b = new Subnet(stack, "hub-b", { vpcId: hub.id, cidrBlock: "10.20.2.0/24", availabilityZone: "eu-west-1b" });
const apps = new Subnet(stack, "spoke-a", {
  vpcId: spoke.id,
  cidrBlock: "10.21.1.0/24",
  availabilityZone: "eu-west-1a",
});
const appsB = new Subnet(stack, "spoke-b", {
  vpcId: spoke.id,
  cidrBlock: "10.21.2.0/24",
  availabilityZone: "eu-west-1b",
});
const app1 = new Instance(stack, "app1", { ami: ami.stringValue, instanceType: "t4g.small", subnetId: apps.id });
const balancer = new Lb(stack, "web", { internal: true, subnets: [apps.id, appsB.id] });

const dns = new HybridDns(stack, "acme", {
  vpcs: {
    hub: {
      vpcId: hub.id,
      cidrBlocks: [hubCidr],
      forwarders: {
        a: { subnetId: a.id, address: "10.20.1.53" },
        b: { subnetId: b.id, address: "10.20.2.53" },
      },
    },
    spoke: { vpcId: spoke.id, cidrBlocks: [spokeCidr] },
  },
  sites: {
    headquarters: { zones: ["acmecorp.com"], cidrBlocks: ["10.0.0.0/8"], resolvers: ["10.1.0.53", "10.2.0.53"] },
    berlin: { zones: ["eu.acmecorp.com"], cidrBlocks: ["10.50.0.0/16"], resolvers: ["10.50.0.53"] },
  },
  privateZones: {
    "cloud.acmecorp.com": {
      records: {
        app1: { a: [app1.privateIp] },
        web: { alias: balancer },
        mail: { cname: "smtp.acmecorp.com" },
      },
    },
  },
  tags: { team: "network" },
});

new TerraformOutput(stack, "forwarders", { value: dns.forwarderAddresses });
new TerraformOutput(stack, "berlin", { value: dns.siteConfiguration["berlin"] });
new TerraformOutput(stack, "zone_ids", { value: dns.zoneIds });
app.synth();
