import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { endProcess, isAlive, markOf, type ProcessMark } from "../processes";

/** By this in its environment, which its providers have from it, a Terraform of a lab is known. */
export const configurationVariable = "TF_CLI_CONFIG_FILE";

export const configurationFile = (folder: string): string => join(folder, "terraform.rc");

/** Ends the Terraform of a lab and its providers: one whose command was killed would go on, and providers stay. */
export async function endTerraform(folder: string): Promise<void> {
  const entry = `${configurationVariable}=${configurationFile(folder)}`;
  const marks = readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? marked(name, entry) : []));
  await Promise.all(marks.map((mark) => endProcess(mark)));
}

function marked(pid: string, entry: string): readonly ProcessMark[] {
  try {
    const environment = readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
    const mark = environment.includes(entry) ? markOf(Number(pid)) : undefined;
    return mark !== undefined && mark.pid !== process.pid && isAlive(mark) ? [mark] : [];
  } catch {
    // Another user's, or just ended.
    return [];
  }
}
