import { mkdtemp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type ContestFront, environmentOf } from "./contest-front";
import type { Job, Networks, Phase } from "./job";
import { type Taken, wholeProcess } from "./whole-process";

/** Keeps the memory of large plans small: by default garbage waits until there is several times as much as is in use. */
export const OUR_FLAGS: readonly string[] = ["--max-semi-space-size=4", "--heap-growing-percent=60"];

/** How our programs are started. */
export const OUR_NODE: readonly string[] = [process.execPath, ...OUR_FLAGS];

/** Our whole processes, one a phase, that hand their state on by a file. */
export interface Ours {
  run(phase: Phase, networks: Networks): Promise<Taken>;
}

/** @param program - as `compileOurs` gives it */
export async function ours(program: string, folder: string, front: ContestFront, unlimited: boolean): Promise<Ours> {
  const own = await mkdtemp(join(folder, "ours-"));
  const file = (name: string) => join(own, `${name}.json`);
  return {
    run: async (phase, networks) => {
      const { endpoint, zoneIds } = front;
      const job: Job = { phase, endpoint, zoneIds, networksFile: file("networks"), stateFolder: own, unlimited };
      await writeFile(job.networksFile, JSON.stringify(networks));
      await writeFile(file("job"), JSON.stringify(job));
      return wholeProcess([...OUR_NODE, program, file("job")], { environment: environmentOf(endpoint) });
    },
  };
}
