// IPv4 and IPv6, with a /56 that Amazon provides and a range from an IPAM pool, both unknown before the first apply.
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { App, Fn, TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";
import { HybridDns, HybridDnsProvider } from "hybrid-dns/cdktf";

const app = new App();
const stack = new TerraformStack(app, "network");
new AwsProvider(stack, "aws", { region: "eu-west-1" });
new HybridDnsProvider(stack, "hybriddns", { region: "eu-west-1" });
const variable = (name: string) => new TerraformVariable(stack, name, { type: "string" }).stringValue;
const cidrBlock = "10.20.0.0/16";

const vpc = new Vpc(stack, "main", { cidrBlock, assignGeneratedIpv6CidrBlock: true, enableDnsHostnames: true });
const pooled = new Vpc(stack, "pooled", {
  ipv4IpamPoolId: variable("ipam_pool_id"),
  ipv4NetmaskLength: 20,
  enableDnsHostnames: true,
});
const subnet = (zone: string, cidr: string, number: number) =>
  new Subnet(stack, `main-${zone}`, {
    vpcId: vpc.id,
    cidrBlock: cidr,
    // the numbered /64 of Amazon's /56
    ipv6CidrBlock: Fn.cidrsubnet(vpc.ipv6CidrBlock, 8, number),
    availabilityZone: `eu-west-1${zone}`,
  });
const a = subnet("a", "10.20.1.0/24", 1);
const b = subnet("b", "10.20.2.0/24", 2);
const app1 = new Instance(stack, "app1", {
  ami: variable("ami"),
  instanceType: "t4g.small",
  subnetId: a.id,
  ipv6AddressCount: 1,
});
const balancer = new Lb(stack, "web", { internal: true, ipAddressType: "dualstack", subnets: [a.id, b.id] });

const dns = new HybridDns(stack, "acme", {
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

new TerraformOutput(stack, "forwarders", { value: dns.forwarderAddresses });
app.synth();
