import type { HybridDnsConfig } from "../../components/core";
import { described } from "../core/descriptions";

const oneVpc = (): HybridDnsConfig => ({
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
  privateZones: { "cloud.acmecorp.com": { records: { app1: { a: ["10.20.1.10"] } } } },
});

/** Descriptions that between them have every argument. */
export const describedQuestions: { readonly [question: string]: HybridDnsConfig } = {
  "one VPC, one data centre": oneVpc(),
  "hub and spoke": described({ tags: { team: "network" } }),
  "zones that are there already": described({
    "privateZones/cloud.acmecorp.com/existing": { zoneId: "Z0123456789CLOUD", associatedVpcs: ["hub"] },
    "privateZones/apps.acmecorp.com": { protect: true },
    reverseZones: {
      "20.10.in-addr.arpa": { existing: { zoneId: "Z0123456789REVERSE", associatedVpcs: ["hub", "spoke"] } },
      "21.10.in-addr.arpa": { vpcs: ["hub"], protect: true },
    },
  }),
  "internet names resolved on premises": {
    ...oneVpc(),
    internetVia: "headquarters",
    vpcResolverZones: ["data.acmecorp.com"],
    partition: "aws-cn",
  },
  "IPv6, and ranges that AWS allocates": {
    ...oneVpc(),
    vpcs: {
      main: {
        vpcId: "vpc-main",
        region: "eu-west-1",
        cidrBlocks: ["10.20.0.0/16", "fd00:20::/48"],
        allocatedCidrBlocks: { ipv6: { cidrBlock: "2001:db8:12:3400::/56" } },
        forwarders: {
          a: { subnetId: "subnet-a", subnetCidrBlock: "10.20.1.0/24", address: "10.20.1.53", assignIpv6Address: true },
          b: { subnetId: "subnet-b", address: "10.20.2.53" },
        },
        dhcpOptions: { domainName: "cloud.acmecorp.com", ntpServers: ["169.254.169.123"] },
        enableDnsSupport: true,
        enableDnsHostnames: true,
      },
      pooled: {
        vpcId: "vpc-pooled",
        allocatedCidrBlocks: { ipam: { cidrBlock: "10.32.16.0/20", within: "10.32.0.0/16" } },
        dhcpOptions: { enabled: false },
      },
    },
  },
  "every kind of record": {
    ...oneVpc(),
    privateZones: {
      "Cloud.acmecorp.com.": {
        ttlSeconds: 120,
        vpcs: ["main"],
        records: {
          "@": {
            mx: [{ preference: 10, exchange: "mail.acmecorp.com" }],
            txt: ["v=spf1 -all", `"quoted" \\ ${"long ".repeat(80)}`],
          },
          "*.apps": { cname: "web.cloud.acmecorp.com" },
          _ldap__tcp: { srv: [{ priority: 0, weight: 5, port: 389, target: "dc1.acmecorp.com" }] },
          dual: { a: ["10.20.1.7", "10.20.1.8"], aaaa: ["fd00:20::7"], ttlSeconds: 60, ptr: false },
          web: { alias: { dnsName: "web.elb.amazonaws.com", zoneId: "ZELB", ipv6: true, evaluateTargetHealth: true } },
        },
      },
    },
    ptrRecords: {
      enabled: true,
      ttlSeconds: 60,
      exclude: ["*.kube.cloud.acmecorp.com"],
      prefer: ["app1.cloud.acmecorp.com"],
      maximumNames: 3,
      adopt: ["10.20.1.5"],
    },
  },
  "a VPC of another account, left to its own stack": described({
    "vpcs/production": { vpcId: "vpc-0222", accountId: "222222222222", cidrBlocks: ["10.22.0.0/16"] },
    tags: { team: "network" },
  }),
  "option sets that are given back": described({
    "vpcs/hub/dhcpOptions": { restoreDhcpOptionsId: "dopt-0before" },
    "vpcs/spoke/dhcpOptions": { restoreDhcpOptionsId: "default" },
  }),
  "BIND, for zones whose resolvers are lists": described({ backend: { bind: { instanceType: "c7g.medium" } } }),
  "no image, questions logged": {
    ...oneVpc(),
    backend: {
      bind: { bootstrap: { base: "ubuntu-26.04", securityUpdates: true }, queryLogging: { retentionDays: 7 } },
    },
    tags: { team: "network" },
  },
  "own image, own clients, no PTR records": {
    ...oneVpc(),
    backend: { unbound: { instanceType: "c7g.medium", imageId: "ami-own" } },
    clientCidrBlocks: { vpn: "10.99.0.0/16" },
    ptrRecords: { enabled: false },
  },
};
