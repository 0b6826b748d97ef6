import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { projectFolder } from "../set-up/paths";
import { runBench, wholeNumber } from "./bench-command";
import { million } from "./route53/million";
import { octodnsMissing } from "./route53/octodns";
import { compileOurs } from "./route53/ours/compile";
import { renderPage } from "./route53/page";
import { size } from "./route53/sizes";
import { terraformMissing, terraformRecords } from "./route53/terraform-records";
import { throttled } from "./route53/throttled";
import { showPart } from "./show-part";
import { hasFront } from "./terraform/bench-front";
import type { Part } from "./terraform/report";

interface Options {
  readonly sizes?: readonly number[];
  readonly pairs: number;
  readonly rivals: boolean;
  readonly quick?: true;
  readonly json?: true;
  readonly writePage?: true;
}

const FULL = { sizes: [10_000, 100_000], throttled: 3_000, terraform: 100, million: 1_000_000 };
const QUICK = { sizes: [10_000], throttled: 3_000, terraform: 0, million: 0 };

/** A run of chosen sizes is of these sizes alone. */
const SIZES_ALONE = { throttled: 0, terraform: 0, million: 0 };

/** From so many hosts on, octoDNS takes minutes. */
const MANY_HOSTS = 50_000;

const page = join(projectFolder, "docs", "performance.md");

const command = new Command("bench:route53")
  .description("Measures what writes to Route 53, against the strict emulator. Ends with 1 when a bar is missed.")
  .option("--sizes <list>", "hosts with an A and a PTR record each, e.g. 10k,100k, and nothing else", sizesOf)
  .option(
    "--pairs <number>",
    "how often plans without changes are measured; those of many hosts once",
    wholeNumber(3),
    3,
  )
  .option("--quick", "measures what takes two minutes")
  .option("--no-rivals", "measures hybrid-dns alone")
  .option("--json", "gives JSON instead of tables")
  .option("--write-page", "writes docs/performance.md");

async function main({ sizes, pairs, rivals, quick, json, writePage }: Options): Promise<void> {
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
    const noOctodns = rivals ? await octodnsMissing(say) : "Rivals were not asked for.";
    const plan = sizes ? { ...SIZES_ALONE, sizes } : quick ? QUICK : FULL;
    for (const hosts of plan.sizes) {
      say(`${hosts} A + ${hosts} PTR`);
      const isMany = hosts >= MANY_HOSTS;
      const times = quick || isMany ? 1 : pairs;
      add(
        await size(hosts, {
          program,
          folder,
          pairs: times,
          octodnsMissing: noOctodns,
          octodnsCreates: !isMany && !quick,
          say,
        }),
      );
    }
    if (plan.throttled > 0) {
      say("at Route 53's pace");
      add(await throttled(plan.throttled, program, folder, noOctodns));
    }
    if (plan.million > 0) {
      say("from a stream");
      add(await million(plan.million, await compileOurs("million", folder), folder));
    }
    if (plan.terraform > 0) {
      say("beside a resource for each record; Terraform waits for minutes");
      const noTerraform = rivals ? await terraformMissing() : "Rivals were not asked for.";
      add(await terraformRecords(plan.terraform, program, folder, noTerraform));
    }
    const conditions = `Node ${process.version}, ${availableParallelism()} cores, ${process.platform} ${process.arch}`;
    if (json) console.log(JSON.stringify({ conditions, parts }, null, 2));
    if (writePage) await writeFile(page, renderPage(conditions, parts));
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

runBench(command, main);
