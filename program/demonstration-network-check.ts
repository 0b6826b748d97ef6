import { backendOf } from "../components/core/backend";
import type { HybridDnsConfig, VpcConfig } from "../components/core/hybrid-dns-config";
import {
  type IpNetwork,
  lastAddress,
  networkContains,
  networkWithin,
  parseAddress,
  parseNetwork,
} from "../components/core/ip-network";
import type { Problem } from "../components/core/problem";
import { argument } from "../components/core/reading/argument-path";
import { type Arguments, block, list, map, required, text } from "../components/core/reading/argument-schema";
import { hybridDnsArguments } from "../components/core/reading/description-schema";
import { readArguments } from "../components/core/reading/shape-check";
import { shownText } from "../components/core/shown-text";
import { MADE_RECORDS } from "./demonstration-description";
import type { DemonstrationNetworkConfig, DemonstrationVpcConfig } from "./demonstration-network-config";
import { inBlock } from "./problem-text";

const NETWORK: Arguments = {
  hub: required(text, 'the name of the VPC in the middle, e.g. "hub"'),
  zoneName: required(text, 'the private zone that gets the records, e.g. "cloud.acmecorp.com"'),
  routedCidrBlocks: list(text, '["192.168.50.0/24"]'),
  imageId: text,
  instanceType: text,
  vpcs: required(
    map(
      "own",
      block({
        subnets: required(
          map(
            "own",
            block({
              cidrBlock: required(text, 'a range, e.g. "10.20.1.0/24"'),
              availabilityZone: required(text, 'e.g. "eu-west-1a"'),
            }),
          ),
          "subnets by names of yours",
        ),
        hosts: map(
          "own",
          block({
            subnet: required(text, "the name of one of the VPC's `subnets`"),
            address: required(text, 'e.g. "10.20.1.10"'),
          }),
        ),
      }),
    ),
    "the VPCs of `dns` to make, by their names there",
  ),
};

/** A load balancer wants subnets in two availability zones. */
const FEWEST_HUB_ZONES = 2;
/** AWS keeps the first four addresses and the last of a subnet. */
const FIRST_FREE = 4n;

/** Where the two blocks stand in the configuration, e.g. `hybrid-dns:dns`. */
export interface BlockPaths {
  readonly network: string;
  readonly dns: string;
}

/**
 * Everything that is wrong with a demonstration network, and with what the description says about the things that it
 * makes. What is wrong with the description itself is found elsewhere: of that, only what is right is looked at here.
 */
export function checkDemonstrationNetwork(network: unknown, description: unknown, paths: BlockPaths): Problem[] {
  const { config, findings } = readArguments<DemonstrationNetworkConfig>(network, NETWORK);
  if (findings.length > 0)
    return findings.map(({ code, path, message }) => inBlock(paths.network, { code, path, message }));
  const { config: dns } = readArguments<Partial<HybridDnsConfig>>(description, hybridDnsArguments);
  const vpcPaths = (name: string) => ({
    network: argument(`${paths.network}.vpcs`, name),
    dns: argument(`${paths.dns}.vpcs`, name),
  });
  return [
    ...checkHub(config, paths.network),
    ...checkImage(config, dns, paths.network),
    ...(config.routedCidrBlocks ?? []).flatMap((range, index): Problem[] => {
      const { fault } = parseNetwork(range);
      return fault === undefined ? [] : [{ ...fault, path: `${paths.network}.routedCidrBlocks[${index}]` }];
    }),
    ...checkZone(config, dns, paths),
    ...Object.entries(config.vpcs).flatMap(([name, vpc]) => checkVpc(vpc, own(dns.vpcs, name), vpcPaths(name))),
    ...vpcsNotMade(config, dns).map((name) => ({
      code: "ARGUMENT_MISSING",
      path: vpcPaths(name).network,
      message: "is missing; give its subnets, or its `vpcId` in `dns` if it is there already",
    })),
    ...hostsTwice(config, paths.network),
  ];
}

function checkHub({ vpcs, hub }: DemonstrationNetworkConfig, path: string): Problem[] {
  const vpc = own(vpcs, hub);
  if (!vpc) {
    const message = `there is no VPC ${shownText(hub)}; ${listed(vpcs)}`;
    return [{ code: "UNKNOWN_VPC", path: `${path}.hub`, message }];
  }
  const zones = new Set(Object.values(vpc.subnets).map(({ availabilityZone }) => availabilityZone));
  if (zones.size >= FEWEST_HUB_ZONES) return [];
  const message = `got subnets in ${zones.size} availability zone, expected ${FEWEST_HUB_ZONES}: the load balancer wants them`;
  return [{ code: "SUBNETS_TOO_FEW", path: `${argument(`${path}.vpcs`, hub)}.subnets`, message }];
}

function checkImage(
  { imageId }: DemonstrationNetworkConfig,
  { backend }: Partial<HybridDnsConfig>,
  path: string,
): Problem[] {
  if ((imageId ?? backendOf(backend).config.imageId) !== undefined) return [];
  const message = 'is missing; give an image for the hosts, e.g. "ami-0a1b2c3d4e5f60718"; any system does';
  return [{ code: "ARGUMENT_MISSING", path: argument(path, "imageId"), message }];
}

function checkZone(config: DemonstrationNetworkConfig, dns: Partial<HybridDnsConfig>, paths: BlockPaths): Problem[] {
  const zone = own(dns.privateZones, config.zoneName);
  if (!zone) {
    const message = `there is no zone ${shownText(config.zoneName)} in ${paths.dns}.privateZones; ${listed(dns.privateZones)}`;
    return [{ code: "UNKNOWN_ZONE", path: `${paths.network}.zoneName`, message }];
  }
  const hosts = Object.values(config.vpcs).flatMap((vpc) => Object.keys(vpc.hosts ?? {}));
  const recordsPath = `${argument(`${paths.dns}.privateZones`, config.zoneName)}.records`;
  return [...hosts, ...MADE_RECORDS]
    .filter((name) => own(zone.records, name) !== undefined)
    .map((name) => ({
      code: "DUPLICATE_NAME",
      path: argument(recordsPath, name),
      message: "the demonstration network makes this record; rename yours, or leave it out",
    }));
}

function checkVpc(vpc: DemonstrationVpcConfig, described: VpcConfig | undefined, paths: BlockPaths): Problem[] {
  if (!described) {
    const message = `there is no ${paths.dns}; describe the VPC there, its range is taken from there`;
    return [{ code: "UNKNOWN_VPC", path: paths.network, message }];
  }
  const cidrBlock: unknown = described.cidrBlocks?.[0];
  if (typeof cidrBlock !== "string") {
    const message = 'is missing; give the range of the VPC to make, e.g. ["10.20.0.0/16"]';
    return [{ code: "RANGE_MISSING", path: `${paths.dns}.cidrBlocks`, message }];
  }
  return [
    ...checkFilledIn(vpc, described, paths),
    ...checkSubnets(vpc, paths.network, parseNetwork(cidrBlock).value, cidrBlock),
    ...Object.keys(vpc.hosts ?? {}).flatMap((name) => checkHost(vpc, name, argument(`${paths.network}.hosts`, name))),
  ];
}

/** What is filled in must not stand there already, and must have something to be filled in from. */
function checkFilledIn(vpc: DemonstrationVpcConfig, described: VpcConfig, paths: BlockPaths): Problem[] {
  const twice = (path: string, what: string) => ({
    code: "DUPLICATE_NAME",
    path,
    message: `the demonstration network makes this ${what}; leave it out`,
  });
  const forwarders = Object.entries(described.forwarders ?? {}).flatMap(([name, forwarder]) => {
    const path = argument(`${paths.dns}.forwarders`, name);
    if (own(vpc.subnets, name)) return forwarder?.subnetId === undefined ? [] : [twice(`${path}.subnetId`, "subnet")];
    const message = `there is no subnet of that name to stand in; ${paths.network}.subnets has ${Object.keys(vpc.subnets).join(", ")}`;
    return [{ code: "UNKNOWN_SUBNET", path, message }];
  });
  return described.vpcId === undefined ? forwarders : [twice(`${paths.dns}.vpcId`, "VPC"), ...forwarders];
}

function checkSubnets(
  vpc: DemonstrationVpcConfig,
  path: string,
  range: IpNetwork | undefined,
  cidrBlock: string,
): Problem[] {
  return Object.entries(vpc.subnets).flatMap(([name, subnet]) => {
    const subnetPath = `${argument(`${path}.subnets`, name)}.cidrBlock`;
    const { value, fault } = parseNetwork(subnet.cidrBlock);
    if (fault) return [{ ...fault, path: subnetPath }];
    // A range that is no network is reported where it stands, in the description.
    if (!range || networkWithin(value, range)) return [];
    return [{ code: "SUBNET_OUTSIDE_VPC", path: subnetPath, message: `${subnet.cidrBlock} is not in ${cidrBlock}` }];
  });
}

function checkHost(vpc: DemonstrationVpcConfig, name: string, path: string): Problem[] {
  const host = vpc.hosts![name]!;
  const subnet = own(vpc.subnets, host.subnet);
  if (!subnet) {
    const message = `there is no subnet ${shownText(host.subnet)}; ${listed(vpc.subnets)}`;
    return [{ code: "UNKNOWN_SUBNET", path: `${path}.subnet`, message }];
  }
  const { value: address, fault } = parseAddress(host.address);
  if (fault) return [{ ...fault, path: `${path}.address` }];
  const network = parseNetwork(subnet.cidrBlock).value;
  if (!network) return [];
  if (!networkContains(network, address)) {
    const message = `${host.address} is not in ${subnet.cidrBlock}, the subnet ${host.subnet}`;
    return [{ code: "ADDRESS_OUTSIDE_SUBNET", path: `${path}.address`, message }];
  }
  if (address.bits - network.bits >= FIRST_FREE && address.bits < lastAddress(network).bits) return [];
  const message = `${host.address} is AWS's own; take one between the first four and the last of ${subnet.cidrBlock}`;
  return [{ code: "ADDRESS_RESERVED", path: `${path}.address`, message }];
}

/** VPCs of the description without an id that nobody fills in. */
function vpcsNotMade({ vpcs }: DemonstrationNetworkConfig, dns: Partial<HybridDnsConfig>): string[] {
  return Object.entries(dns.vpcs ?? {})
    .filter(([name, vpc]) => vpc?.vpcId === undefined && !Object.hasOwn(vpcs, name))
    .map(([name]) => name);
}

function hostsTwice({ vpcs }: DemonstrationNetworkConfig, path: string): Problem[] {
  const first = new Map<string, string>();
  return Object.entries(vpcs).flatMap(([vpcName, { hosts = {} }]) =>
    Object.keys(hosts).flatMap((host) => {
      const other = first.get(host);
      first.set(host, other ?? vpcName);
      if (other === undefined) return [];
      const message = `\`vpcs.${other}\` has a host of that name, and both would be one record; rename one`;
      return [{ code: "NAME_COLLISION", path: argument(`${argument(`${path}.vpcs`, vpcName)}.hosts`, host), message }];
    }),
  );
}

/** A user's key may be called `constructor`. */
function own<T>(map: { readonly [name: string]: T } | undefined, name: string): T | undefined {
  return map !== undefined && map !== null && Object.hasOwn(map, name) ? map[name] : undefined;
}

function listed(map: { readonly [name: string]: unknown } | undefined): string {
  const names = Object.keys(map ?? {});
  return names.length === 0 ? "there are none" : `there are ${names.join(", ")}`;
}
