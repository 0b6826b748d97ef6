// IPv4 and IPv6, with a /56 that Amazon provides and a range from an IPAM pool, both unknown before the first `up`.
import { Instance } from "@pulumi/aws/ec2/instance";
import { Subnet } from "@pulumi/aws/ec2/subnet";
import { Vpc } from "@pulumi/aws/ec2/vpc";
import { LoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import * as pulumi from "@pulumi/pulumi";
import { HybridDns } from "hybrid-dns";

const config = new pulumi.Config();
const cidrBlock = "10.20.0.0/16";

const vpc = new Vpc("main", { cidrBlock, assignGeneratedIpv6CidrBlock: true, enableDnsHostnames: true });
const pooled = new Vpc("pooled", {
  ipv4IpamPoolId: config.require("ipamPoolId"),
  ipv4NetmaskLength: 20,
  enableDnsHostnames: true,
});
const subnet = (zone: string, cidr: string, number: number) =>
  new Subnet(`main-${zone}`, {
    vpcId: vpc.id,
    cidrBlock: cidr,
    // the numbered /64 of Amazon's /56, e.g. 2001:db8:12:3400::/56 → 2001:db8:12:3401::/64
    ipv6CidrBlock: vpc.ipv6CidrBlock.apply((range) => range.replace(/00::\/56$/, `0${number}::/64`)),
    availabilityZone: `eu-west-1${zone}`,
  });
const a = subnet("a", "10.20.1.0/24", 1);
const b = subnet("b", "10.20.2.0/24", 2);
const app1 = new Instance("app1", {
  ami: config.require("ami"),
  instanceType: "t4g.small",
  subnetId: a.id,
  ipv6AddressCount: 1,
});
const balancer = new LoadBalancer("web", { internal: true, ipAddressType: "dualstack", subnets: [a.id, b.id] });

const dns = new HybridDns("acme", {
  vpcs: {
    main: {
      vpcId: vpc.id,
      cidrBlocks: [cidrBlock],
      allocatedCidrBlocks: { ipv6: { cidrBlock: vpc.ipv6CidrBlock } },
      forwarders: {
        a: { subnetId: a.id, address: "10.20.1.53", assignIpv6Address: true },
        b: { subnetId: b.id, address: "10.20.2.53", assignIpv6Address: true },
      },
    },
    pooled: {
      vpcId: pooled.id,
      allocatedCidrBlocks: { ipam: { cidrBlock: pooled.cidrBlock, within: "10.32.0.0/16" } },
    },
  },
  sites: {
    headquarters: {
      zones: ["acmecorp.com"],
      cidrBlocks: ["10.0.0.0/14", "fd00:ac3e::/32"],
      resolvers: ["10.1.0.53", "fd00:ac3e::53"],
    },
  },
  privateZones: {
    "cloud.acmecorp.com": {
      records: {
        app1: { a: [app1.privateIp], aaaa: app1.ipv6Addresses },
        web: { alias: { dnsName: balancer.dnsName, zoneId: balancer.zoneId, ipv6: true } },
      },
    },
  },
});

export const forwarders = dns.forwarderAddresses;
