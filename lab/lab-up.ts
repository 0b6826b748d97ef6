import { existsSync } from "node:fs";
import { join } from "node:path";
import type { ForwarderSoftware } from "../components/core/forwarder-contract";
import { rootFileSystemsFolder } from "../set-up/paths";
import type { Applier } from "./applier";
import type { ApplierName } from "./applier-names";
import { labDown } from "./attach-lab";
import { type Emulator, startEmulator } from "./emulator";
import { registerImages } from "./images";
import { LabError } from "./lab-error";
import { appendTo, defaultPort, labFolders, region } from "./lab-folders";
import { isRunning, readLabState, writeLabState } from "./lab-state";
import { type LabSiteConfiguration, type Network, startNetwork } from "./network";
import { openApplier, requireApplier } from "./open-applier";
import { markOf, type ProcessMark } from "./processes";
import { phase } from "./progress";
import { debianTreeName, labHostImageName } from "./root-file-system";
import { readSite } from "./site";

/** The parts of a lab that is up. */
export interface Lab {
  readonly emulator: Emulator;
  readonly applier: Applier;
  readonly network: Network;
}

export interface LabOptions {
  /** Who applies the lab environment. @default pulumi */
  readonly with?: ApplierName | undefined;
  /** What runs on the forwarders. @default unbound */
  readonly backend?: ForwarderSoftware | undefined;
  readonly port?: number | undefined;
  /** Where the running lab keeps its state and logs. @default - `.lab` in the checkout */
  readonly folder?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called when the emulator serves, before anything is applied to it. */
  readonly beforeUp?: ((emulator: Emulator) => Promise<void>) | undefined;
}

/**
 * Emulated AWS, the lab environment applied to it, and the network that is found in it.
 *
 * @throws {LabError} when a lab of this checkout runs already, or something of the machine is missing
 */
export async function labUp(options: LabOptions = {}): Promise<Lab> {
  const { folder } = labFolders(options.folder);
  const command = markOf(process.pid);
  if (command === undefined) throw new LabError("/proc is not mounted; the lab needs it");
  const applierName = options.with ?? "pulumi";
  await requireApplier(applierName);
  await makeWay(options.folder);
  writeLabState(folder, { version: 1, command, phase: "starting" });
  try {
    const { emulator, settings } = await startCloud(options, command);
    await options.beforeUp?.(emulator);
    const applier = await openApplier(applierName, { ...options, endpoint: emulator.endpoint, settings });
    const { outputs } = await phase(applier.commands.up, async (say) => {
      const result = await applier.up();
      say(`${result.changes.length} resources`);
      return result;
    });
    options.signal?.throwIfAborted();
    const network = await startLabNetwork(emulator, outputs, options);
    writeLabState(folder, { version: 1, command, phase: "up", emulator, applied: { name: applierName, settings } });
    return { emulator, applier, network };
  } catch (error) {
    await labDown(options.folder);
    throw error;
  }
}

/** Refuses beside a lab that lives, and cleans up after one that died. */
async function makeWay(folder: string | undefined): Promise<void> {
  const earlier = readLabState(labFolders(folder).folder);
  if (earlier === undefined) return;
  if (!isRunning(earlier)) {
    await phase("cleaning up after a run that died", () => labDown(folder));
    return;
  }
  throw new LabError(
    earlier.phase === "up"
      ? `a lab of this checkout is up already (${earlier.emulator?.endpoint}); \`npx hybrid-dns lab down\` ends it`
      : `a lab of this checkout is being started by process ${earlier.command.pid}; wait for it, or end it first`,
  );
}

/** Brings the emulator up, with the hosts' image in it; `settings` tell the configuration its id. */
async function startCloud(options: LabOptions, command: ProcessMark) {
  const { folder } = labFolders(options.folder);
  const hostImage = labHostImageName();
  // The forwarders' image is built from the first by Image Builder.
  const missing = [debianTreeName(), hostImage].filter((name) => !existsSync(join(rootFileSystemsFolder, name)));
  if (missing.length > 0)
    throw new LabError(`there is no root file system for ${missing.join(" and ")}; run \`npm run setup\``);
  return phase("emulated AWS", async (say) => {
    const emulator = await startEmulator(options.port ?? defaultPort, folder);
    writeLabState(folder, { version: 1, command, phase: "starting", emulator });
    const images = await registerImages(emulator.endpoint, region, [hostImage]);
    say(emulator.endpoint);
    const settings = {
      [`hybrid-dns:dns.backend.${options.backend ?? "unbound"}.instanceType`]: "t4g.small",
      "hybrid-dns:demonstrationNetwork.imageId": String(images[hostImage]),
    };
    return { emulator, settings };
  });
}

function startLabNetwork(emulator: Emulator, outputs: { [name: string]: unknown }, options: LabOptions) {
  const folders = labFolders(options.folder);
  return phase("network", async (say) => {
    const site = readSite();
    const network = await startNetwork({
      endpoint: emulator.endpoint,
      socket: emulator.socket,
      folder: folders.network,
      site,
      siteConfiguration: siteConfigurationOf(outputs, site.name),
      log: appendTo(folders.log),
    });
    say(`${network.hosts().length} hosts`);
    return network;
  });
}

/** What the program says that the site's DNS servers must load. */
export function siteConfigurationOf(outputs: { [name: string]: unknown }, site: string): LabSiteConfiguration {
  const all = outputs["siteConfiguration"] as { [site: string]: LabSiteConfiguration | undefined } | undefined;
  const configuration = all?.[site];
  if (configuration === undefined) throw new LabError(`the program has no output siteConfiguration.${site}`);
  return configuration;
}
