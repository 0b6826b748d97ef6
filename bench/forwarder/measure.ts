// Runs in the namespaces that enter.sh made: each round starts every contestant anew, in turning order.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { dnsperf } from "./dnsperf";
import { type Contestant, LOAD_CORE, type Load, onCore, SERVER_CORE, type Settings } from "./protocol";

type Slice = (typeof SLICES)[number];

interface Server {
  readonly name: string;
  readonly port: number;
  readonly child: ChildProcess;
}

const HOT_NAMES = 1_000;
/** More than any server answers in a slice. */
const COLD_NAMES = 500_000;
const SLICES = ["there", "back"] as const;
const FIRST_PORT = 5_301;
const NSD = `server:
    ip-address: 10.53.0.1
    server-count: 1
    # One asker is not to be limited.
    rrl-ratelimit: 0
    rrl-whitelist-ratelimit: 0
    receive-buffer-size: 4194304
    send-buffer-size: 4194304
    username: ""
    chroot: ""
    zonesdir: "/tmp"
    database: ""
    pidfile: "/tmp/nsd.pid"
    xfrdfile: ""
    xfrdir: "/tmp"
    zonelistfile: ""
    cookie-secret-file: ""
    logfile: "/tmp/nsd.log"
remote-control:
    control-enable: no
zone:
    name: bench.example
    zonefile: bench.zone
`;
const ZONE = `$ORIGIN bench.example.
@ 3600 SOA ns nobody 1 3600 600 86400 60
@ 3600 NS ns
ns 3600 A 10.53.0.1
* 3600 A 192.0.2.1
`;

async function main({ rounds, seconds, steadyRate }: Settings, contestants: readonly Contestant[]): Promise<void> {
  await upstream();
  const hot = names("hot", HOT_NAMES);
  write("hot", hot);
  for (const slice of SLICES) {
    write(`cold${slice}`, names(`cold${slice}-`, COLD_NAMES));
    const fresh = names(`fresh${slice}-`, Math.ceil((steadyRate * seconds) / 10));
    const mixed = fresh.flatMap((name, index) => [
      ...Array.from({ length: 9 }, (_, each) => hot[(index * 9 + each) % HOT_NAMES]!),
      name,
    ]);
    write(`steady${slice}`, mixed);
  }
  const limit = ["-l", `${seconds}`];
  for (let round = 0; round < rounds; round++) {
    const servers = await startAll(round % 2 === 0 ? contestants : contestants.toReversed());
    try {
      // As many outstanding as two threads wait for without losing one.
      const cold = await inTurn(servers, (slice) => [`cold${slice}`, ...limit, "-n", "1", "-q", "400"]);
      for (const server of servers) await ask(server, ["hot", "-n", "2"]);
      const hot = await inTurn(servers, () => ["hot", ...limit, "-q", "200"]);
      const steady = await inTurn(servers, (slice) => [`steady${slice}`, ...limit, "-n", "1", "-Q", `${steadyRate}`]);
      for (const server of servers) {
        const measured = { hot: hot.get(server)!, cold: cold.get(server)!, steady: steady.get(server)! };
        process.send!({ contestant: server.name, measured });
      }
    } finally {
      for (const server of servers) await stop(server.child);
    }
  }
}

/** All servers run at the same time and take turns, there and back: what else the machine does meets them alike. */
async function inTurn(
  servers: readonly Server[],
  load: (slice: Slice) => readonly [file: string, ...options: string[]],
): Promise<ReadonlyMap<Server, Load>> {
  const loads = new Map<Server, Load[]>(servers.map((server) => [server, []]));
  for (const slice of SLICES)
    for (const server of slice === "there" ? servers : servers.toReversed())
      loads.get(server)!.push(await ask(server, load(slice)));
  return new Map([...loads].map(([server, slices]) => [server, together(slices)]));
}

/** Slices of the same length as one load. */
function together(slices: readonly Load[]): Load {
  const sum = (of: (slice: Load) => number) => slices.reduce((total, slice) => total + of(slice), 0);
  const perSecond = sum((slice) => slice.perSecond);
  return {
    perSecond: perSecond / slices.length,
    lostPercent: sum((slice) => slice.lostPercent) / slices.length,
    cpuMicrosecondsPerQuery: sum((slice) => slice.cpuMicrosecondsPerQuery * slice.perSecond) / perSecond,
    p99Milliseconds: Math.max(...slices.map((slice) => slice.p99Milliseconds)),
  };
}

const ask = ({ port, child }: Server, [file, ...options]: readonly [file: string, ...options: string[]]) =>
  dnsperf(`/tmp/${file}`, ["-p", `${port}`, ...options], child.pid!);

async function startAll(contestants: readonly Contestant[]): Promise<readonly Server[]> {
  // Two: of one alone there is no histogram.
  write("ready", ["ready0.bench.example A", "ready1.bench.example A"]);
  const servers: Server[] = [];
  try {
    for (const [index, contestant] of contestants.entries()) servers.push(await start(contestant, FIRST_PORT + index));
    return servers;
  } catch (error) {
    for (const { child } of servers) await stop(child);
    throw error;
  }
}

async function start({ name, software, configuration }: Contestant, port: number): Promise<Server> {
  const file = software === "unbound" ? `/etc/unbound/${port}.conf` : `/etc/bind/${port}.conf`;
  const [text, command] =
    software === "unbound"
      ? [`${configuration}server:\n    port: ${port}\n`, ["unbound", "-d", "-p", "-c", file]]
      : [configuration, ["named", "-f", "-p", `${port}`, "-c", file]];
  writeFileSync(`/mnt/root${file}`, text);
  const child = spawn("nice", [...onCore(SERVER_CORE), "chroot", "/mnt/root", ...command], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-2_000);
  });
  let problem: unknown;
  for (let attempt = 0; attempt < 100; attempt++) {
    if (child.exitCode !== null) throw new Error(`${command[0]} ended with ${child.exitCode}: ${said}`);
    const server = { name, port, child };
    try {
      const { lostPercent } = await ask(server, ["ready", "-n", "1", "-t", "1"]);
      if (lostPercent === 0) return server;
    } catch (error) {
      problem = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await stop(child);
  throw new Error(`${command[0]} does not answer: ${said}`, { cause: problem });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "exit");
}

async function upstream(): Promise<void> {
  write("bench.zone", [ZONE]);
  write("nsd.conf", [NSD]);
  const network = `--net=${process.env["UPSTREAM_NETWORK"]}`;
  execFileSync("chroot", ["/mnt/root", "nsd-checkconf", "/tmp/nsd.conf"], { stdio: "inherit" });
  execFileSync(
    "nsenter",
    [network, "nice", ...onCore(LOAD_CORE), "chroot", "/mnt/root", "nsd", "-c", "/tmp/nsd.conf"],
    { stdio: "inherit" },
  );
}

const names = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}.bench.example A`);

function write(name: string, lines: readonly string[]): void {
  writeFileSync(`/mnt/root/tmp/${name}`, `${lines.join("\n")}\n`);
}

process.once("message", ({ settings, contestants }: { settings: Settings; contestants: readonly Contestant[] }) => {
  main(settings, contestants).then(
    () => process.disconnect(),
    (error: Error) => {
      console.error(error.message);
      process.exit(1);
    },
  );
});
process.send!("ready");
