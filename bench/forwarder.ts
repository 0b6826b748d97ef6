import { writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { projectFolder } from "../set-up/paths";
import { runBench, wholeNumber } from "./bench-command";
import { contest } from "./forwarder/contest";
import { contestants } from "./forwarder/contestants";
import { renderPage } from "./forwarder/page";
import type { Settings } from "./forwarder/protocol";
import { measureRounds } from "./forwarder/rounds";
import { serversTree } from "./forwarder/servers-tree";
import { vpcResolverLimit } from "./forwarder/vpc-resolver-limit";
import { showPart } from "./show-part";

interface Options extends Settings {
  readonly features?: true;
  readonly json?: true;
  readonly write?: true;
}

const page = join(projectFolder, "docs", "performance-forwarder.md");

const command = new Command("bench:forwarder")
  .description("Measures the forwarders' configurations. Ends with 1 when a bar is not met.")
  .option("--rounds <number>", "times that each server is started and measured", wholeNumber(6), 10)
  .option("--seconds <number>", "length of each load, twice a round", wholeNumber(6), 1)
  .option("--steady-rate <number>", "questions a second of the steady load", wholeNumber(6), 5_000)
  .option("--features", "measures ours also without each feature that costs something")
  .option("--json", "gives JSON instead of tables")
  .option("--write", "writes docs/performance-forwarder.md");

async function main({ rounds, seconds, steadyRate, features, json, write }: Options): Promise<void> {
  if (availableParallelism() < 2) throw new Error("the server and its load need a core each; this machine has one");
  const say = (text: string) => process.stderr.write(`${text}\n`);
  const tree = await serversTree(say);
  const servers = contestants(features);
  let runs = 0;
  const measured = await measureRounds(tree, { rounds, seconds, steadyRate }, servers, ({ contestant }) => {
    runs += 1;
    say(`${runs} of ${rounds * servers.length}: ${contestant}`);
  });
  const parts = [contest("hot", measured), contest("cold", measured), contest("steady", measured), vpcResolverLimit()];
  const conditions = `Node ${process.version}, ${availableParallelism()} cores, ${process.arch}, ${rounds} rounds of ${seconds} s a load, ${steadyRate} questions a second where the rate is fixed`;
  if (json) console.log(JSON.stringify({ conditions, parts }, null, 2));
  else for (const part of parts) showPart(part);
  if (write) await writeFile(page, renderPage(conditions, parts));
  if (parts.some(({ bars }) => bars.some(({ met }) => !met))) process.exitCode = 1;
}

runBench(command, main);
