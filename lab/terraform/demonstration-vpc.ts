import { Instance } from "@cdktf/provider-aws/lib/instance";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import type { Construct } from "constructs";
import { mapValues } from "../../program/demonstration-description";
import type { DemonstrationVpcConfig } from "../../program/demonstration-network-config";
import { ANY_MESSAGE, allow, type Tags } from "./demonstration-security-group";

export interface DemonstrationVpcProps {
  /** The VPC's name in the description, e.g. `hub`. */
  readonly key: string;
  readonly vpc: DemonstrationVpcConfig;
  readonly cidrBlock: string;
  /** Ranges whose hosts may ping and ask over HTTP. */
  readonly clientCidrBlocks: readonly string[];
  readonly imageId: string;
  readonly instanceType: string;
  readonly tags: Tags | undefined;
}

/** A VPC that is declared. */
export interface DemonstrationVpc {
  readonly cidrBlock: string;
  readonly vpcId: string;
  readonly routeTableId: string;
  readonly subnetIds: { readonly [name: string]: string };
  readonly hostAddresses: { readonly [name: string]: string };
}

/** A VPC with its subnets, one route table for all of them, and its application hosts. */
export function declareVpc(scope: Construct, name: string, props: DemonstrationVpcProps): DemonstrationVpc {
  const { key, vpc, cidrBlock } = props;
  const named = (label: string) => ({ ...props.tags, Name: label });

  const network = new Vpc(scope, name, {
    cidrBlock,
    enableDnsSupport: true,
    enableDnsHostnames: true,
    tags: named(key),
  });
  const routeTable = new RouteTable(scope, `${name}-routes`, { vpcId: network.id, tags: named(key) });
  const subnets = mapValues(vpc.subnets, ({ cidrBlock, availabilityZone }, subnet) => {
    const label = `${name}-${subnet}`;
    const place = { vpcId: network.id, cidrBlock, availabilityZone };
    const made = new Subnet(scope, label, { ...place, tags: named(`${key}-${subnet}`) });
    new RouteTableAssociation(scope, `${label}-routes`, { subnetId: made.id, routeTableId: routeTable.id });
    return made;
  });

  const group = allow(
    scope,
    `${name}-hosts`,
    network.id,
    props.clientCidrBlocks.flatMap((cidrBlock) => [
      { cidrBlock, protocol: cidrBlock.includes(":") ? "icmpv6" : "icmp", port: ANY_MESSAGE },
      { cidrBlock, protocol: "tcp", port: 80 },
    ]),
    "Application hosts: ping and HTTP from VPCs and sites",
    props.tags,
  );
  const hosts = mapValues(
    vpc.hosts ?? {},
    ({ subnet, address }, host) =>
      new Instance(scope, `${name}-${host}`, {
        ami: props.imageId,
        instanceType: props.instanceType,
        subnetId: subnets[subnet]!.id,
        privateIp: address,
        vpcSecurityGroupIds: [group.id],
        metadataOptions: { httpEndpoint: "enabled", httpTokens: "required" },
        tags: named(host),
      }),
  );
  return {
    cidrBlock,
    vpcId: network.id,
    routeTableId: routeTable.id,
    subnetIds: mapValues(subnets, ({ id }) => id),
    hostAddresses: mapValues(hosts, ({ privateIp }) => privateIp),
  };
}
