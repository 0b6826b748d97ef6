import type { HybridDnsConfig, VpcConfig } from "../components/core/hybrid-dns-config";
import type { AliasTargetConfig, RecordConfig } from "../components/core/record-config";
import type { PlainValues, Values } from "../components/core/values";
import type { DemonstrationNetworkConfig } from "./demonstration-network-config";

/** What a description needs of a demonstration network: known text for a check, Outputs once it is made. */
export interface DemonstrationValues<V extends Values> {
  readonly vpcs: { readonly [name: string]: DemonstrationVpcValues<V> };
  readonly loadBalancer: AliasTargetConfig<V>;
  /** Addresses of the file system's mount targets, a list as one value of a record. */
  readonly mountAddresses: V["texts"];
  /** What the record `large` says: an answer of 6 kB, which needs TCP all the way. */
  readonly largeText: V["texts"];
}

export interface DemonstrationVpcValues<V extends Values> {
  readonly vpcId: V["text"];
  readonly subnetIds: { readonly [name: string]: V["text"] };
  readonly hostAddresses: { readonly [name: string]: V["texts"] };
}

/** Names of the records that are made besides one for each host. */
export const MADE_RECORDS = ["web", "files", "large"];

/** The description with everything that the demonstration network makes filled in; neither of the two is changed. */
export function describeDemonstration<V extends Values>(
  description: HybridDnsConfig<V>,
  network: DemonstrationNetworkConfig,
  values: DemonstrationValues<V>,
): HybridDnsConfig<V> {
  const made = Object.entries(values.vpcs).map(([name, vpc]): [string, VpcConfig<V>] => [
    name,
    describeVpc(description.vpcs[name]!, network.vpcs[name]!.subnets, vpc),
  ]);
  const hosts = Object.values(values.vpcs).flatMap((vpc) => Object.entries(vpc.hostAddresses));
  const records: { [name: string]: RecordConfig<V> } = {
    ...Object.fromEntries(hosts.map(([name, a]): [string, RecordConfig<V>] => [name, { a }])),
    web: { alias: values.loadBalancer },
    // Two subnets share one name; the reverse lookup of a mount target would only name the file system.
    files: { a: values.mountAddresses, ptr: false },
    large: { txt: values.largeText },
  };
  const zone = description.privateZones![network.zoneName]!;
  return {
    ...description,
    vpcs: { ...description.vpcs, ...Object.fromEntries(made) },
    privateZones: {
      ...description.privateZones,
      [network.zoneName]: { ...zone, records: { ...zone.records, ...records } },
    },
  };
}

/** 6 kB in three texts; AWS's resource takes up to 4,000 characters in one. */
export function largeText(): string[] {
  return ["a", "b", "c"].map((letter) => letter.repeat(2000));
}

/** Values that stand for what is made, of the same form, so that a description can be checked before anything is. */
export function expectedValues(network: DemonstrationNetworkConfig): DemonstrationValues<PlainValues> {
  const vpcs = Object.entries(network.vpcs).map(([name, vpc]): [string, DemonstrationVpcValues<PlainValues>] => [
    name,
    {
      vpcId: `vpc-of-${name}`,
      subnetIds: mapValues(vpc.subnets, (_, subnet) => `subnet-of-${name}-${subnet}`),
      hostAddresses: mapValues(vpc.hosts ?? {}, ({ address }) => [address]),
    },
  ]);
  return {
    vpcs: Object.fromEntries(vpcs),
    loadBalancer: { dnsName: "internal-web.elb.amazonaws.com", zoneId: "ZLOADBALANCER" },
    // Which addresses the mount targets get is AWS's choice; documentation addresses are nobody's.
    mountAddresses: ["192.0.2.1", "192.0.2.2"],
    largeText: largeText(),
  };
}

/**
 * The description with a text for every id that is not there, and with the subnets' ranges as far as the network says
 * them, so that all else in it can be checked although the network that would fill them in is wrong. Whatever has not the
 * expected shape stays as it is.
 */
export function withPlaceholders(description: HybridDnsConfig, network: unknown): HybridDnsConfig {
  const made = member(network, "vpcs");
  const withVpcId = (vpc: unknown, key: string) => {
    if (!isMap(vpc)) return vpc;
    const { forwarders } = vpc;
    const subnets = member(member(made, key), "subnets");
    const withSubnet = (forwarder: unknown, slot: string) => {
      const subnetCidrBlock = member(member(subnets, slot), "cidrBlock");
      const known = typeof subnetCidrBlock === "string" ? { subnetCidrBlock } : {};
      return isMap(forwarder) ? { subnetId: "subnet-to-be", ...known, ...forwarder } : forwarder;
    };
    return {
      vpcId: "vpc-to-be",
      ...vpc,
      ...(isMap(forwarders) && { forwarders: mapValues(forwarders, withSubnet) }),
    };
  };
  const vpcs: unknown = description.vpcs;
  return isMap(vpcs) ? { ...description, vpcs: mapValues(vpcs, withVpcId) as HybridDnsConfig["vpcs"] } : description;
}

function member(map: unknown, name: string): unknown {
  return isMap(map) && Object.hasOwn(map, name) ? map[name] : undefined;
}

function isMap(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function mapValues<From, To>(
  map: { readonly [name: string]: From },
  to: (value: From, name: string) => To,
): { [name: string]: To } {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, to(value, name)]));
}

function describeVpc<V extends Values>(
  vpc: VpcConfig<V>,
  subnets: DemonstrationNetworkConfig["vpcs"][string]["subnets"],
  values: DemonstrationVpcValues<V>,
): VpcConfig<V> {
  const forwarders = vpc.forwarders;
  return {
    ...vpc,
    vpcId: values.vpcId,
    ...(forwarders && {
      forwarders: mapValues(forwarders, (forwarder, name) => ({
        ...forwarder,
        subnetId: values.subnetIds[name]!,
        subnetCidrBlock: subnets[name]!.cidrBlock,
      })),
    }),
  };
}
