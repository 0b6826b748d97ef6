import type { Site } from "../site";
import type { Cloud, Vpc } from "./cloud";
import { deviceName, linkAddresses, linkSlots, slotsOf } from "./device-names";
import { dhcpServerConfiguration } from "./dhcp-server";
import type { LinkPlan, NetworkPlan } from "./plan";
import { planInstances } from "./plan-instances";
import { planSiteHosts, planSiteRouter, type SiteLink, siteNamespace } from "./plan-site";
import { planVpcRouter, type RouterLink, vpcNamespace } from "./plan-vpc";
import type { LabSiteConfiguration } from "./site-servers";

/** What a network is planned from. */
export interface NetworkInput {
  readonly cloud: Cloud;
  readonly site: Site;
  /** What the stack says that the site's servers must load. */
  readonly siteConfiguration: LabSiteConfiguration;
  /** Image of the site's hosts. */
  readonly labHostImage: string;
}

const servicesTable = 30_000;

/** Cables between routers, by VPC and, for VPNs, on the site's side. */
interface Trunks {
  readonly links: readonly LinkPlan[];
  readonly ofVpc: ReadonlyMap<string, readonly RouterLink[]>;
  readonly ofSite: readonly SiteLink[];
}

/** From what stands in the cloud and at the site to what has to stand on this machine. Pure, and the same for the same input. */
export function planNetwork({ cloud, site, siteConfiguration, labHostImage }: NetworkInput): NetworkPlan {
  const serviceIds = [...cloud.vpcs.map(({ vpcId }) => `services ${vpcId}`), `services ${siteNamespace(site)}`];
  const trunkIds = [...cloud.peerings.map((one) => one.peeringId), ...cloud.vpnGateways.map((one) => one.vpnGatewayId)];
  const slots = slotsOf([...serviceIds, ...trunkIds], linkSlots);
  const slot = (id: string) => slots.get(id) ?? 0;
  const trunks = planTrunks(cloud, site, slot);

  const routers = cloud.vpcs.map((vpc) =>
    planVpcRouter(
      cloud,
      vpc,
      trunks.ofVpc.get(vpc.vpcId) ?? [],
      slot(`services ${vpc.vpcId}`),
      site.networks.map(({ cidrBlock }) => cidrBlock),
    ),
  );
  const siteRouter = planSiteRouter(site, trunks.ofSite, slot(`services ${siteNamespace(site)}`));
  const siteHosts = planSiteHosts(site, siteConfiguration, labHostImage);
  const instances = planInstances(cloud, new Set(siteHosts.map(({ host }) => host.name)));
  const hosts = [...instances, ...siteHosts];
  const services = [
    ...cloud.vpcs.map(({ vpcId }) => ({
      vpcId,
      id: `services ${vpcId}`,
      address: linkAddresses(slot(`services ${vpcId}`))[1],
      device: deviceName("v", vpcId),
    })),
    {
      id: `services ${siteNamespace(site)}`,
      address: linkAddresses(slot(`services ${siteNamespace(site)}`))[1],
      device: deviceName("v", `site ${site.name}`),
    },
  ];
  return {
    namespaces: [...routers.map(({ namespace }) => namespace), siteRouter.namespace, ...hosts.map((h) => h.namespace)],
    links: [
      ...routers.flatMap(({ links }) => links),
      ...siteRouter.links,
      ...trunks.links,
      ...hosts.flatMap(({ links }) => links),
    ],
    hosts: hosts.map(({ host }) => host),
    dhcpServers: cloud.vpcs.map((vpc) => planDhcpServer(cloud, vpc)),
    services: services.map(({ device: _, id: __, ...service }) => service),
    serviceNamespace: serviceNamespace(services, slot),
  };
}

/** VPCs may overlap: the way back to a host is found by the address that it asked. */
function serviceNamespace(
  services: readonly { readonly id: string; readonly address: string; readonly device: string }[],
  slot: (id: string) => number,
) {
  const table = (id: string) => servicesTable + slot(id);
  return {
    clear: services.map(({ id }) => `rule delete preference ${table(id)}`),
    commands: [
      "link set lo up",
      ...services.flatMap(({ id, address, device }) => [
        `address replace ${address}/30 dev ${device}`,
        `link set ${device} up`,
        `route replace default via ${linkAddresses(slot(id))[0]} dev ${device} table ${table(id)}`,
        `rule add from ${address} lookup ${table(id)} preference ${table(id)}`,
      ]),
    ],
  };
}

function planDhcpServer(cloud: Cloud, vpc: Vpc) {
  const subnets = cloud.subnets.filter(({ vpcId }) => vpcId === vpc.vpcId);
  // only what an instance holds asks for a lease
  const interfaces = cloud.networkInterfaces.filter((one) => one.vpcId === vpc.vpcId && one.instanceId !== undefined);
  return { namespace: vpcNamespace(vpc.vpcId), configuration: dhcpServerConfiguration(vpc, subnets, interfaces) };
}

/** Peerings between VPCs, and a VPN from the site to every VPC with a VPN gateway. */
function planTrunks(cloud: Cloud, site: Site, slot: (id: string) => number): Trunks {
  const vpcs = new Map(cloud.vpcs.map((vpc) => [vpc.vpcId, vpc]));
  const links: LinkPlan[] = [];
  const ofVpc = new Map<string, RouterLink[]>();
  const ofSite: SiteLink[] = [];
  const add = (vpcId: string, link: RouterLink) => void ofVpc.set(vpcId, [...(ofVpc.get(vpcId) ?? []), link]);
  for (const { peeringId: id, requesterVpcId, accepterVpcId } of cloud.peerings) {
    if (!vpcs.has(requesterVpcId) || !vpcs.has(accepterVpcId)) continue;
    const [left, right] = linkAddresses(slot(id));
    const devices = [deviceName("p", `${id} requester`), deviceName("p", `${id} accepter`)] as const;
    links.push({
      id,
      ends: [
        { namespace: vpcNamespace(requesterVpcId), device: devices[0] },
        { namespace: vpcNamespace(accepterVpcId), device: devices[1] },
      ],
    });
    add(requesterVpcId, { kind: "peering", id, device: devices[0], ownAddress: left, nextHop: right });
    add(accepterVpcId, { kind: "peering", id, device: devices[1], ownAddress: right, nextHop: left });
  }
  for (const { vpnGatewayId: id, vpcId } of cloud.vpnGateways) {
    const vpc = vpcs.get(vpcId);
    if (vpc === undefined) continue;
    const [cloudSide, siteSide] = linkAddresses(slot(id));
    const device = deviceName("g", id);
    links.push({
      id,
      ends: [
        { namespace: vpcNamespace(vpcId), device },
        { namespace: siteNamespace(site), device },
      ],
    });
    add(vpcId, { kind: "vpn-gateway", id, device, ownAddress: cloudSide, nextHop: siteSide });
    ofSite.push({ device, ownAddress: siteSide, nextHop: cloudSide, cidrBlocks: vpc.cidrBlocks });
  }
  return { links, ofVpc, ofSite };
}
