// Hub and spoke, two sites, overlapping zones: acmecorp.com at headquarters, eu.acmecorp.com in Berlin, cloud.acmecorp.com in AWS.

import { Instance } from "@pulumi/aws/ec2/instance";
import { Subnet } from "@pulumi/aws/ec2/subnet";
import { Vpc } from "@pulumi/aws/ec2/vpc";
import { LoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import * as pulumi from "@pulumi/pulumi";
import { HybridDns } from "hybrid-dns";

const config = new pulumi.Config();
const hubCidr = "10.20.0.0/16";
const spokeCidr = "10.21.0.0/16";

const hub = new Vpc("hub", { cidrBlock: hubCidr, enableDnsHostnames: true });
const spoke = new Vpc("spoke", { cidrBlock: spokeCidr, enableDnsHostnames: true });
const a = new Subnet("hub-a", { vpcId: hub.id, cidrBlock: "10.20.1.0/24", availabilityZone: "eu-west-1a" });
const b = new Subnet("hub-b", { vpcId: hub.id, cidrBlock: "10.20.2.0/24", availabilityZone: "eu-west-1b" });
const apps = new Subnet("spoke-a", { vpcId: spoke.id, cidrBlock: "10.21.1.0/24", availabilityZone: "eu-west-1a" });
const appsB = new Subnet("spoke-b", { vpcId: spoke.id, cidrBlock: "10.21.2.0/24", availabilityZone: "eu-west-1b" });
const app1 = new Instance("app1", { ami: config.require("ami"), instanceType: "t4g.small", subnetId: apps.id });
const balancer = new LoadBalancer("web", { internal: true, subnets: [apps.id, appsB.id] });

const dns = new HybridDns("acme", {
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

export const forwarders = dns.forwarderAddresses;
export const berlin = dns.siteConfiguration["berlin"];
export const zoneIds = dns.zoneIds;
