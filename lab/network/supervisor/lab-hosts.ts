import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { HostPlan } from "../plan";
import type { FrontClient } from "./front-client";
import { imageRoot } from "./image-tree";
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
import type { Tools } from "./tools";

/** A host as the command sees it. */
export interface HostState {
  readonly name: string;
  readonly role: string;
  readonly addresses: readonly string[];
  /** Its first process, as a process id of the lab's namespaces; absent while it is down. */
  readonly process?: number | undefined;
}

export interface LabHostsOptions {
  readonly tools: Tools;
  readonly rootFileSystemsFolder: string;
  /** Where the command reads which hosts there are: `hosts.json`. */
  readonly folder: string;
  readonly front: Pick<FrontClient, "tell">;
}

/** Waits until hosts that have been started serve; not part of the change that started them. */
export type Booting = () => Promise<void>;

const bootMilliseconds = 20_000;
const detectionDefault = 3_000;

/** The lab's hosts, and what AWS learns of their ends. */
export function labHosts({ tools, rootFileSystemsFolder, folder, front }: LabHostsOptions) {
  const hosts = new Map<string, RunningHost>();
  const detections = new Map<string, NodeJS.Timeout>();

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

  function tell(host: RunningHost, state: "powered-off" | "impaired"): void {
    const id = host.plan.instance?.instance.instanceId;
    if (id === undefined) return;
    front.tell(id, state).catch((error: Error) => tools.log(`${host.plan.name}: ${state} not told: ${error.message}`));
  }

  function boot(plan: HostPlan): void {
    const host = startHost(tools, plan);
    hosts.set(plan.namespace, host);
    host.machine?.once("close", () => void endedByItself(host.machine));
  }

  /** A host that the lab ends has no machine any more when its processes are gone; this one has. */
  async function endedByItself(machine: RunningHost["machine"]): Promise<void> {
    const host = [...hosts.values()].find((one) => one.machine === machine);
    if (host === undefined) return;
    tools.log(`${host.plan.name}: powered off by itself`);
    await down(host);
    tell(host, "powered-off");
    report();
  }

  async function down(host: RunningHost): Promise<void> {
    clearTimeout(detections.get(host.plan.namespace));
    if (host.machine === undefined) return;
    hosts.set(host.plan.namespace, { ...host, machine: undefined, dhcpClient: undefined });
    await powerOff(tools, host);
  }

  function named(name: string): RunningHost {
    const host = [...hosts.values()].find((one) => one.plan.name === name);
    if (host !== undefined) return host;
    throw new Error(
      `there is no host ${name}; there are ${[...hosts.values()].map((one) => one.plan.name).join(", ")}`,
    );
  }

  async function waitForBoot(plans: readonly HostPlan[]): Promise<void> {
    await Promise.all(
      plans.map(async ({ namespace, name }) => {
        const host = hosts.get(namespace);
        if (
          host === undefined ||
          (await booted(host, bootMilliseconds, () => hosts.get(namespace)?.machine === host.machine))
        )
          return;
        tools.log(`${name}: did not finish booting within ${bootMilliseconds / 1000} s`);
      }),
    );
    report();
  }

  return {
    report,
    named,
    plans: () => [...hosts.values()].map(({ plan }) => plan),
    all: () => [...hosts.values()],
    async remove(plan: HostPlan): Promise<void> {
      const host = hosts.get(plan.namespace);
      if (host === undefined) return;
      await down(host);
      hosts.delete(plan.namespace);
      await removeDisk(tools, host);
    },
    /** Boots the hosts that are new, and gives the others what has changed of their files. */
    async apply(plans: readonly HostPlan[]): Promise<Booting> {
      const added = plans.filter(({ namespace }) => !hosts.has(namespace));
      const roots = added.map((plan) => ({ plan, root: imageRoot(rootFileSystemsFolder, plan.image, tools.tree) }));
      if (added.length > 0) await makeDisks(tools, roots);
      for (const plan of added) boot(plan);
      for (const plan of plans) {
        const host = hosts.get(plan.namespace);
        if (host === undefined || added.includes(plan)) continue;
        rewriteFiles(host, plan);
        hosts.set(plan.namespace, { ...host, plan });
      }
      report();
      return () => waitForBoot(added);
    },
    /** It falls silent at once, its disk stays; AWS's status check finds it after a while. */
    async kill(name: string, detectionMilliseconds = detectionDefault): Promise<void> {
      const host = named(name);
      await down(host);
      const found = () => tell(host, "impaired");
      detections.set(host.plan.namespace, setTimeout(found, detectionMilliseconds));
      report();
    },
    /** @param reconnect - gives it back what of its network went with its power */
    async restart(name: string, reconnect: (plan: HostPlan) => Promise<void>): Promise<Booting> {
      const { plan } = named(name);
      await down(named(name));
      await reconnect(plan);
      boot(plan);
      report();
      return () => waitForBoot([plan]);
    },
  };
}
