import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { LabError } from "../lab-error";
import { labHostImageName } from "../root-file-system";
import type { Site } from "../site";
import { type ExecOptions, type ExecResult, execute, executeInteractively, spawnAtHost } from "./execute";
import { endHolder, type Holder, holderOf, removeState, startHolder } from "./holder";
import type { NetworkSettings } from "./network-settings";
import { readCloud } from "./read-cloud";
import type { LabSiteConfiguration } from "./site-servers";
import { askControl, type ControlRequest } from "./supervisor/control";
import type { HostState } from "./supervisor/lab-network";

/** A host of the lab. */
export interface LabHost {
  readonly name: string;
  /** e.g. `forwarder in hub` */
  readonly role: string;
  readonly addresses: readonly string[];
}

export interface StartNetworkOptions {
  /** Of the emulated AWS, e.g. `http://127.0.0.1:4577`. */
  readonly endpoint: string;
  /** The same front as a socket in the file system: by it the network, in namespaces of its own, follows the cloud. */
  readonly socket: string;
  /** @default eu-west-1 */
  readonly region?: string | undefined;
  /** Where the running network keeps its state and log. */
  readonly folder: string;
  readonly site: Site;
  /** What the stack says that the site's servers must load. */
  readonly siteConfiguration: LabSiteConfiguration;
  readonly log: (line: string) => void;
}

export interface KillOptions {
  /** How long AWS's status check takes to find it. @default 3000 */
  readonly detectionMilliseconds?: number | undefined;
}

/** The network of the lab, in a process that outlives the command that started it. */
export interface Network {
  hosts(): readonly LabHost[];
  /** Runs a program in a host and waits for it. @throws {LabError} naming the hosts when there is none of the name */
  exec(host: string, argv: readonly string[], options?: ExecOptions): Promise<ExecResult>;
  /** The same with this process's own terminal. @returns the program's exit code */
  execInteractive(host: string, argv: readonly string[]): Promise<number>;
  /** Starts a program of this machine at a host's place in the network: with its addresses and routes, not its files. */
  spawnAt(host: string, argv: readonly string[]): ChildProcessWithoutNullStreams;
  /** Waits until the network is what the emulated AWS is now; it follows by itself, a moment later. */
  refresh(siteConfiguration?: LabSiteConfiguration): Promise<void>;
  /** Takes a host's power away: it falls silent, its disk stays, and after a while AWS finds the instance impaired. */
  kill(host: string, options?: KillOptions): Promise<void>;
  /** Boots a host again from its disk. */
  restart(host: string): Promise<void>;
  /** Whether AWS's endpoints answer a host, or all where none is named; who is cut off hears nothing. */
  setEndpoint(reachable: boolean, host?: string): Promise<void>;
  /** Names that were asked of the internet so far, in order, with who asked. */
  internetQuestions(): readonly string[];
  stop(): Promise<void>;
}

/**
 * Builds the network that the emulated AWS describes, boots what runs in it, and returns when it answers.
 *
 * @throws {LabError} when this machine cannot hold it (neither root nor user namespaces), or one runs in the folder already
 */
export async function startNetwork(options: StartNetworkOptions): Promise<Network> {
  const { endpoint, socket, region = "eu-west-1", folder, site, siteConfiguration, log } = options;
  if (holderOf(folder) !== undefined) throw new LabError(`a network runs in ${folder} already; stop it first`);
  removeState(folder);
  const settings: NetworkSettings = { endpoint, socket, region, site, siteConfiguration };
  try {
    const [holder, cloud] = await Promise.all([startHolder(folder, settings), readCloud(settings)]);
    log(`network: ${cloud.vpcs.length} VPCs, ${cloud.instances.length} instances, ${cloud.hostedZones.length} zones`);
    const states = await askControl(holder.controlSocket, {
      kind: "start",
      settings,
      cloud,
      labHostImage: labHostImageName(),
    });
    log(`network: hosts ${states.map(({ name }) => name).join(", ")}`);
    return networkOf(folder, holder);
  } catch (error) {
    await stopNetwork(folder);
    throw error;
  }
}

/** The network that runs in a folder, if one does. */
export async function attachNetwork(folder: string): Promise<Network | undefined> {
  const holder = holderOf(folder);
  return holder === undefined || !existsSync(join(folder, "hosts.json")) ? undefined : networkOf(folder, holder);
}

/** Ends the network of a folder and removes what it kept, its log excepted; also what a dead run left. */
export async function stopNetwork(folder: string): Promise<void> {
  await endHolder(folder);
  removeState(folder);
}

function networkOf(folder: string, holder: Holder): Network {
  const states = () => JSON.parse(readFileSync(join(folder, "hosts.json"), "utf8")) as readonly HostState[];
  const ask = (request: ControlRequest) => askControl(holder.controlSocket, request);
  const processOf = (name: string): number => {
    const host = states().find((one) => one.name === name);
    if (host === undefined)
      throw new LabError(
        `there is no host ${name}; expected one of ${states()
          .map((one) => one.name)
          .join(", ")}`,
      );
    if (host.process === undefined) throw new LabError(`the host ${name} is down`);
    return host.process;
  };
  return {
    hosts: () => states().map(({ name, role, addresses }) => ({ name, role, addresses })),
    exec: async (host, argv, options = {}) => execute(holder, processOf(host), argv, options),
    execInteractive: async (host, argv) => executeInteractively(holder, processOf(host), argv),
    spawnAt: (host, argv) => spawnAtHost(holder, processOf(host), argv),
    async refresh(siteConfiguration) {
      await ask({ kind: "refresh", siteConfiguration });
    },
    async kill(host, { detectionMilliseconds } = {}) {
      processOf(host);
      await ask({ kind: "kill", host, detectionMilliseconds });
    },
    async restart(host) {
      await ask({ kind: "restart", host });
    },
    async setEndpoint(reachable, host) {
      await ask({ kind: "endpoint", host, reachable });
    },
    internetQuestions: () => readFileSync(join(folder, "internet.log"), "utf8").split("\n").filter(Boolean),
    stop: () => stopNetwork(folder),
  };
}
