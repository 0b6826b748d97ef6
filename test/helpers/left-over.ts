import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { labFolder, projectFolder } from "../../set-up/paths";

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
        const inCheckout = readlinkSync(`/proc/${pid}/cwd`).startsWith(projectFolder);
        const ofLab =
          command.includes(labFolder) || (inCheckout && / lab\/(front|network|aws-provider)\//.test(command));
        return ofLab ? [`${pid}: ${command}`] : [];
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
