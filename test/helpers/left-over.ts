import { readdirSync, readFileSync } from "node:fs";
import { labFolder } from "../../set-up/paths";

/** Processes and mounts of this checkout's lab that are there; empty after its end. */
export function leftOver(): string[] {
  return [...labProcesses(), ...labMounts()];
}

function labProcesses(): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
        // what the engine starts has the lab's folders in its environment only
        const told = command + readFileSync(`/proc/${pid}/environ`, "utf8");
        return told.includes(`${labFolder}/`) && Number(pid) !== process.pid ? [`${pid}: ${command}`] : [];
      } catch {
        return [];
      }
    });
}

function labMounts(): string[] {
  return readFileSync("/proc/self/mounts", "utf8")
    .split("\n")
    .filter((line) => line.includes(labFolder));
}
