import { Command } from "commander";
import { LabError } from "../lab/lab-error";
import { version } from "../package.json";
import { ptrCommand } from "./ptr";
import { statusCommand } from "./status";

// What of the command runs without a checkout: in the package it is one file, dist/command/hybrid-dns.js.
new Command("hybrid-dns")
  .description("The DNS of an enterprise that lives half on premises and half in AWS.")
  .version(version)
  .addHelpText("after", "\nThe lab runs from a checkout of the project.")
  .addCommand(statusCommand())
  .addCommand(ptrCommand())
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error instanceof LabError ? `hybrid-dns: ${error.message}` : error);
    process.exitCode = 1;
  });
