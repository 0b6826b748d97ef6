import { Command } from "commander";
import type { ApplierName } from "../lab/applier-names";
import { defaultPort } from "../lab/lab-folders";
import { applierOption, interruptible, parsePort } from "./options";

/** `hybrid-dns quickstart`, which `npm run quickstart` calls after set-up. */
export function quickstartCommand(): Command {
  return new Command("quickstart")
    .description("a hybrid DNS declared, applied, asked and destroyed, on this machine")
    .addOption(applierOption())
    .option("--keep", "leave it running: `hybrid-dns lab hosts | exec | env | down`")
    .option("--json", "the answers as JSON on standard output, progress on standard error")
    .option("--port <number>", "port of the emulated AWS on 127.0.0.1", parsePort, defaultPort)
    .action(async (options: { keep?: boolean; json?: boolean; port: number; with: ApplierName }) => {
      const { quickstart } = await import("../lab/quickstart/quickstart.js");
      process.exitCode = await quickstart({ ...options, signal: interruptible() });
    });
}
