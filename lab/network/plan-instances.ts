import { prefixLengthOf, vpcResolverAddress } from "./addresses";
import { endpointUrl } from "./aws-endpoint";
import type { Cloud, Instance, NetworkInterface, Vpc } from "./cloud";
import { deviceName } from "./device-names";
import type { HostPlan, LinkPlan, NamespacePlan } from "./plan";
import { vpcNamespace } from "./plan-vpc";
import { securityGroupRules } from "./security-group-rules";

/** The parts of a plan that stand for one machine. */
export interface PlannedHost {
  readonly host: HostPlan;
  readonly namespace: NamespacePlan;
  readonly links: readonly LinkPlan[];
}

/**
 * Every running instance of a VPC as a host named by its `Name` tag, else by its id; where two have one name, the ids
 * tell them apart.
 */
export function planInstances(cloud: Cloud, takenNames: ReadonlySet<string>): readonly PlannedHost[] {
  const names = new Map(cloud.instances.map((instance) => [instance.instanceId, hostName(instance)]));
  const uses = (name: string) => [...names.values()].filter((other) => other === name).length;
  return cloud.instances.flatMap((instance) => {
    const own = cloud.networkInterfaces.filter(({ instanceId }) => instanceId === instance.instanceId);
    const vpc = cloud.vpcs.find(({ vpcId }) => vpcId === own[0]?.vpcId);
    if (vpc === undefined || own[0] === undefined) return [];
    const wanted = names.get(instance.instanceId) ?? instance.instanceId;
    const name = uses(wanted) > 1 || takenNames.has(wanted) ? `${wanted}-${instance.instanceId.slice(-4)}` : wanted;
    return [planInstance(cloud, vpc, instance, name, own)];
  });
}

function planInstance(
  cloud: Cloud,
  vpc: Vpc,
  instance: Instance,
  name: string,
  networkInterfaces: readonly NetworkInterface[],
): PlannedHost {
  const first = networkInterfaces[0]!;
  const subnet = cloud.subnets.find(({ subnetId }) => subnetId === first.subnetId);
  const namespace = `host-${instance.instanceId}`;
  // What a stack launches has a tag; what was launched by hand, from an image by its own name, has not.
  const forwarder =
    instance.tags["hybrid-dns:software"] !== undefined ||
    (instance.imageName?.startsWith("hybrid-dns-forwarder-") ?? false);
  const groups = new Map(cloud.securityGroups.map((group) => [group.groupId, group.name]));
  return {
    host: {
      name,
      role: `${forwarder ? "forwarder" : "instance"} in ${vpc.name ?? vpc.vpcId}`,
      addresses: networkInterfaces.flatMap((one) => [...one.addresses, ...one.ipv6Addresses]),
      namespace,
      image: instance.imageName ?? instance.imageId,
      instance: {
        instance,
        vpcId: vpc.vpcId,
        region: vpc.region,
        availabilityZone: subnet?.availabilityZone ?? `${vpc.region}a`,
        address: first.addresses[0] ?? "",
        macAddress: first.macAddress,
        subnetId: first.subnetId,
        securityGroupNames: first.securityGroupIds.map((id) => groups.get(id) ?? id),
      },
      resolvers: [],
      files: [],
      environment: forwarder ? [`AWS_ENDPOINT_URL=${endpointUrl}`, "HYBRID_DNS_POLL_SECONDS=1"] : [],
      services: [],
    },
    namespace: {
      name: namespace,
      forwards: false,
      bridges: [],
      clear: [],
      commands: [
        "link set lo up",
        ...networkInterfaces.flatMap((one, index) => [
          `link set eth${index} up`,
          ...(index === 0
            ? []
            : one.addresses.slice(0, 1).map((address) => `address replace ${address}/32 dev eth${index}`)),
          ...one.ipv6Addresses.flatMap((address) => ipv6Commands(cloud, one, address, index)),
        ]),
      ],
      rules: securityGroupRules(cloud, first, vpcResolverAddress(vpc)),
    },
    links: networkInterfaces.map((one, index) => ({
      // a new instance on an old interface gets a new cable
      id: `${one.networkInterfaceId} ${instance.instanceId}`,
      ends: [
        {
          namespace: vpcNamespace(vpc.vpcId),
          device: deviceName("e", one.networkInterfaceId),
          bridge: deviceName("b", one.subnetId),
        },
        { namespace, device: `eth${index}`, macAddress: one.macAddress },
      ],
    })),
  };
}

/** IPv6 is given without DHCP: nothing in the option set concerns it. */
function ipv6Commands(cloud: Cloud, own: NetworkInterface, address: string, index: number): string[] {
  const block = cloud.subnets.find(({ subnetId }) => subnetId === own.subnetId)?.ipv6CidrBlock;
  return [
    `address replace ${address}/${block === undefined ? 128 : prefixLengthOf(block)} dev eth${index} nodad`,
    ...(index === 0 && block !== undefined ? [`-6 route replace default via fe80::1 dev eth0`] : []),
  ];
}

/** A host's name is typed and becomes a file's name: what is odd in a tag is left out. */
function hostName({ tags, instanceId }: Instance): string {
  const name = (tags["Name"] ?? "").replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[-.]+|[-.]+$/g, "");
  return name === "" ? instanceId : name.slice(0, 60);
}
