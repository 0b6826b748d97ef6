import type { Instance } from "./cloud";

/** Everything that is to stand on this machine; plain data, compared with the next one when the cloud has changed. */
export interface NetworkPlan {
  readonly namespaces: readonly NamespacePlan[];
  readonly links: readonly LinkPlan[];
  readonly hosts: readonly HostPlan[];
  readonly dhcpServers: readonly DhcpServerPlan[];
  readonly services: readonly ServicePlan[];
  /** The lab's own namespace, where resolvers and metadata are served. */
  readonly serviceNamespace: Pick<NamespacePlan, "clear" | "commands">;
}

/** A network namespace: a router or a host's side of its network. */
export interface NamespacePlan {
  readonly name: string;
  readonly forwards: boolean;
  readonly bridges: readonly string[];
  /** Lines for `ip -batch` that take away what an earlier plan may have left; each may fail. */
  readonly clear: readonly string[];
  /** Lines for `ip -batch` after these; they may be run again. */
  readonly commands: readonly string[];
  /** Rule set for `nft -f`, without the flush. */
  readonly rules: string;
}

/** A cable between two namespaces. */
export interface LinkPlan {
  readonly id: string;
  readonly ends: readonly [LinkEnd, LinkEnd];
}

export interface LinkEnd {
  /** The lab's own namespace where absent. */
  readonly namespace?: string | undefined;
  readonly device: string;
  readonly macAddress?: string | undefined;
  readonly bridge?: string | undefined;
}

/** A machine: a file system, processes, a namespace. */
export interface HostPlan {
  readonly name: string;
  /** e.g. `forwarder in hub` */
  readonly role: string;
  readonly addresses: readonly string[];
  readonly namespace: string;
  /** Name of the root file system; the lab's own where no such tree was built. */
  readonly image: string;
  /** What boots as an EC2 instance: address by DHCP, user data by metadata. */
  readonly instance?: InstancePlan | undefined;
  /** Servers of resolv.conf where no DHCP gives them. */
  readonly resolvers: readonly string[];
  readonly files: readonly HostFile[];
  /** What the units that the image enables find in their environment, as `NAME=value`. */
  readonly environment: readonly string[];
  /** Commands that run for as long as the host does, besides the units that the image enables. */
  readonly services: readonly { readonly name: string; readonly command: string }[];
}

export interface InstancePlan {
  readonly instance: Instance;
  readonly vpcId: string;
  readonly region: string;
  readonly availabilityZone: string;
  readonly address: string;
  readonly macAddress: string;
  readonly subnetId: string;
  readonly securityGroupNames: readonly string[];
}

export interface HostFile {
  readonly path: string;
  readonly text: string;
}

/** dnsmasq in a VPC's router, as a DHCP server only. */
export interface DhcpServerPlan {
  readonly namespace: string;
  readonly configuration: string;
}

/** Where the lab serves a VPC's resolver and metadata, or the internet's DNS for a site. */
export interface ServicePlan {
  readonly address: string;
  /** The internet where absent. */
  readonly vpcId?: string | undefined;
}
