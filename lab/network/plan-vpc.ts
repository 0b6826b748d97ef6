import { prefixLengthOf, routerAddress, vpcResolverAddress } from "./addresses";
import { endpointAddress, endpointPort, relayPort } from "./aws-endpoint";
import type { Cloud, Route, RouteTable, Subnet, Vpc } from "./cloud";
import { deviceName, linkAddresses, slotsOf } from "./device-names";
import type { LinkPlan, NamespacePlan } from "./plan";

export const vpcNamespace = (vpcId: string): string => vpcId;
const bridgeOf = (subnetId: string) => deviceName("b", subnetId);

/** A way out of a VPC's router: where it leads, and its device and next hop on this side. */
export interface RouterLink {
  readonly kind: "peering" | "vpn-gateway";
  /** Id of the peering or gateway, as routes name it. */
  readonly id: string;
  readonly device: string;
  readonly ownAddress: string;
  readonly nextHop: string;
}

const firstTable = 5000;
const tableSlots = 20_000;
/** After the main table, which knows the VPC's own subnets. */
const preferenceOf = (table: number) => 40_000 + table;

/**
 * The router of a VPC: a bridge for each subnet, a routing table for each subnet's route table, and the doors to the
 * VPC's resolver and metadata, which are open to its own hosts only.
 *
 * @param serviceLink - slot of the link to where these are served
 * @param propagatedRanges - what is announced over a VPN, for route tables that take it
 */
export function planVpcRouter(
  cloud: Cloud,
  vpc: Vpc,
  routerLinks: readonly RouterLink[],
  serviceLink: number,
  propagatedRanges: readonly string[],
): { readonly namespace: NamespacePlan; readonly links: readonly LinkPlan[] } {
  const subnets = cloud.subnets.filter(({ vpcId }) => vpcId === vpc.vpcId);
  const [routerSide, serviceSide] = linkAddresses(serviceLink);
  const serviceDevice = deviceName("s", vpc.vpcId);
  const resolver = vpcResolverAddress(vpc);
  const tables = slotsOf(
    subnets.map(({ subnetId }) => subnetId),
    tableSlots,
  );
  const tableOf = (subnetId: string) => firstTable + (tables.get(subnetId) ?? 0);
  const commands = [
    "link set lo up",
    ...["169.254.169.253", "169.254.169.254", endpointAddress, resolver].map(
      (address) => `address replace ${address}/32 dev lo`,
    ),
    `address replace ${routerSide}/30 dev ${serviceDevice}`,
    `link set ${serviceDevice} up`,
    ...routerLinks.flatMap(({ device, ownAddress }) => [
      `address replace ${ownAddress}/30 dev ${device}`,
      `link set ${device} up`,
    ]),
    ...subnets.flatMap((subnet) =>
      subnetCommands(subnet, tableOf(subnet.subnetId), routesOf(cloud, subnet, propagatedRanges), routerLinks),
    ),
  ];
  return {
    namespace: {
      name: vpcNamespace(vpc.vpcId),
      forwards: true,
      bridges: subnets.map(({ subnetId }) => bridgeOf(subnetId)),
      clear: subnets.flatMap(({ subnetId }) => [
        `route flush table ${tableOf(subnetId)}`,
        `rule delete preference ${preferenceOf(tableOf(subnetId))}`,
      ]),
      commands,
      rules: doorRules(
        vpc,
        subnets.map(({ subnetId }) => bridgeOf(subnetId)),
        resolver,
        serviceSide,
      ),
    },
    links: [
      {
        id: `services ${vpc.vpcId}`,
        ends: [{ namespace: vpcNamespace(vpc.vpcId), device: serviceDevice }, { device: deviceName("v", vpc.vpcId) }],
      },
    ],
  };
}

/** What comes over a peering or a VPN has no table of its own: it reaches this VPC's hosts and goes no further. */
function subnetCommands(
  subnet: Subnet,
  table: number,
  routes: readonly Route[],
  links: readonly RouterLink[],
): string[] {
  const bridge = bridgeOf(subnet.subnetId);
  const wanted = routes.flatMap((route) => {
    const link = links.find(({ kind, id }) => route.target.kind === kind && route.target.id === id);
    return link === undefined || route.destination.includes(":") ? [] : [{ destination: route.destination, link }];
  });
  return [
    `address replace ${routerAddress(subnet.cidrBlock)}/${prefixLengthOf(subnet.cidrBlock)} dev ${bridge}`,
    ...(subnet.ipv6CidrBlock === undefined
      ? []
      : [
          `address replace fe80::1/64 dev ${bridge} nodad`,
          `address replace ${routerAddress(subnet.ipv6CidrBlock)}/${prefixLengthOf(subnet.ipv6CidrBlock)} dev ${bridge} nodad`,
        ]),
    `link set ${bridge} up`,
    `rule add iif ${bridge} lookup ${table} preference ${preferenceOf(table)}`,
    ...wanted.map(
      ({ destination, link }) => `route replace ${destination} via ${link.nextHop} dev ${link.device} table ${table}`,
    ),
  ];
}

/** The routes of the table that a subnet is associated with, else of the VPC's main one, and the propagated ones. */
function routesOf(cloud: Cloud, subnet: Subnet, propagatedRanges: readonly string[]): readonly Route[] {
  const own = cloud.routeTables.filter(({ vpcId }) => vpcId === subnet.vpcId);
  const table: RouteTable | undefined =
    own.find(({ subnetIds }) => subnetIds.includes(subnet.subnetId)) ?? own.find(({ main }) => main);
  const propagated = (table?.propagatingVpnGatewayIds ?? []).flatMap((id) =>
    propagatedRanges.map((destination): Route => ({ destination, target: { kind: "vpn-gateway", id } })),
  );
  return [...propagated, ...(table?.routes ?? [])];
}

/**
 * The VPC's resolver and metadata are reached from its subnets only, whatever routes say; the answer comes from the
 * address that was asked.
 */
function doorRules(vpc: Vpc, bridges: readonly string[], resolver: string, service: string): string {
  if (bridges.length === 0) return "";
  const inside = `iifname { ${bridges.map((bridge) => `"${bridge}"`).join(", ")} }`;
  const dns = [...new Set([resolver, "169.254.169.253"])].join(", ");
  const doors = [
    ...(vpc.enableDnsSupport
      ? [
          `${inside} ip daddr { ${dns} } udp dport 53 dnat ip to ${service}`,
          `${inside} ip daddr { ${dns} } tcp dport 53 dnat ip to ${service}`,
        ]
      : []),
    `${inside} ip daddr 169.254.169.254 tcp dport 80 dnat ip to ${service}`,
    `${inside} ip daddr ${endpointAddress} tcp dport ${endpointPort} dnat ip to ${service}:${relayPort}`,
  ];
  return `table inet vpc {
  chain doors {
    type nat hook prerouting priority dstnat; policy accept;
${doors.map((rule) => `    ${rule}\n`).join("")}  }
  chain strangers {
    type filter hook prerouting priority filter; policy accept;
    ct state established,related accept
    iifname "lo" accept
    ${inside} accept
    ip daddr { ${dns}, 169.254.169.254, ${endpointAddress}, ${service} } drop
  }
}
`;
}
