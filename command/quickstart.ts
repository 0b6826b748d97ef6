import { Command } from "commander";
import type { ForwarderSoftware } from "../components/core/forwarder-contract";
import type { ApplierName } from "../lab/applier-names";
import { defaultPort } from "../lab/lab-folders";
import { applierOption, backendOption, interruptible, parsePort } from "./options";

interface QuickstartArguments {
  readonly keep?: boolean;
  readonly json?: boolean;
  readonly port: number;
  readonly with: ApplierName;
  readonly backend: ForwarderSoftware;
}

/** `hybrid-dns quickstart`, which `npm run quickstart` calls after set-up. */
export function quickstartCommand(): Command {
  return new Command("quickstart")
    .description("a hybrid DNS declared, applied, asked and destroyed, on this machine")
    .addOption(applierOption())
    .addOption(backendOption())
    .option("--keep", "leave it running: `hybrid-dns lab hosts | exec | env | down`")
    .option("--json", "the answers as JSON on standard output, progress on standard error")
    .option("--port <number>", "port of the emulated AWS on 127.0.0.1", parsePort, defaultPort)
    .action(async (options: QuickstartArguments) => {
      const { quickstart } = await import("../lab/quickstart/quickstart.js");
      process.exitCode = await quickstart({ ...options, signal: interruptible() });
    });
}
