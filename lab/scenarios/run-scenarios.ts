import { attachLab, labDown } from "../attach-lab";
import { LabError } from "../lab-error";
import { labFolders } from "../lab-folders";
import { readLabState } from "../lab-state";
import { labUp } from "../lab-up";
import { openApplier } from "../open-applier";
import { phase } from "../progress";
import { play } from "./play";
import { type ScenarioReport, scenarioText, summaryTable } from "./report";
import type { Scenario } from "./scenario";
import type { ScenarioLab, StageOptions } from "./stage";

export interface RunOptions extends StageOptions {
  /** Of the emulated AWS, where no lab runs yet. */
  readonly port?: number | undefined;
  /** @default - `.lab` in the checkout */
  readonly folder?: string | undefined;
  /** Reports as JSON on standard output, progress on standard error. */
  readonly json?: boolean | undefined;
}

const interruptedExitCode = 130;

/**
 * Plays scenarios one after the other: in the lab of this checkout that is up, else in one of their own.
 *
 * @returns the exit code
 */
export async function runScenarios(scenarios: readonly Scenario[], options: RunOptions): Promise<number> {
  const { signal, folder, json } = options;
  const own = readLabState(labFolders(folder).folder)?.phase !== "up";
  const reports: ScenarioReport[] = [];
  try {
    const lab = own ? await ownLab(options) : await runningLab(options);
    for (const scenario of scenarios) {
      signal?.throwIfAborted();
      const report = await phase(scenario.name, () => play(scenario, lab, options));
      reports.push(report);
      if (!json) console.log(scenarioText(report));
    }
  } catch (error) {
    if (!signal?.aborted) throw error;
  } finally {
    if (own) await labDown(folder);
  }
  return close(reports, options);
}

/** The table, and the closing line. */
function close(reports: readonly ScenarioReport[], { json, signal }: RunOptions): number {
  const failed = reports.filter(({ passed }) => !passed).length;
  const passed = reports.length - failed;
  if (json) console.log(JSON.stringify({ passed, failed, scenarios: reports }, undefined, 2));
  else console.log(`\n${summaryTable(reports)}`);
  (json ? console.error : console.log)(`\n${passed} passed, ${failed} failed`);
  if (signal?.aborted) return interruptedExitCode;
  return failed === 0 ? 0 : 1;
}

async function ownLab({ port, folder, signal }: RunOptions): Promise<ScenarioLab> {
  const lab = await labUp({ port, folder, signal });
  return { ...lab, applier: async () => lab.applier };
}

async function runningLab({ folder, signal }: RunOptions): Promise<ScenarioLab> {
  const { emulator, network, applied } = await attachLab(folder);
  return {
    emulator,
    network,
    applier: async () => {
      if (applied === undefined)
        throw new LabError("an earlier version brought this lab up; `npx hybrid-dns lab down` first");
      return openApplier(applied.name, { endpoint: emulator.endpoint, settings: applied.settings, folder, signal });
    },
  };
}
