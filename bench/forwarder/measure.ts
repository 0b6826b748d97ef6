// Runs in the namespaces that enter.sh made: each round measures every contestant, in turning order.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { dnsperf } from "./dnsperf";
import { type Contestant, LOAD_CORE, type Measured, onCore, SERVER_CORE, type Settings } from "./protocol";

const HOT_NAMES = 1_000;
/** More than any server answers while it is asked. */
const COLD_NAMES = 1_000_000;
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
  const names = (prefix: string, count: number) =>
    Array.from({ length: count }, (_, index) => `${prefix}${index}.bench.example A`);
  const hot = names("hot", HOT_NAMES);
  write("hot", hot.join("\n"));
  write("cold", names("cold", COLD_NAMES).join("\n"));
  const fresh = names("fresh", Math.ceil((steadyRate * seconds) / 10));
  write(
    "steady",
    fresh
      .flatMap((name, index) => [...Array.from({ length: 9 }, (_, each) => hot[(index * 9 + each) % HOT_NAMES]!), name])
      .join("\n"),
  );
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? contestants : contestants.toReversed();
    for (const contestant of order) {
      const measured = await measure(contestant, seconds, steadyRate);
      process.send!({ contestant: contestant.name, measured });
    }
  }
}

async function measure(contestant: Contestant, seconds: number, steadyRate: number): Promise<Measured> {
  const server = await start(contestant);
  const limit = ["-l", `${seconds}`];
  try {
    // As many outstanding as two threads wait for without losing one.
    const cold = await dnsperf("/tmp/cold", [...limit, "-n", "1", "-q", "400"], server.pid!);
    await dnsperf("/tmp/hot", ["-n", "2"], server.pid!);
    const hot = await dnsperf("/tmp/hot", [...limit, "-q", "200"], server.pid!);
    const steady = await dnsperf("/tmp/steady", [...limit, "-n", "1", "-Q", `${steadyRate}`], server.pid!);
    return { hot, cold, steady };
  } finally {
    await stop(server);
  }
}

async function start({ software, configuration }: Contestant): Promise<ChildProcess> {
  const [file, command] =
    software === "unbound" ? ["unbound/unbound.conf", ["unbound", "-d"]] : ["bind/named.conf", ["named", "-f"]];
  writeFileSync(`/mnt/root/etc/${file}`, configuration);
  const child = spawn("nice", [...onCore(SERVER_CORE), "chroot", "/mnt/root", ...command], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-2_000);
  });
  // Two: of one alone there is no histogram.
  write("ready", "ready0.bench.example A\nready1.bench.example A");
  let problem: unknown;
  for (let attempt = 0; attempt < 100; attempt++) {
    if (child.exitCode !== null) throw new Error(`${command[0]} ended with ${child.exitCode}: ${said}`);
    try {
      const { lostPercent } = await dnsperf("/tmp/ready", ["-n", "1", "-t", "1"], child.pid!);
      if (lostPercent === 0) return child;
    } catch (error) {
      problem = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${command[0]} does not answer: ${said}`, { cause: problem });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "exit");
}

async function upstream(): Promise<void> {
  write("bench.zone", ZONE);
  write("nsd.conf", NSD);
  const network = `--net=${process.env["UPSTREAM_NETWORK"]}`;
  execFileSync("chroot", ["/mnt/root", "nsd-checkconf", "/tmp/nsd.conf"], { stdio: "inherit" });
  execFileSync(
    "nsenter",
    [network, "nice", ...onCore(LOAD_CORE), "chroot", "/mnt/root", "nsd", "-c", "/tmp/nsd.conf"],
    { stdio: "inherit" },
  );
}

function write(name: string, text: string): void {
  writeFileSync(`/mnt/root/tmp/${name}`, `${text}\n`);
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
