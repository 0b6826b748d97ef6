// One part alone: each of these is usable without the others, and without HybridDns.
import { Instance } from "@pulumi/aws/ec2/instance";
import * as pulumi from "@pulumi/pulumi";
import { DhcpOptions, Forwarders, PrivateZone, PtrRecords, ReverseZones } from "hybrid-dns";

const config = new pulumi.Config();
const server = (name: string) =>
  new Instance(name, { ami: config.require("ami"), instanceType: "t4g.small", subnetId: "subnet-0aaa" });
const app1 = server("app1");
const app2 = server("app2");

// only reverse zones and PTR records, for names that stand in zones made elsewhere
const reverse = new ReverseZones("corp", {
  cidrBlocks: ["10.20.0.0/15"],
  vpcs: { main: { vpcId: "vpc-0111" } },
});
const ptr = new PtrRecords("corp", {
  zoneIds: reverse.zoneIds,
  addressRecords: [
    { name: "app1.cloud.acmecorp.com", addresses: [app1.privateIp] },
    { name: "app2.cloud.acmecorp.com", addresses: [app2.privateIp] },
  ],
});
export const ptrRecords = ptr.ptrRecords;

// only PTR records, in reverse zones that exist
new PtrRecords("legacy", {
  zoneIds: { "22.10.in-addr.arpa": "Z0123456789" },
  addressRecords: [{ name: "db.cloud.acmecorp.com", addresses: ["10.22.0.5"] }],
});

// only DHCP options
new DhcpOptions("corp", {
  vpcId: "vpc-0111",
  domainNameServers: ["10.1.0.53", "10.2.0.53"],
  domainName: "acmecorp.com",
});

// only forwarders
const forwarders = new Forwarders("corp", {
  vpcId: "vpc-0111",
  forwarders: { a: { subnetId: "subnet-0aaa" }, b: { subnetId: "subnet-0bbb" } },
  forwardZones: {
    "acmecorp.com": { resolvers: ["10.1.0.53", "10.2.0.53"] },
    "10.in-addr.arpa": { resolvers: ["10.1.0.53"] },
  },
  clientCidrBlocks: { headquarters: "10.0.0.0/14", cloud: "10.20.0.0/15" },
});
export const addresses = forwarders.addresses;

// only a private zone
const zone = new PrivateZone("lab", {
  zoneName: "lab.acmecorp.com",
  vpcs: { main: { vpcId: "vpc-0111" }, spoke: { vpcId: "vpc-0222" } },
  primaryVpc: "main",
  records: { app1: { a: [app1.privateIp] } },
});
new PtrRecords("lab", { zoneIds: reverse.zoneIds, addressRecords: zone.addressRecords });
