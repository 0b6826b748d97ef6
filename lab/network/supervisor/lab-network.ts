import { chmodSync, copyFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { HostPlan, NetworkPlan } from "../plan";
import type { NetworkInput } from "../plan-network";
import { planNetwork } from "../plan-network";
import { endDhcpServer, type RunningDhcpServer, startDhcpServer } from "./dhcp-servers";
import { readImageTree } from "./image-tree";
import { networkScript } from "./network-script";
import {
  booted,
  initProcess,
  makeDisks,
  powerOff,
  type RunningHost,
  removeDisk,
  rewriteFiles,
  startHost,
} from "./running-host";
import { type ServiceData, serviceData, startService } from "./services";
import { runScript, type Tools } from "./tools";

/** A host as the command sees it. */
export interface HostState {
  readonly name: string;
  readonly role: string;
  readonly addresses: readonly string[];
  /** Its first process, as a process id of the lab's namespaces; absent while it is down. */
  readonly process?: number | undefined;
}

export interface LabNetworkOptions {
  readonly tools: Tools;
  readonly rootFileSystemsFolder: string;
  /** Where the command reads what stands: `hosts.json`, `internet.log`. */
  readonly folder: string;
}

const bootMilliseconds = 20_000;

/** The network that stands, and what changes it. One change at a time: callers queue. */
export function labNetwork({ tools, rootFileSystemsFolder, folder }: LabNetworkOptions) {
  let plan: NetworkPlan | undefined;
  let data: ServiceData | undefined;
  const hosts = new Map<string, RunningHost>();
  const dhcpServers = new Map<string, RunningDhcpServer>();
  const services = new Map<string, () => void>();
  copyFileSync(join(__dirname, "..", "instance", "dhcp-event.sh"), join(tools.folder, "dhcp-event"));
  chmodSync(join(tools.folder, "dhcp-event"), 0o755);
  const internetLog = join(folder, "internet.log");
  writeFileSync(internetLog, "");

  /** Makes the network what it is planned to be. */
  async function apply(input: NetworkInput): Promise<readonly HostState[]> {
    const next = planNetwork(input);
    for (const host of [...hosts.values()]) {
      const wanted = next.hosts.find(({ namespace }) => namespace === host.plan.namespace);
      if (wanted === undefined || identity(wanted) !== identity(host.plan)) await remove(host);
    }
    await runScript(tools, networkScript(plan, next));
    plan = next;
    data = serviceData(input.cloud, input.site.internet, next.hosts);
    await Promise.all([applyServices(next), applyDhcpServers(next)]);
    const added = next.hosts
      .filter(({ namespace }) => !hosts.has(namespace))
      .map((one) => ({ plan: one, tree: readImageTree(rootFileSystemsFolder, one.image, tools.tree) }));
    if (added.length > 0) await makeDisks(tools, added);
    for (const { plan: one, tree } of added) hosts.set(one.namespace, startHost(tools, one, tree));
    for (const one of next.hosts) {
      const host = hosts.get(one.namespace);
      if (host === undefined || added.some((fresh) => fresh.plan === one)) continue;
      rewriteFiles(host, one);
      hosts.set(one.namespace, { ...host, plan: one });
    }
    await waitForBoot(added.map((one) => one.plan));
    return report();
  }

  async function applyServices(next: NetworkPlan): Promise<void> {
    for (const [address, close] of services)
      if (!next.services.some((service) => service.address === address)) {
        close();
        services.delete(address);
      }
    await Promise.all(
      next.services
        .filter(({ address }) => !services.has(address))
        .map(async (service) => services.set(service.address, await startService(service, () => data!, internetLog))),
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
        for (const host of hosts.values())
          if (host.plan.instance?.vpcId === wanted.namespace) host.dhcpClient?.kill("SIGUSR1");
      }),
    );
  }

  async function remove(host: RunningHost): Promise<void> {
    if (host.machine !== undefined) await powerOff(tools, host);
    await removeDisk(tools, host);
    hosts.delete(host.plan.namespace);
  }

  async function waitForBoot(wanted: readonly HostPlan[]): Promise<void> {
    const running = wanted.flatMap(({ namespace }) => hosts.get(namespace) ?? []);
    const done = await Promise.all(running.map((host) => booted(host, bootMilliseconds)));
    for (const [index, host] of running.entries())
      if (!done[index]) tools.log(`${host.plan.name}: did not finish booting within ${bootMilliseconds / 1000} s`);
  }

  function report(): readonly HostState[] {
    const states = [...hosts.values()].map((host): HostState => {
      const { name, role, addresses } = host.plan;
      return { name, role, addresses, process: initProcess(host) };
    });
    const file = join(folder, "hosts.json");
    writeFileSync(`${file}.new`, JSON.stringify(states));
    renameSync(`${file}.new`, file);
    return states;
  }

  function named(name: string): RunningHost {
    const host = [...hosts.values()].find((one) => one.plan.name === name);
    if (host !== undefined) return host;
    throw new Error(
      `there is no host ${name}; there are ${[...hosts.values()].map((one) => one.plan.name).join(", ")}`,
    );
  }

  return {
    apply,
    async kill(name: string): Promise<readonly HostState[]> {
      const host = named(name);
      if (host.machine !== undefined) hosts.set(host.plan.namespace, await powerOff(tools, host));
      return report();
    },
    async restart(name: string): Promise<readonly HostState[]> {
      let host = named(name);
      if (host.machine !== undefined) host = await powerOff(tools, host);
      const commands = plan?.namespaces.find((one) => one.name === host.plan.namespace)?.commands ?? [];
      await runScript(tools, [`ip -n ${host.plan.namespace} -batch - <<'BATCH'`, ...commands, "BATCH"].join("\n"));
      hosts.set(host.plan.namespace, startHost(tools, host.plan, host.tree));
      await waitForBoot([host.plan]);
      return report();
    },
  };
}

/** What makes a host another one: then it is thrown away and made anew. */
function identity({ name, image, instance, addresses }: HostPlan): string {
  return JSON.stringify([
    name,
    image,
    addresses,
    instance && [instance.instance.instanceId, instance.macAddress, instance.vpcId, instance.instance.userData],
  ]);
}
