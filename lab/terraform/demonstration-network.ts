import { EfsFileSystem } from "@cdktf/provider-aws/lib/efs-file-system";
import { EfsMountTarget } from "@cdktf/provider-aws/lib/efs-mount-target";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import type { Construct } from "constructs";
import type { HybridDnsConfig } from "../../components/core/hybrid-dns-config";
import type { PlainValues } from "../../components/core/values";
import { type DemonstrationValues, largeText, mapValues } from "../../program/demonstration-description";
import type { DemonstrationNetworkConfig } from "../../program/demonstration-network-config";
import { connectSites, peerVpcs } from "./demonstration-routes";
import { allow, type Tags } from "./demonstration-security-group";
import { type DemonstrationVpc, declareVpc } from "./demonstration-vpc";

/** The network of `program/demonstration-network.ts`, resource for resource, as Terraform's constructs declare it. */
export interface DemonstrationNetwork {
  /** What the description of the hybrid DNS needs of it; texts are tokens. */
  readonly values: DemonstrationValues<PlainValues>;
  /** What to ask for, and where: as the Pulumi program's output `demonstration`. */
  readonly outputs: {
    readonly hosts: { readonly [name: string]: string };
    readonly loadBalancerName: string;
    readonly fileSystemName: string;
  };
}

/**
 * The VPCs of a description with application hosts, joined to each other and to the sites.
 *
 * @param imageId - of the hosts
 */
export function declareDemonstrationNetwork(
  scope: Construct,
  name: string,
  network: DemonstrationNetworkConfig,
  description: HybridDnsConfig,
  imageId: string,
): DemonstrationNetwork {
  const siteRanges = Object.values(description.sites ?? {}).flatMap(({ cidrBlocks = [] }) => cidrBlocks);
  const ranges = mapValues(network.vpcs, (_, key) => description.vpcs[key]!.cidrBlocks![0]!);
  const known = [...Object.values(ranges), ...siteRanges];
  const tags = description.tags;

  const vpcs = mapValues(network.vpcs, (vpc, key) =>
    declareVpc(scope, `${name}-${key}`, {
      key,
      vpc,
      cidrBlock: ranges[key]!,
      clientCidrBlocks: known,
      imageId,
      instanceType: network.instanceType ?? "t4g.nano",
      tags,
    }),
  );
  const hub = vpcs[network.hub]!;
  for (const [key, spoke] of Object.entries(vpcs)) {
    if (spoke !== hub) peerVpcs(scope, `${name}-${network.hub}-${key}`, hub, spoke);
  }
  connectSites(scope, `${name}-${network.hub}`, hub, [...siteRanges, ...(network.routedCidrBlocks ?? [])]);

  const loadBalancer = declareLoadBalancer(scope, `${name}-web`, hub, known, tags);
  const { fileSystem, mountAddresses } = declareFileSystem(scope, `${name}-files`, hub, known, tags);
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
  scope: Construct,
  name: string,
  vpc: DemonstrationVpc,
  clientCidrBlocks: readonly string[],
  tags: Tags | undefined,
): Lb {
  const allowed = clientCidrBlocks.map((cidrBlock) => ({ cidrBlock, protocol: "tcp", port: 80 }));
  const group = allow(scope, name, vpc.vpcId, allowed, "Load balancer: HTTP from VPCs and sites", tags);
  return new Lb(scope, name, {
    internal: true,
    loadBalancerType: "application",
    subnets: Object.values(vpc.subnetIds),
    securityGroups: [group.id],
    tags: { ...tags, Name: "web" },
  });
}

/** The file system and where it is mounted; its own name leads there too, but only for those who ask the VPC's resolver. */
function declareFileSystem(
  scope: Construct,
  name: string,
  vpc: DemonstrationVpc,
  clientCidrBlocks: readonly string[],
  tags: Tags | undefined,
) {
  const allowed = clientCidrBlocks.map((cidrBlock) => ({ cidrBlock, protocol: "tcp", port: 2049 }));
  const group = allow(scope, name, vpc.vpcId, allowed, "File system: NFS from VPCs and sites", tags);
  const fileSystem = new EfsFileSystem(scope, name, { encrypted: true, tags: { ...tags, Name: "files" } });
  const targets = mapValues(vpc.subnetIds, (subnetId, key) => {
    const place = { fileSystemId: fileSystem.id, subnetId };
    return new EfsMountTarget(scope, `${name}-${key}`, { ...place, securityGroups: [group.id] });
  });
  return { fileSystem, mountAddresses: Object.values(targets).map(({ ipAddress }) => ipAddress) };
}
