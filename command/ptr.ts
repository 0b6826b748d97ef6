import { Command, type CommanderError } from "commander";
import type { ReverseSyncPlan } from "../components/lifecycle/reverse-sync";
import { applyReverseSync, type ReverseSyncOutcome } from "../components/lifecycle/reverse-sync-apply";
import { interruptible } from "./options";
import { saysYes } from "./ptr/ask";
import { type PreparedSync, prepareSync, SyncError, type SyncOptions } from "./ptr/run-sync";

interface ApplyOptions extends SyncOptions {
  readonly yes?: true;
}

/** `hybrid-dns ptr`: PTR records of a set of zones, without a stack. */
export function ptrCommand(): Command {
  const ptr = new Command("ptr")
    .description("PTR records that follow what zones hold, without a stack")
    .exitOverride((error: CommanderError) => process.exit(error.exitCode === 0 ? 0 : 2));
  withOptions(ptr.command("plan"))
    .description("what would be added, changed and removed; writes nothing")
    .action((options: SyncOptions) => reporting(() => plan(options)));
  withOptions(ptr.command("apply"))
    .description("write it, in the fewest calls; exits with 1 when something is left")
    .option("--yes", "without asking; needed where there is no terminal to ask on")
    .action((options: ApplyOptions) => reporting(() => apply(options)));
  withOptions(ptr.command("check"))
    .description("for cron and CI: exits with 0 when nothing differs, 1 when something does, 2 on bad input or failure")
    .action((options: SyncOptions) => reporting(() => check(options)));
  return ptr;
}

function withOptions(command: Command): Command {
  return command
    .requiredOption("--file <file>", "zones and rules as JSON, `-` for standard input (docs/ptr-command.md)")
    .option("--zone <name...>", "only these of the reverse zones; may be given several times", [])
    .option("--force", "also where more would go or change than the guards allow")
    .option("--region <name>", "region, which only names the partition (default: as every AWS tool finds it)")
    .option("--profile <name>", "profile of the shared configuration (default: as every AWS tool finds it)")
    .option("--json", "all of it as JSON")
    .addHelpText("after", "\nAWS_ENDPOINT_URL is heeded: `hybrid-dns lab env` points it at the lab.");
}

/** Exit codes of a run. */
const [DONE, DIFFERS, FAILED] = [0, 1, 2];

async function reporting(run: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await run();
  } catch (error) {
    process.exitCode = FAILED;
    console.error(`hybrid-dns: ${error instanceof SyncError ? error.message : (error as Error).message}`);
  }
}

async function plan(options: SyncOptions): Promise<number> {
  const { plan } = await prepareSync(options, interruptible());
  await print(options, plan);
  return plan.unreadable.length > 0 ? FAILED : DONE;
}

async function check(options: SyncOptions): Promise<number> {
  const { plan } = await prepareSync(options, interruptible());
  await print(options, plan);
  if (plan.unreadable.length > 0) return FAILED;
  return plan.zones.some(({ changes, conflicts }) => changes.length + conflicts.length > 0) ? DIFFERS : DONE;
}

async function apply(options: ApplyOptions): Promise<number> {
  const prepared = await prepareSync(options, interruptible());
  const { plan } = prepared;
  const toWrite = plan.zones.some(({ changes, refusals }) => changes.length > 0 && refusals.length === 0);
  const asked = toWrite && !options.yes;
  if (asked) await agreed(options, plan);
  const outcome = await write(prepared);
  await print(options, plan, outcome, asked);
  const stops = outcome.zones.flatMap(({ stop }) => stop?.reason ?? []);
  if (plan.unreadable.length > 0 || stops.some((reason) => reason !== "stopped" && reason !== "guarded")) return FAILED;
  return outcome.zones.some(({ left, conflicts }) => left.length + conflicts.length > 0) ? DIFFERS : DONE;
}

async function write({ store, plan, run, endProgress }: PreparedSync): Promise<ReverseSyncOutcome> {
  try {
    return await applyReverseSync(store, plan, run);
  } finally {
    endProgress();
  }
}

/** Shows the plan and asks. @throws {SyncError} when it is not to be, or nobody can be asked */
async function agreed(options: ApplyOptions, plan: ReverseSyncPlan): Promise<void> {
  if (!process.stdin.isTTY || !process.stderr.isTTY || options.json) {
    throw new SyncError("there is no terminal to ask on; give --yes to write what `ptr plan` shows");
  }
  await print(options, plan);
  if (await saysYes("\nWrite it? (yes) ", process.stdin, process.stderr)) return;
  throw new SyncError("nothing was written");
}

/** @param brief - without what has been shown already */
async function print(
  { json }: SyncOptions,
  plan: ReverseSyncPlan,
  outcome?: ReverseSyncOutcome,
  brief = false,
): Promise<void> {
  const { planReport } = await import("./ptr/plan-report.js");
  const report = planReport(plan, outcome);
  if (json) {
    console.log(JSON.stringify(report, undefined, 2));
    return;
  }
  const { planText } = await import("./ptr/plan-text.js");
  console.log(planText(report, { colours: process.stdout.isTTY === true && !process.env["NO_COLOR"], brief }));
}
