// A file system's name, fs-….efs.eu-west-1.amazonaws.com, is known to the VPC's own resolver only. Three ways to its addresses.
import { FileSystem } from "@pulumi/aws/efs/fileSystem";
import { MountTarget } from "@pulumi/aws/efs/mountTarget";
import * as pulumi from "@pulumi/pulumi";
import { HybridDns } from "hybrid-dns";

const subnets = { a: "subnet-0aaa", b: "subnet-0bbb" };
const files = new FileSystem("files", { encrypted: true });
const targets = Object.entries(subnets).map(
  ([zone, subnetId]) => new MountTarget(`files-${zone}`, { fileSystemId: files.id, subnetId }),
);
const addresses = targets.map((target) => target.ipAddress);

new HybridDns("acme", {
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
export const mountAddresses = pulumi.all(addresses);
export const mountName = files.dnsName;
