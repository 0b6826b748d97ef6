import pc from "picocolors";
import { labDown } from "../attach-lab";
import { labFolders, region } from "../lab-folders";
import { type Lab, type LabOptions, labUp } from "../lab-up";
import { allDestroyed, bothSides, oneForwarderDies, recordChanges, strangers } from "./acts";
import { inventory } from "./inventory";
import { count, type Section, sectionText } from "./report";

export interface QuickstartOptions extends LabOptions {
  /** Leave the lab running after the questions. */
  readonly keep?: boolean | undefined;
  /** Sections as JSON on standard output. */
  readonly json?: boolean | undefined;
}

const interruptedExitCode = 130;

const keptText = `
The lab is still up:
  npx hybrid-dns lab hosts
  npx hybrid-dns lab exec client1 -- dig +short app1.cloud.acmecorp.com
  eval "$(npx hybrid-dns lab env)"      # for pulumi, terraform and the AWS SDKs
  npx hybrid-dns lab down`;

/**
 * A hybrid DNS declared, applied, asked from both sides, changed and destroyed.
 *
 * @returns the exit code
 */
export async function quickstart(options: QuickstartOptions): Promise<number> {
  const sections: Section[] = [];
  let up = false;
  let before: readonly string[] = [];
  try {
    const lab = await labUp({
      ...options,
      beforeUp: async ({ endpoint }) => {
        before = await inventory(endpoint, region);
      },
    });
    up = true;
    await perform(lab, before, options, sections);
  } catch (error) {
    if (options.signal?.aborted) {
      await labDown(options.folder);
      console.error("interrupted; nothing is left running");
      report(options, sections);
      return interruptedExitCode;
    }
    const seen = error instanceof Error ? error.message : String(error);
    sections.push({ title: "quickstart", outcomes: [], facts: [{ text: "runs to its end", passed: false, seen }] });
    console.error(`\n${pc.red(seen)}\n  the log of this run: ${labFolders(options.folder).log}`);
  }
  if (up && options.keep) console.error(keptText);
  else await labDown(options.folder);
  return report(options, sections) === 0 ? 0 : 1;
}

/** The closing line. @returns how many failed */
function report(options: QuickstartOptions, sections: readonly Section[]): number {
  const { passed, failed } = count(sections);
  if (options.json) console.log(JSON.stringify({ passed, failed, sections }, undefined, 2));
  (options.json ? console.error : console.log)(`\n${passed} passed, ${failed} failed`);
  return failed;
}

async function perform(lab: Lab, before: readonly string[], options: QuickstartOptions, sections: Section[]) {
  const hosts = new Map(lab.network.hosts().flatMap(({ name, addresses }) => addresses.map((it) => [it, name])));
  const acts = [bothSides, strangers, oneForwarderDies, recordChanges];
  const last = (it: Lab) => allDestroyed(it, before);
  for (const act of options.keep ? acts : [...acts, last]) {
    options.signal?.throwIfAborted();
    const section = await act(lab);
    sections.push(section);
    if (!options.json) console.log(sectionText(section, (address) => hosts.get(address) ?? address));
  }
}
