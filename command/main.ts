import { Command } from "commander";
import { LabError } from "../lab/lab-error";
import { version } from "../package.json";
import { labCommand } from "./lab";
import { ptrCommand } from "./ptr";
import { quickstartCommand } from "./quickstart";
import { statusCommand } from "./status";
import { labBuckets } from "./status/lab-buckets";

const program = new Command("hybrid-dns")
  .description("The DNS of an enterprise that lives half on premises and half in AWS.")
  .version(version)
  .enablePositionalOptions()
  .showHelpAfterError("(hybrid-dns --help shows what there is)")
  .addCommand(quickstartCommand())
  .addCommand(labCommand())
  .addCommand(statusCommand(labBuckets))
  .addCommand(ptrCommand());

program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof LabError ? `hybrid-dns: ${error.message}` : error);
  process.exitCode = 1;
});
