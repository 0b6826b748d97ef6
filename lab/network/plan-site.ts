import { networkContains, parseAddress } from "../../components/core/ip-network";
import type { Site, SiteNetwork } from "../site";
import { networkOfText, prefixLengthOf, routerAddress } from "./addresses";
import { deviceName, linkAddresses } from "./device-names";
import type { LinkPlan, NamespacePlan } from "./plan";
import type { PlannedHost } from "./plan-instances";
import { internetResolver, type LabSiteConfiguration, siteBindFiles, siteUnboundFiles } from "./site-servers";

export const siteNamespace = (site: Site): string => `site-${site.name}`;
const bridgeOf = (network: SiteNetwork) => deviceName("b", `site ${network.name}`);

/** A VPN from the site to a VPC. */
export interface SiteLink {
  readonly device: string;
  readonly ownAddress: string;
  readonly nextHop: string;
  /** Ranges of the VPC. */
  readonly cidrBlocks: readonly string[];
}

/** The site's router: its networks, the VPNs, and the internet behind one address. */
export function planSiteRouter(
  site: Site,
  vpns: readonly SiteLink[],
  internetLink: number,
): { readonly namespace: NamespacePlan; readonly links: readonly LinkPlan[] } {
  const [routerSide, serviceSide] = linkAddresses(internetLink);
  const device = deviceName("s", `site ${site.name}`);
  return {
    namespace: {
      name: siteNamespace(site),
      forwards: true,
      bridges: site.networks.map(bridgeOf),
      clear: [],
      commands: [
        "link set lo up",
        `address replace ${internetResolver}/32 dev lo`,
        `address replace ${routerSide}/30 dev ${device}`,
        `link set ${device} up`,
        ...site.networks.flatMap((network) => [
          `address replace ${routerAddress(network.cidrBlock)}/${prefixLengthOf(network.cidrBlock)} dev ${bridgeOf(network)}`,
          `link set ${bridgeOf(network)} up`,
        ]),
        ...vpns.flatMap((vpn) => [
          `address replace ${vpn.ownAddress}/30 dev ${vpn.device}`,
          `link set ${vpn.device} up`,
          ...vpn.cidrBlocks.map((cidrBlock) => `route replace ${cidrBlock} via ${vpn.nextHop} dev ${vpn.device}`),
        ]),
      ],
      rules: `table inet site {
  chain internet {
    type nat hook prerouting priority dstnat; policy accept;
    ip daddr ${internetResolver} udp dport 53 dnat ip to ${serviceSide}
    ip daddr ${internetResolver} tcp dport 53 dnat ip to ${serviceSide}
  }
}
`,
    },
    links: [
      {
        id: `services ${siteNamespace(site)}`,
        ends: [{ namespace: siteNamespace(site), device }, { device: deviceName("v", `site ${site.name}`) }],
      },
    ],
  };
}

/** The site's name servers, on BIND, its resolvers, on Unbound, and its clients. */
export function planSiteHosts(
  site: Site,
  stackConfiguration: LabSiteConfiguration,
  image: string,
): readonly PlannedHost[] {
  const bind = siteBindFiles(site, stackConfiguration.bind);
  const unbound = siteUnboundFiles(site, stackConfiguration.unbound);
  const hosts = [
    ...site.nameServers.map(({ name, address }) => ({
      name,
      address,
      role: `name server in ${site.name}`,
      resolvers: [address],
      files: bind,
      environment: [],
      services: [{ name: "named", command: "/usr/sbin/named -f -c /etc/bind/named.conf" }],
    })),
    ...site.resolvers.map(({ name, address }) => ({
      name,
      address,
      role: `resolver in ${site.name}`,
      resolvers: [address],
      files: unbound,
      environment: [],
      services: [{ name: "unbound", command: "/usr/sbin/unbound -d -p" }],
    })),
    ...site.clients.map(({ name, address, resolvers }) => ({
      name,
      address,
      role: `client in ${site.name}`,
      resolvers,
      files: [],
      environment: [],
      services: [],
    })),
  ];
  return hosts.map(({ address, ...host }) => {
    const network = networkAround(site, address, host.name);
    const namespace = `host-${host.name}`;
    return {
      host: { ...host, addresses: [address], namespace, image },
      namespace: {
        name: namespace,
        forwards: false,
        bridges: [],
        clear: [],
        commands: [
          "link set lo up",
          `address replace ${address}/${prefixLengthOf(network.cidrBlock)} dev eth0`,
          "link set eth0 up",
          `route replace default via ${routerAddress(network.cidrBlock)} dev eth0`,
        ],
        rules: "",
      },
      links: [
        {
          id: namespace,
          ends: [
            { namespace: siteNamespace(site), device: deviceName("e", `site ${host.name}`), bridge: bridgeOf(network) },
            { namespace, device: "eth0" },
          ],
        },
      ],
    };
  });
}

function networkAround(site: Site, address: string, host: string): SiteNetwork {
  const parsed = parseAddress(address).value;
  const network = site.networks.find((one) => parsed && networkContains(networkOfText(one.cidrBlock), parsed));
  if (network !== undefined) return network;
  const ranges = site.networks.map(({ cidrBlock }) => cidrBlock).join(", ");
  throw new Error(`${host} of site ${site.name} has ${address}, which is in none of its networks (${ranges})`);
}
