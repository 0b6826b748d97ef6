import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Emulator } from "./emulator";
import { LabError } from "./lab-error";
import { labFolders } from "./lab-folders";
import { type AppliedBy, readLabState } from "./lab-state";
import { attachNetwork, type Network, stopNetwork } from "./network";
import { endProcess, isAlive } from "./processes";
import { endTerraform } from "./terraform/left-over";

/**
 * The lab of this checkout that is up.
 *
 * @throws {LabError} when none is
 */
export async function attachLab(
  folder?: string,
): Promise<{ emulator: Emulator; network: Network; applied?: AppliedBy | undefined }> {
  const folders = labFolders(folder);
  const state = readLabState(folders.folder);
  if (state?.emulator === undefined || state.phase !== "up")
    throw new LabError("no lab of this checkout is up; `npx hybrid-dns lab up` starts one");
  const network = await attachNetwork(folders.network);
  if (!isAlive(state.emulator.process) || network === undefined)
    throw new LabError("the lab of this checkout has died; `npx hybrid-dns lab down` cleans up after it");
  return { emulator: state.emulator, network, applied: state.applied };
}

/**
 * Ends what runs and removes what a lab keeps, but for its logs.
 *
 * @returns whether there was anything
 */
export async function labDown(folder?: string): Promise<boolean> {
  const folders = labFolders(folder);
  const state = readLabState(folders.folder);
  if (state?.phase === "starting" && isAlive(state.command) && state.command.pid !== process.pid)
    throw new LabError(`a lab is being started by process ${state.command.pid}; end that first`);
  await endTerraform(folders.terraform);
  await stopNetwork(folders.network);
  if (state?.emulator !== undefined) await endProcess(state.emulator.process);
  // the emulator's memory and the applier's state live and die together
  for (const part of [folders.engine, folders.engineByHand, folders.terraform, folders.network, folders.front])
    rmSync(part, { recursive: true, force: true });
  rmSync(join(folders.folder, "lab.json"), { force: true });
  return state !== undefined;
}
