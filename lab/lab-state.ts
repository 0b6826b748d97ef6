import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ApplierName } from "./applier-names";
import type { Emulator } from "./emulator";
import { isAlive, type ProcessMark } from "./processes";

/** What a running lab is found by, kept in its folder. */
export interface LabState {
  readonly version: 1;
  /** Who brings it up, or brought it up. */
  readonly command: ProcessMark;
  /** `up` when all of it runs; `starting` while the command lives, or for ever when that was killed. */
  readonly phase: "starting" | "up";
  readonly emulator?: Emulator | undefined;
  /** Of a lab that is up: who applied the lab environment, with which settings. */
  readonly applied?: AppliedBy | undefined;
}

export interface AppliedBy {
  readonly name: ApplierName;
  readonly settings: { readonly [path: string]: string };
}

const file = (folder: string) => join(folder, "lab.json");

export function readLabState(folder: string): LabState | undefined {
  try {
    return JSON.parse(readFileSync(file(folder), "utf8")) as LabState;
  } catch {
    return undefined;
  }
}

/** Written beside and moved, so that a reader never sees half of it. */
export function writeLabState(folder: string, state: LabState): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file(folder)}.new`, `${JSON.stringify(state, undefined, 2)}\n`);
  renameSync(`${file(folder)}.new`, file(folder));
}

/** Whether it is up or coming up; what a dead run left running does not count. */
export function isRunning({ phase, command, emulator }: LabState): boolean {
  return phase === "starting" ? isAlive(command) : emulator !== undefined && isAlive(emulator.process);
}
