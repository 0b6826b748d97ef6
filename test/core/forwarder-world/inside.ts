// Runs in the world that enter.sh made, and does what the test asks over the channel to it.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { promisify } from "node:util";
import { ask, askAtOnce } from "./asking";
import { SITE, VPC_RESOLVER, type WorldMethods } from "./protocol";
import { ServerOutside } from "./server-outside";

const SOFTWARE = {
  unbound: {
    file: "/etc/unbound/unbound.conf",
    command: ["unbound", "-d"],
    reload: ["unbound-control", "reload_keep_cache"],
  },
  bind: { file: "/etc/bind/named.conf", command: ["named", "-f"], reload: ["rndc", "reconfig"] },
} as const;

const network = `--net=${process.env["FORWARDER_NETWORK"]}`;

let running: { child: ChildProcess; configuration: string; said: string } | undefined;

async function run(software: "unbound" | "bind", configuration: string): Promise<void> {
  if (running?.configuration === configuration) return;
  if (running && running.child.exitCode === null) {
    running.child.kill("SIGKILL");
    await once(running.child, "close");
  }
  const { file, command } = SOFTWARE[software];
  writeFileSync(`/mnt/root${file}`, configuration);
  // The user of its own that a server changes to is not there in a user namespace.
  const child = spawn("nsenter", [network, "chroot", "/mnt/root", ...command], { stdio: ["ignore", "pipe", "pipe"] });
  const now = { child, configuration, said: "" };
  running = now;
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      now.said = (now.said + chunk.toString()).slice(-4_000);
    });
  }
  while ((await askSoon()) !== "NOERROR") {
    if (child.exitCode !== null) throw new Error(`${command[0]} ended with ${child.exitCode}: ${now.said}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function reload(software: "unbound" | "bind", configuration: string): Promise<void> {
  const { file, reload } = SOFTWARE[software];
  writeFileSync(`/mnt/root${file}`, configuration);
  await promisify(execFile)("nsenter", [network, "chroot", "/mnt/root", ...reload]);
  if (running) running.configuration = configuration;
}

/** Nothing listens for a moment, and nobody answers then: no patience. */
async function askSoon(): Promise<string> {
  const late = new Promise<string>((resolve) => setTimeout(resolve, 500, "TIMEOUT"));
  return Promise.race([late, ask({ name: "localhost", type: "SOA" }).then(({ status }) => status)]);
}

async function main(): Promise<void> {
  const addresses = [VPC_RESOLVER, ...SITE];
  const servers = new Map<string, ServerOutside>();
  for (const address of addresses) servers.set(address, await ServerOutside.listen(address));
  const methods: WorldMethods = {
    run,
    reload,
    serve: async (address, records, mode) => servers.get(address)!.serve(records, mode),
    ask,
    askAtOnce,
    askedOf: async (address) => servers.get(address)!.asked(),
  };
  process.on("disconnect", () => process.exit());
  process.on("message", ({ id, method, args }: { id: number; method: keyof WorldMethods; args: unknown[] }) => {
    (methods[method] as (...args: unknown[]) => Promise<unknown>)(...args).then(
      (value) => process.send!({ id, value }),
      (error: Error) => process.send!({ id, error: error.stack }),
    );
  });
  process.send!("ready");
}

main();
