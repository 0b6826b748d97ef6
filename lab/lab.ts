import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { forwarderImageName } from "../components/io/forwarder-image";
import { declareHybridDns } from "../program/hybrid-dns-program";
import { labFolder, projectFolder, rootFileSystemsFolder } from "../set-up/paths";
import { type Emulator, startEmulator } from "./emulator";
import { registerImages } from "./images";
import { LabError } from "./lab-error";
import { isRunning, readLabState, writeLabState } from "./lab-state";
import { attachNetwork, type Network, startNetwork, stopNetwork } from "./network";
import { endProcess, isAlive, markOf } from "./processes";
import { phase } from "./progress";
import { labHostImageName } from "./root-file-system";
import { readSite } from "./site";
import { type LabStack, openStack } from "./stack";

export const defaultPort = 4577;
export const region = "eu-west-1";

/** The parts of a lab that is up. */
export interface Lab {
  readonly emulator: Emulator;
  readonly stack: LabStack;
  readonly network: Network;
}

export interface LabOptions {
  readonly port?: number | undefined;
  /** Where the running lab keeps its state and logs. @default - `.lab` in the checkout */
  readonly folder?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called when the emulator serves, before anything is applied to it. */
  readonly beforeUp?: ((emulator: Emulator) => Promise<void>) | undefined;
}

const folders = (folder = labFolder) => ({
  folder,
  engine: join(folder, "pulumi"),
  network: join(folder, "network"),
  log: join(folder, "logs", "lab.log"),
});

/** The stack of the lab environment, on the emulator that runs. */
export function openLabStack(emulator: Emulator, options: LabOptions & { settings?: { [key: string]: string } }) {
  const { engine, log } = folders(options.folder);
  return openStack({
    folder: engine,
    endpoint: emulator.endpoint,
    project: "hybrid-dns",
    stack: "lab",
    program: async () => declareHybridDns(),
    configuration: join(projectFolder, "Pulumi.lab.yaml"),
    log: appendTo(log),
    ...(options.settings === undefined ? {} : { settings: options.settings }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
}

function appendTo(file: string): (line: string) => void {
  mkdirSync(join(file, ".."), { recursive: true });
  return (line) => appendFileSync(file, `${line}\n`);
}

/** Brings the emulator up, with the images in it. */
async function startCloud(
  options: LabOptions,
): Promise<{ emulator: Emulator; images: { readonly [name: string]: string } }> {
  const { folder } = folders(options.folder);
  const names = [forwarderImageName(), labHostImageName()];
  const missing = names.filter((name) => !existsSync(join(rootFileSystemsFolder, name)));
  if (missing.length > 0)
    throw new LabError(`there is no root file system for ${missing.join(" and ")}; run \`npm run setup\``);
  return phase("emulated AWS", async (say) => {
    const emulator = await startEmulator(options.port ?? defaultPort, folder);
    const command = markOf(process.pid);
    if (command !== undefined) writeLabState(folder, { version: 1, command, phase: "starting", emulator });
    const images = await registerImages(emulator.endpoint, region, names);
    say(`${emulator.endpoint}, ${Object.keys(images).length} images`);
    return { emulator, images };
  });
}

/**
 * Emulated AWS, `up` of the lab environment, and the network that is found in it.
 *
 * @throws {LabError} when a lab of this checkout runs already, or something of the machine is missing
 */
export async function labUp(options: LabOptions = {}): Promise<Lab> {
  const { folder, network: networkFolder, log } = folders(options.folder);
  const earlier = readLabState(folder);
  if (earlier !== undefined && isRunning(earlier))
    throw new LabError(
      earlier.phase === "up"
        ? `a lab of this checkout is up already (${earlier.emulator?.endpoint}); \`npx hybrid-dns lab down\` ends it`
        : `a lab of this checkout is being started by process ${earlier.command.pid}; wait for it, or end it first`,
    );
  if (earlier !== undefined) await phase("cleaning up after a run that died", () => clean(folder));
  const command = markOf(process.pid);
  if (command === undefined) throw new LabError("/proc is not mounted; the lab needs it");
  writeLabState(folder, { version: 1, command, phase: "starting" });
  try {
    const { emulator, images } = await startCloud(options);
    await options.beforeUp?.(emulator);
    const stack = await openLabStack(emulator, {
      ...options,
      settings: {
        "hybrid-dns:dns.backend.unbound.imageId": images[forwarderImageName()] ?? "",
        "hybrid-dns:demonstrationNetwork.imageId": images[labHostImageName()] ?? "",
      },
    });
    const { outputs } = await phase("pulumi up", async (say) => {
      const result = await stack.up();
      say(`${result.changes.length} resources`);
      return result;
    });
    const network = await phase("network", async (say) => {
      const site = readSite();
      const started = await startNetwork({
        endpoint: emulator.endpoint,
        socket: emulator.socket,
        folder: networkFolder,
        site,
        siteConfiguration: siteConfigurationOf(outputs, site.name),
        log: appendTo(log),
      });
      say(`${started.hosts().length} hosts`);
      return started;
    });
    writeLabState(folder, { version: 1, command, phase: "up", emulator });
    return { emulator, stack, network };
  } catch (error) {
    await clean(folder);
    throw error;
  }
}

/** What the stack says that the site's DNS servers must load. */
export function siteConfigurationOf(outputs: { [name: string]: unknown }, site: string): { bind: string } {
  const all = outputs["siteConfiguration"] as { [site: string]: { bind: string } | undefined } | undefined;
  const configuration = all?.[site];
  if (configuration === undefined) throw new LabError(`the stack has no output siteConfiguration.${site}`);
  return configuration;
}

/** The lab of this checkout that is up. */
export async function attachLab(folder = labFolder): Promise<{ emulator: Emulator; network: Network }> {
  const state = readLabState(folder);
  if (state?.emulator === undefined || state.phase !== "up")
    throw new LabError("no lab of this checkout is up; `npx hybrid-dns lab up` starts one");
  const network = await attachNetwork(folders(folder).network);
  if (!isAlive(state.emulator.process) || network === undefined)
    throw new LabError("the lab of this checkout has died; `npx hybrid-dns lab down` cleans up after it");
  return { emulator: state.emulator, network };
}

/** Ends what runs and removes what a lab keeps, but for its logs. @returns whether there was anything */
export async function labDown(folder = labFolder): Promise<boolean> {
  const state = readLabState(folder);
  if (state?.phase === "starting" && isAlive(state.command) && state.command.pid !== process.pid)
    throw new LabError(`a lab is being started by process ${state.command.pid}; end that first`);
  const there = state !== undefined;
  await clean(folder);
  return there;
}

async function clean(folder: string): Promise<void> {
  const { engine, network } = folders(folder);
  await stopNetwork(network);
  const emulator = readLabState(folder)?.emulator;
  if (emulator !== undefined) await endProcess(emulator.process);
  // the emulator's memory and the engine's state live and die together
  for (const part of [engine, network, join(folder, "front"), join(folder, "lab.json")])
    rmSync(part, { recursive: true, force: true });
}

/** The last lines of the lab's log, for whoever has to say what went wrong. */
export function endOfLog(folder = labFolder): { file: string; lines: readonly string[] } {
  const { log } = folders(folder);
  return { file: log, lines: existsSync(log) ? readFileSync(log, "utf8").trimEnd().split("\n").slice(-5) : [] };
}
