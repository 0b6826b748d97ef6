// One part alone: each of these is usable without the others, and without HybridDns.
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";
import { DhcpOptions, Forwarders, HybridDnsProvider, PrivateZone, PtrRecords, ReverseZones } from "hybrid-dns/cdktf";

const app = new App();
const stack = new TerraformStack(app, "network");
new AwsProvider(stack, "aws", { region: "eu-west-1" });
// for PTR records only
new HybridDnsProvider(stack, "hybriddns", { region: "eu-west-1" });

const ami = new TerraformVariable(stack, "ami", { type: "string" });
const server = (name: string) =>
  new Instance(stack, name, { ami: ami.stringValue, instanceType: "t4g.small", subnetId: "subnet-0aaa" });
const app1 = server("app1");
const app2 = server("app2");

// only reverse zones and PTR records, for names that stand in zones made elsewhere
const reverse = new ReverseZones(stack, "reverse", {
  cidrBlocks: ["10.20.0.0/15"],
  vpcs: { main: { vpcId: "vpc-0111" } },
});
const ptr = new PtrRecords(stack, "ptr", {
  zoneIds: reverse.zoneIds,
  addressRecords: [
    { name: "app1.cloud.acmecorp.com", addresses: [app1.privateIp] },
    { name: "app2.cloud.acmecorp.com", addresses: [app2.privateIp] },
  ],
});
new TerraformOutput(stack, "ptr_records", { value: ptr.ptrRecords });

// only PTR records, in reverse zones that exist
new PtrRecords(stack, "legacy", {
  zoneIds: { "22.10.in-addr.arpa": "Z0123456789" },
  addressRecords: [{ name: "db.cloud.acmecorp.com", addresses: ["10.22.0.5"] }],
});

// only DHCP options
new DhcpOptions(stack, "dhcp", {
  vpcId: "vpc-0111",
  domainNameServers: ["10.1.0.53", "10.2.0.53"],
  domainName: "acmecorp.com",
});

// only forwarders
const forwarders = new Forwarders(stack, "forwarders", {
  vpcId: "vpc-0111",
  forwarders: { a: { subnetId: "subnet-0aaa" }, b: { subnetId: "subnet-0bbb" } },
  forwardZones: {
    "acmecorp.com": { resolvers: ["10.1.0.53", "10.2.0.53"] },
    "10.in-addr.arpa": { resolvers: ["10.1.0.53"] },
  },
  clientCidrBlocks: { headquarters: "10.0.0.0/14", cloud: "10.20.0.0/15" },
});
new TerraformOutput(stack, "addresses", { value: forwarders.addresses });

// only a private zone
const zone = new PrivateZone(stack, "lab", {
  zoneName: "lab.acmecorp.com",
  vpcs: { main: { vpcId: "vpc-0111" }, spoke: { vpcId: "vpc-0222" } },
  primaryVpc: "main",
  records: { app1: { a: [app1.privateIp] } },
});
new PtrRecords(stack, "lab-ptr", { zoneIds: reverse.zoneIds, addressRecords: zone.addressRecords });
app.synth();
