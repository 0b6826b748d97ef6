import { FileSystem } from "@pulumi/aws/efs/fileSystem";
import { MountTarget } from "@pulumi/aws/efs/mountTarget";
import { LoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import * as pulumi from "@pulumi/pulumi";
import type { HybridDnsArgs, InputValues } from "../components/index";
import { type DemonstrationValues, largeText, mapValues } from "./demonstration-description";
import type { DemonstrationNetworkConfig } from "./demonstration-network-config";
import { connectSites, peerVpcs } from "./demonstration-routes";
import { allow } from "./demonstration-security-group";
import { type DemonstrationVpc, declareVpc } from "./demonstration-vpc";

/** A demonstration network that is declared. */
export interface DemonstrationNetwork {
  /** What the description of the hybrid DNS needs of it. */
  readonly values: DemonstrationValues<InputValues>;
  readonly outputs: DemonstrationOutputs;
}

/** What to ask for, and where. */
export interface DemonstrationOutputs {
  /** Addresses of the application hosts, by name. */
  readonly hosts: { [name: string]: pulumi.Output<string> };
  /** The load balancer's own name, which the record `web` is an alias of. */
  readonly loadBalancerName: pulumi.Output<string>;
  /** The file system's own name, which only the hub's own resolver (VPC+2) knows. */
  readonly fileSystemName: pulumi.Output<string>;
}

/**
 * The VPCs of a description with application hosts, joined to each other and to the sites.
 *
 * @param imageId - of the hosts
 */
export function declareDemonstrationNetwork(
  name: string,
  network: DemonstrationNetworkConfig,
  description: HybridDnsArgs,
  imageId: pulumi.Input<string>,
): DemonstrationNetwork {
  const parent = new pulumi.ComponentResource("hybrid-dns:program:DemonstrationNetwork", name);
  const opts = { parent };
  const siteRanges = Object.values(description.sites ?? {}).flatMap(({ cidrBlocks = [] }) => cidrBlocks);
  const ranges = mapValues(network.vpcs, (_, key) => description.vpcs[key]!.cidrBlocks![0]!);
  const known = [...Object.values(ranges), ...siteRanges];
  const tags = description.tags;

  const vpcs = mapValues(network.vpcs, (vpc, key) =>
    declareVpc(`${name}-${key}`, {
      key,
      vpc,
      cidrBlock: ranges[key]!,
      clientCidrBlocks: known,
      imageId,
      instanceType: network.instanceType ?? "t4g.nano",
      tags,
      opts,
    }),
  );
  const hub = vpcs[network.hub]!;
  for (const [key, spoke] of Object.entries(vpcs)) {
    if (spoke !== hub) peerVpcs(`${name}-${network.hub}-${key}`, hub, spoke, opts);
  }
  connectSites(`${name}-${network.hub}`, hub, [...siteRanges, ...(network.routedCidrBlocks ?? [])], opts);

  const loadBalancer = declareLoadBalancer(`${name}-web`, hub, known, tags, opts);
  const { fileSystem, mountAddresses } = declareFileSystem(`${name}-files`, hub, known, tags, opts);
  return {
    values: {
      vpcs: mapValues(vpcs, ({ vpcId, subnetIds, hostAddresses }) => ({
        vpcId,
        subnetIds,
        hostAddresses: mapValues(hostAddresses, (address) => [address]),
      })),
      loadBalancer: { dnsName: loadBalancer.dnsName, zoneId: loadBalancer.zoneId },
      mountAddresses,
      largeText: largeText(),
    },
    outputs: {
      hosts: Object.fromEntries(Object.values(vpcs).flatMap((vpc) => Object.entries(vpc.hostAddresses))),
      loadBalancerName: loadBalancer.dnsName,
      fileSystemName: fileSystem.dnsName,
    },
  };
}

function declareLoadBalancer(
  name: string,
  vpc: DemonstrationVpc,
  clientCidrBlocks: readonly string[],
  tags: InputValues["textMap"] | undefined,
  opts: pulumi.CustomResourceOptions,
): LoadBalancer {
  const group = allow(
    name,
    vpc.vpcId,
    clientCidrBlocks.map((cidrBlock) => ({ cidrBlock, protocol: "tcp", port: 80 })),
    "Load balancer: HTTP from VPCs and sites",
    tags,
    opts,
  );
  return new LoadBalancer(
    name,
    {
      internal: true,
      loadBalancerType: "application",
      subnets: Object.values(vpc.subnetIds),
      securityGroups: [group.id],
      tags: withName(tags, "web"),
    },
    opts,
  );
}

/** The file system and where it is mounted; its own name leads there too, but only for those who ask the VPC's resolver. */
function declareFileSystem(
  name: string,
  vpc: DemonstrationVpc,
  clientCidrBlocks: readonly string[],
  tags: InputValues["textMap"] | undefined,
  opts: pulumi.CustomResourceOptions,
) {
  const group = allow(
    name,
    vpc.vpcId,
    clientCidrBlocks.map((cidrBlock) => ({ cidrBlock, protocol: "tcp", port: 2049 })),
    "File system: NFS from VPCs and sites",
    tags,
    opts,
  );
  const fileSystem = new FileSystem(name, { encrypted: true, tags: withName(tags, "files") }, opts);
  const targets = mapValues(
    vpc.subnetIds,
    (subnetId, key) =>
      new MountTarget(`${name}-${key}`, { fileSystemId: fileSystem.id, subnetId, securityGroups: [group.id] }, opts),
  );
  return { fileSystem, mountAddresses: Object.values(targets).map(({ ipAddress }) => ipAddress) };
}

function withName(tags: InputValues["textMap"] | undefined, name: string): InputValues["textMap"] {
  return pulumi.output(tags ?? {}).apply((all) => ({ ...all, Name: name }));
}
