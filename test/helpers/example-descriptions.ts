import type { HybridDnsArgs } from "../../components";

/** Question (a): one VPC, one data centre, forwarders at addresses that AWS picks. */
export function oneVpc(): HybridDnsArgs {
  return {
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
  };
}

/** Question (b): hub and spoke, two sites whose zones and ranges lie in one another. */
export function hubAndSpoke(): HybridDnsArgs {
  return {
    vpcs: {
      hub: {
        vpcId: "vpc-hub",
        cidrBlocks: ["10.20.0.0/16"],
        forwarders: {
          a: { subnetId: "subnet-a", address: "10.20.1.53" },
          b: { subnetId: "subnet-b", address: "10.20.2.53" },
        },
      },
      spoke: { vpcId: "vpc-spoke", cidrBlocks: ["10.21.0.0/16"] },
    },
    sites: {
      headquarters: { zones: ["acmecorp.com"], cidrBlocks: ["10.0.0.0/8"], resolvers: ["10.1.0.53", "10.2.0.53"] },
      berlin: { zones: ["eu.acmecorp.com"], cidrBlocks: ["10.50.0.0/16"], resolvers: ["10.50.0.53"] },
    },
    privateZones: {
      "cloud.acmecorp.com": {
        records: {
          app1: { a: ["10.21.1.10"] },
          web: { alias: { dnsName: "internal-web.eu-west-1.elb.amazonaws.com", zoneId: "Z32O12XQLNTSW2" } },
          mail: { cname: "smtp.acmecorp.com" },
        },
      },
    },
    tags: { team: "network" },
  };
}

/** The same description with the keys of every map in the opposite order. */
export function turnedRound<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, turnedRound(inner)] as const);
  return Object.fromEntries(entries.reverse()) as Value;
}
