import { VPC_RESOLVER } from "../aws-names";
import {
  formatAddress,
  type IpAddress,
  type IpNetwork,
  networkContains,
  parseAddress,
  parseNetwork,
} from "../ip-network";
import { type Fault, valueOrThrow } from "../parsed";
import type { DescribedVpc } from "../reading/description";
import type { Values } from "../values";

/** What the forwarder reaches itself by: its own host. */
const OWN_HOST = networks("127.0.0.0/8", "0.0.0.0/8", "::1/128", "::/128");
/** Multicast, reserved and broadcast: no server has one. */
const NO_HOST = networks("224.0.0.0/4", "240.0.0.0/4", "ff00::/8");
const MAPPED = networks("::ffff:0:0/96");

const VPC_RESOLVERS = [VPC_RESOLVER, "fd00:ec2::253"].map((text) => valueOrThrow(parseAddress(text)));

/** Why a forwarder cannot forward to an address, wherever it stands: `FORWARDING_LOOP` or `BAD_ADDRESS`. */
export function resolverFault(address: IpAddress): Fault | undefined {
  const meant = unmapped(address);
  if (OWN_HOST.some((network) => networkContains(network, meant))) {
    const message = `${formatAddress(address)} is the forwarder itself: it would ask itself for ever; give the zone's own servers`;
    return { code: "FORWARDING_LOOP", message };
  }
  if (!NO_HOST.some((network) => networkContains(network, meant))) return undefined;
  const message = `${formatAddress(address)} is the address of no server: multicast or reserved; give the zone's own servers`;
  return { code: "BAD_ADDRESS", message };
}

/**
 * Why an address is no resolver of a site: {@link resolverFault}, and the VPCs' own resolvers. Those are no loop, since they
 * answer, but not from the site: every private name would seem not to exist. Hence `BAD_ADDRESS`.
 */
export function siteResolverFault<V extends Values>(
  address: IpAddress,
  vpcs: readonly DescribedVpc<V>[],
): Fault | undefined {
  const fault = resolverFault(address);
  if (fault) return fault;
  const meant = unmapped(address);
  const vpc = vpcs.find((each) => isSame(resolverOf(each), meant));
  if (!vpc && !VPC_RESOLVERS.some((resolver) => isSame(resolver, meant))) return undefined;
  const whose = vpc ? `the resolver of \`${vpc.path}\`` : "the resolver of the forwarder's own VPC";
  const message = `${formatAddress(address)} is ${whose}, which knows none of the site's names; give the site's own servers, and put names that it is to answer in \`vpcResolverZones\``;
  return { code: "BAD_ADDRESS", message };
}

/** "VPC+2": the third address of the VPC's first IPv4 range, as far as that is known. */
function resolverOf<V extends Values>({ ranges, allocated }: DescribedVpc<V>): IpAddress | undefined {
  const first = [...ranges, ...allocated].flatMap(({ network }) => network ?? []).find(({ family }) => family === 4);
  return first && { family: 4, bits: first.bits + 2n };
}

function isSame(left: IpAddress | undefined, right: IpAddress): boolean {
  return left?.family === right.family && left.bits === right.bits;
}

/** An IPv4 address that is written as an IPv6 one, e.g. `::ffff:127.0.0.1`. */
function unmapped(address: IpAddress): IpAddress {
  const isMapped = MAPPED.some((network) => networkContains(network, address));
  return isMapped ? { family: 4, bits: address.bits & 0xffffffffn } : address;
}

function networks(...texts: readonly string[]): readonly IpNetwork[] {
  return texts.map((text) => valueOrThrow(parseNetwork(text)));
}
