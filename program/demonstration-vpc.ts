import { Instance } from "@pulumi/aws/ec2/instance";
import { RouteTable } from "@pulumi/aws/ec2/routeTable";
import { RouteTableAssociation } from "@pulumi/aws/ec2/routeTableAssociation";
import { Subnet } from "@pulumi/aws/ec2/subnet";
import { Vpc } from "@pulumi/aws/ec2/vpc";
import * as pulumi from "@pulumi/pulumi";
import type { InputValues } from "../components/index";
import { mapValues } from "./demonstration-description";
import type { DemonstrationVpcConfig } from "./demonstration-network-config";
import { ANY_MESSAGE, allow } from "./demonstration-security-group";

export interface DemonstrationVpcArgs {
  /** The VPC's name in the description, e.g. `hub`. */
  readonly key: string;
  readonly vpc: DemonstrationVpcConfig;
  readonly cidrBlock: string;
  /** Ranges whose hosts may ping and ask over HTTP. */
  readonly clientCidrBlocks: readonly string[];
  readonly imageId: pulumi.Input<string>;
  readonly instanceType: string;
  readonly tags: InputValues["textMap"] | undefined;
  readonly opts: pulumi.CustomResourceOptions;
}

/** A VPC that is declared. */
export interface DemonstrationVpc {
  readonly cidrBlock: string;
  readonly vpcId: pulumi.Output<string>;
  readonly routeTableId: pulumi.Output<string>;
  readonly subnetIds: { [name: string]: pulumi.Output<string> };
  readonly hostAddresses: { [name: string]: pulumi.Output<string> };
}

/** A VPC with its subnets, one route table for all of them, and its application hosts. */
export function declareVpc(name: string, args: DemonstrationVpcArgs): DemonstrationVpc {
  const { key, vpc, cidrBlock, opts } = args;
  const named = (label: string) => pulumi.output(args.tags ?? {}).apply((all) => ({ ...all, Name: label }));

  const network = new Vpc(
    name,
    { cidrBlock, enableDnsSupport: true, enableDnsHostnames: true, tags: named(key) },
    opts,
  );
  const routeTable = new RouteTable(name, { vpcId: network.id, tags: named(key) }, opts);
  const subnets = mapValues(vpc.subnets, ({ cidrBlock, availabilityZone }, subnet) => {
    const label = `${name}-${subnet}`;
    const made = new Subnet(
      label,
      { vpcId: network.id, cidrBlock, availabilityZone, tags: named(`${key}-${subnet}`) },
      opts,
    );
    new RouteTableAssociation(label, { subnetId: made.id, routeTableId: routeTable.id }, opts);
    return made;
  });

  const group = allow(
    `${name}-hosts`,
    network.id,
    args.clientCidrBlocks.flatMap((cidrBlock) => [
      { cidrBlock, protocol: cidrBlock.includes(":") ? "icmpv6" : "icmp", port: ANY_MESSAGE },
      { cidrBlock, protocol: "tcp", port: 80 },
    ]),
    "Application hosts: ping and HTTP from VPCs and sites",
    args.tags,
    opts,
  );
  const hosts = mapValues(
    vpc.hosts ?? {},
    ({ subnet, address }, host) =>
      new Instance(
        `${name}-${host}`,
        {
          ami: args.imageId,
          instanceType: args.instanceType,
          subnetId: subnets[subnet]!.id,
          privateIp: address,
          vpcSecurityGroupIds: [group.id],
          metadataOptions: { httpEndpoint: "enabled", httpTokens: "required" },
          tags: named(host),
        },
        opts,
      ),
  );
  return {
    cidrBlock,
    vpcId: network.id,
    routeTableId: routeTable.id,
    subnetIds: mapValues(subnets, ({ id }) => id),
    hostAddresses: mapValues(hosts, ({ privateIp }) => privateIp),
  };
}
