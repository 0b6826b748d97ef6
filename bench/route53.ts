import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { octodnsMissing } from "./route53/octodns";
import { compileOurs } from "./route53/ours/compile";
import { size } from "./route53/sizes";
import { showPart } from "./show-part";
import { hasFront } from "./terraform/bench-front";
import type { Part } from "./terraform/report";

interface Options {
  readonly sizes: readonly number[];
  readonly pairs: number;
  readonly rivals: boolean;
  readonly json?: true;
}

const command = new Command("bench:route53")
  .description("Measures what writes to Route 53, against the strict emulator. Ends with 1 when a bar is missed.")
  .option("--sizes <list>", "hosts with an A and a PTR record each, e.g. 10k,100k", sizesOf, [10_000, 100_000])
  .option("--pairs <number>", "how often plans without changes are measured", wholeNumber, 3)
  .option("--no-rivals", "measures hybrid-dns alone")
  .option("--json", "gives JSON instead of tables");

async function main({ sizes, pairs, rivals, json }: Options): Promise<void> {
  if (!hasFront()) throw new Error("the emulator is not installed; `npm run setup` installs it");
  const say = (text: string) => process.stderr.write(`${text}\n`);
  const folder = await mkdtemp(join(tmpdir(), "hybrid-dns-bench-"));
  const parts: Part[] = [];
  const add = (part: Part) => {
    parts.push(part);
    if (!json) showPart(part);
  };
  try {
    const program = await compileOurs("lifecycles", folder);
    const noOctodns = rivals ? await octodnsMissing(say) : "rivals were not asked for";
    for (const hosts of sizes) {
      say(`${hosts} A + ${hosts} PTR`);
      const options = { program, folder, pairs, octodnsMissing: noOctodns, mostCreatedByOctodns: 10_000, say };
      add(await size(hosts, options));
    }
    const conditions = `Node ${process.version}, ${availableParallelism()} cores, ${process.platform} ${process.arch}`;
    if (json) console.log(JSON.stringify({ conditions, parts }, null, 2));
    if (parts.some(({ bars }) => bars.some(({ met }) => !met))) process.exitCode = 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function sizesOf(text: string): readonly number[] {
  return text.split(",").map((each) => {
    const [, digits, thousands] = /^([1-9][0-9]{0,5})(k?)$/.exec(each) ?? [];
    const hosts = Number(digits) * (thousands ? 1000 : 1);
    if (hosts <= 1_000_000) return hosts;
    throw new InvalidArgumentError(`"${each}" is no number from 1 to 1000k; expected e.g. "10k,100k".`);
  });
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (/^[1-9][0-9]{0,2}$/.test(text)) return number;
  throw new InvalidArgumentError(`"${text}" is no whole number from 1 to 999.`);
}

command
  .action(main)
  .parseAsync()
  .catch((error: Error) => {
    console.error(error.message);
    process.exit(1);
  });
