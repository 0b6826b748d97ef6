import { chmodSync, copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { HostPlan, NetworkPlan } from "../plan";
import { type NetworkInput, planNetwork } from "../plan-network";
import { endDhcpServer, type RunningDhcpServer, startDhcpServer } from "./dhcp-servers";
import type { EndpointRelay } from "./endpoint-relay";
import type { FrontClient } from "./front-client";
import { type Booting, labHosts } from "./lab-hosts";
import { networkScript } from "./network-script";
import { type ServiceData, serviceData, startService } from "./services";
import { runScript, type Tools } from "./tools";

export type { HostState } from "./lab-hosts";

export interface LabNetworkOptions {
  readonly tools: Tools;
  readonly rootFileSystemsFolder: string;
  /** Where the command reads what stands: `hosts.json`, `internet.log`. */
  readonly folder: string;
  readonly front: FrontClient;
  readonly relay: EndpointRelay;
}

/** The network that stands, and what changes it. One change at a time: callers queue. */
export function labNetwork({ tools, rootFileSystemsFolder, folder, front, relay }: LabNetworkOptions) {
  let plan: NetworkPlan | undefined;
  let data: ServiceData | undefined;
  const hosts = labHosts({ tools, rootFileSystemsFolder, folder, front });
  const dhcpServers = new Map<string, RunningDhcpServer>();
  const services = new Map<string, () => void>();
  copyFileSync(join(__dirname, "..", "instance", "dhcp-event.sh"), join(tools.folder, "dhcp-event"));
  chmodSync(join(tools.folder, "dhcp-event"), 0o755);
  const internetLog = join(folder, "internet.log");
  writeFileSync(internetLog, "");

  /** Makes the network what it is planned to be. What goes, goes first: a new host may have its interface. */
  async function apply(input: NetworkInput): Promise<Booting> {
    const next = planNetwork(input);
    for (const host of hosts.plans()) {
      const wanted = next.hosts.find(({ namespace }) => namespace === host.namespace);
      if (wanted === undefined || identity(wanted) !== identity(host)) await hosts.remove(host);
    }
    await runScript(tools, networkScript(plan, next));
    plan = next;
    data = serviceData(input.cloud, input.site.internet, next.hosts);
    await Promise.all([applyServices(next), applyDhcpServers(next)]);
    return hosts.apply(next.hosts);
  }

  async function applyServices(next: NetworkPlan): Promise<void> {
    for (const [address, close] of services)
      if (!next.services.some((service) => service.address === address)) {
        close();
        services.delete(address);
      }
    const from = { data: () => data!, internetLog, credentials: front.credentials, relay };
    await Promise.all(
      next.services
        .filter(({ address }) => !services.has(address))
        .map(async (service) => services.set(service.address, await startService(service, from))),
    );
  }

  /** Where the option set changed, the hosts take it over at once: a lab does not wait for leases to run out. */
  async function applyDhcpServers(next: NetworkPlan): Promise<void> {
    for (const [namespace, server] of dhcpServers)
      if (!next.dhcpServers.some((wanted) => wanted.namespace === namespace)) {
        await endDhcpServer(server);
        dhcpServers.delete(namespace);
      }
    await Promise.all(
      next.dhcpServers.map(async (wanted) => {
        const server = dhcpServers.get(wanted.namespace);
        if (server?.plan.configuration === wanted.configuration) return;
        if (server !== undefined) await endDhcpServer(server);
        dhcpServers.set(wanted.namespace, await startDhcpServer(tools, wanted));
        if (server === undefined) return;
        for (const host of hosts.all())
          if (host.plan.instance?.vpcId === wanted.namespace) host.dhcpClient?.kill("SIGUSR1");
      }),
    );
  }

  /** Routes go with the card's power. */
  async function reconnect({ namespace }: HostPlan): Promise<void> {
    const commands = plan?.namespaces.find((one) => one.name === namespace)?.commands ?? [];
    await runScript(tools, [`ip -n ${namespace} -batch - <<'BATCH'`, ...commands, "BATCH"].join("\n"));
  }

  return {
    apply,
    report: hosts.report,
    kill: hosts.kill,
    restart: (name: string): Promise<Booting> => hosts.restart(name, reconnect),
    setEndpoint(name: string | undefined, reachable: boolean): void {
      const concerned = name === undefined ? hosts.plans() : [hosts.named(name).plan];
      for (const { instance } of concerned) if (instance) relay.set(instance.vpcId, instance.address, reachable);
    },
  };
}

export type LabNetwork = ReturnType<typeof labNetwork>;

/** What makes a host another one: then it is thrown away and made anew. */
function identity({ name, image, instance, addresses }: HostPlan): string {
  return JSON.stringify([
    name,
    image,
    addresses,
    instance && [instance.instance.instanceId, instance.macAddress, instance.vpcId, instance.instance.userData],
  ]);
}
