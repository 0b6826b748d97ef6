import { Command } from "commander";
import { version } from "../package.json";
import { ptrCommand } from "./ptr";

// What of the command runs without a checkout: in the package it is one file, dist/command/hybrid-dns.js.
new Command("hybrid-dns")
  .description("The DNS of an enterprise that lives half on premises and half in AWS.")
  .version(version)
  .addHelpText("after", "\nThe lab and `status` run from a checkout of the project.")
  .addCommand(ptrCommand())
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
