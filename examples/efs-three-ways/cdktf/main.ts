// A file system's name, fs-….efs.eu-west-1.amazonaws.com, is known to the VPC's own resolver only. Three ways to its addresses.
import { EfsFileSystem } from "@cdktf/provider-aws/lib/efs-file-system";
import { EfsMountTarget } from "@cdktf/provider-aws/lib/efs-mount-target";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { HybridDns, HybridDnsProvider } from "hybrid-dns/cdktf";

const app = new App();
const stack = new TerraformStack(app, "network");
new AwsProvider(stack, "aws", { region: "eu-west-1" });
new HybridDnsProvider(stack, "hybriddns", { region: "eu-west-1" });

const subnets = { a: "subnet-0aaa", b: "subnet-0bbb" };
const files = new EfsFileSystem(stack, "files", { encrypted: true });
const targets = Object.entries(subnets).map(
  ([zone, subnetId]) => new EfsMountTarget(stack, `files-${zone}`, { fileSystemId: files.id, subnetId }),
);
const addresses = targets.map((target) => target.ipAddress);

new HybridDns(stack, "acme", {
  vpcs: {
    main: {
      vpcId: "vpc-0a1b2c3d4e5f60718",
      cidrBlocks: ["10.20.0.0/16"],
      forwarders: { a: { subnetId: subnets.a }, b: { subnetId: subnets.b } },
    },
  },
  // 2: a record in a zone of ours; PTR records would only name the file system twice
  privateZones: { "cloud.acmecorp.com": { records: { files: { a: addresses, ptr: false } } } },
  // 3: nothing to write: amazonaws.com goes to the VPC's resolver
});

// 1: addresses only
new TerraformOutput(stack, "mount_addresses", { value: addresses });
new TerraformOutput(stack, "mount_name", { value: files.dnsName });
app.synth();
