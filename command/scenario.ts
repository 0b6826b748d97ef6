import { Argument, Command } from "commander";
import { defaultPort } from "../lab/lab-folders";
import { allScenarios } from "../lab/scenarios/all-scenarios";
import { interruptible, parsePort } from "./options";

interface ScenarioArguments {
  readonly list?: boolean;
  readonly all?: boolean;
  readonly json?: boolean;
  readonly port: number;
}

/** `hybrid-dns lab scenario`: what clients see while something goes wrong. */
export function scenarioCommand(): Command {
  const scenario = new Command("scenario")
    .description("what clients see while something goes wrong, in the lab that is up or in one of its own")
    .addArgument(new Argument("[name]", "a name that `--list` shows").choices(allScenarios.map(({ name }) => name)))
    .option("--list", "names, and what happens in each")
    .option("--all", "one after the other")
    .option("--json", "the reports as JSON on standard output, progress on standard error")
    .option("--port <number>", "port of the emulated AWS on 127.0.0.1, where no lab is up", parsePort, defaultPort);
  return scenario.action(async (name: string | undefined, { list, all, ...options }: ScenarioArguments) => {
    if ([name !== undefined, list, all].filter(Boolean).length !== 1)
      scenario.error("error: expected one of a scenario's name, --list and --all");
    if (list) {
      console.log(options.json ? JSON.stringify(described, undefined, 2) : described.map(line).join("\n"));
      return;
    }
    const { runScenarios } = await import("../lab/scenarios/run-scenarios.js");
    const wanted = allScenarios.filter((one) => all || one.name === name);
    process.exitCode = await runScenarios(wanted, { ...options, signal: interruptible() });
  });
}

const described = allScenarios.map(({ name, happens }) => ({ name, happens }));
const width = Math.max(...described.map(({ name }) => name.length));
const line = ({ name, happens }: (typeof described)[number]) => `${name.padEnd(width)}  ${happens}`;
