import { Command } from "commander";
import type { ForwarderSoftware } from "../components/core/forwarder-contract";
import type { ApplierName } from "../lab/applier-names";
import { attachLab, labDown } from "../lab/attach-lab";
import { hostTable } from "../lab/host-table";
import { defaultPort } from "../lab/lab-folders";
import { applierOption, backendOption, interruptible, parsePort } from "./options";
import { scenarioCommand } from "./scenario";

/** `hybrid-dns lab …`: the whole hybrid DNS on this machine. */
export function labCommand(): Command {
  const lab = new Command("lab")
    .description("the whole hybrid DNS on this machine, without an AWS account")
    .enablePositionalOptions();
  lab
    .command("up")
    .description("emulated AWS, the lab environment applied to it, and the network that is found in it")
    .addOption(applierOption())
    .addOption(backendOption())
    .option("--port <number>", "port of the emulated AWS on 127.0.0.1", parsePort, defaultPort)
    .action(async (options: { port: number; with: ApplierName; backend: ForwarderSoftware }) => {
      // the engine and the program take a second to load, which only those who need them wait for
      const { labUp } = await import("../lab/lab-up.js");
      const { network } = await labUp({ ...options, signal: interruptible() });
      console.log(hostTable(network.hosts()));
    });
  lab
    .command("hosts")
    .description("a line a host: name, role, addresses")
    .option("--json", "as JSON")
    .action(async ({ json }: { json?: boolean }) => {
      const hosts = (await attachLab()).network.hosts();
      console.log(json ? JSON.stringify(hosts, undefined, 2) : hostTable(hosts));
    });
  lab
    .command("exec")
    .description("run a command inside a host, e.g. `lab exec app1 -- dig db1.acmecorp.com`")
    .argument("<host>", "a name that `lab hosts` shows")
    .argument("<command...>", "after `--`")
    .passThroughOptions()
    .action(async (host: string, command: string[]) => {
      const { network } = await attachLab();
      process.exitCode = await network.execInteractive(host, command[0] === "--" ? command.slice(1) : command);
    });
  lab.addCommand(scenarioCommand());
  lab
    .command("env")
    .description(
      'shell exports that point pulumi, terraform and the AWS SDKs at the lab: eval "$(npx hybrid-dns lab env)"',
    )
    .option("--json", "as JSON")
    .action(async ({ json }: { json?: boolean }) => {
      const { labEnvironment, shellExports } = await import("../lab/lab-environment.js");
      const environment = labEnvironment((await attachLab()).emulator);
      console.log(json ? JSON.stringify(environment, undefined, 2) : shellExports(environment));
    });
  lab
    .command("down")
    .description("end the lab, or clean up what a dead run left")
    .action(async () => {
      console.log((await labDown()) ? "the lab is down" : "there was no lab");
    });
  return lab;
}
