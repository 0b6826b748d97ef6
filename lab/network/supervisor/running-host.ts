import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { SystemdUnit } from "../instance/systemd-unit";
import { unitScript } from "../instance/unit-script";
import type { HostPlan } from "../plan";
import { type ImageTree, readTree } from "./image-tree";
import { ended, logOutput, runScript, spawnInNamespace, type Tools } from "./tools";

const instanceFolder = join(__dirname, "..", "instance");

/** A host that was started: its disk, its processes. */
export interface RunningHost {
  readonly plan: HostPlan;
  readonly tree: ImageTree;
  /** Its root, as the lab sees it. */
  readonly root: string;
  /** Absent while it is down. */
  readonly machine?: ChildProcess | undefined;
  readonly dhcpClient?: ChildProcess | undefined;
}

const hostFolder = (tools: Tools, { namespace }: HostPlan) => join(tools.folder, "hosts", namespace);

/** Of memory, each: a host that fills its disk takes no other's. */
const diskSize = "128m";
const runSize = "16m";

/** Gives new hosts their disks: an overlay in memory on the image's tree. */
export async function makeDisks(tools: Tools, hosts: readonly { plan: HostPlan; root: string }[]): Promise<void> {
  const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  const lines = hosts.flatMap(({ plan, root }) => {
    const folder = hostFolder(tools, plan);
    mkdirSync(folder, { recursive: true });
    const options = [
      `lowerdir=${root}`,
      `upperdir=${join(folder, "upper")}`,
      `workdir=${join(folder, "work")}`,
      ...(tools.singleUser ? ["userxattr"] : []),
    ];
    return [
      `mount -t tmpfs -o mode=755,size=${diskSize} disk ${quoted(folder)}`,
      `cd ${quoted(folder)}`,
      "mkdir upper work root",
      `mount -t overlay -o ${quoted(options.join(","))} host root`,
      `mount -t tmpfs -o mode=755,size=${runSize} run root/run`,
    ];
  });
  const child = spawn("/bin/sh", ["-e", "-c", lines.join("\n")], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  if ((await ended(child)) !== 0) throw new Error(`the disk of a lab host cannot be mounted: ${said.trim()}`);
}

/** Boots a host from its disk. */
export function startHost(tools: Tools, plan: HostPlan): RunningHost {
  const root = join(hostFolder(tools, plan), "root");
  const tree = readTree(root);
  writeHostFiles(tools, plan, tree, root);
  const init = ["unshare", "--mount", "--pid", "--uts", "--ipc", "--fork", "--kill-child", "--propagation", "private"];
  const machine = spawnInNamespace(tools, plan.namespace, [
    ...init,
    "/bin/sh",
    join(instanceFolder, "init.sh"),
    root,
    plan.name,
  ]);
  logOutput(machine, plan.name, tools.log);
  return { plan, tree, root, machine, dhcpClient: plan.instance && startDhcpClient(tools, plan, tree) };
}

function startDhcpClient(tools: Tools, plan: HostPlan, tree: ImageTree): ChildProcess {
  const inside = `/mnt/hosts/${plan.namespace}/root`;
  const client = ["busybox", "udhcpc", "-f", "-i", "eth0", "-t", "30", "-T", "1", "-A", "1", "-s", "/mnt/dhcp-event"];
  const child = spawnInNamespace(tools, plan.namespace, ["chroot", tools.tree, ...client], {
    LAB_ROOT: inside,
    LAB_RESOLVERS: tree.resolvers?.join(" ") ?? "",
  });
  logOutput(child, `${plan.name} dhcp`, tools.log);
  return child;
}

/** Programs of systemd that a host has in the lab's manner. */
const ownPrograms = [
  ["/usr/bin/systemctl", "systemctl.sh"],
  ["/usr/bin/systemd-notify", "systemd-notify.sh"],
  ["/usr/bin/journalctl", "journalctl.sh"],
  ["/usr/sbin/poweroff", "poweroff.sh"],
  ["/usr/sbin/halt", "poweroff.sh"],
  ["/usr/sbin/shutdown", "poweroff.sh"],
] as const;

/** A service that the lab gives a host, beside what its image enables. */
const ownUnit = (name: string, command: string): SystemdUnit => ({
  name: `${name}.service`,
  oneshot: false,
  remainAfterExit: false,
  execCondition: [],
  execStartPre: [],
  execStart: [{ command, mayFail: false, asRoot: true }],
  execStartPost: [],
  execReload: [],
  restart: "always",
  restartSeconds: 0.2,
  environment: [],
  environmentFiles: [],
  ambientCapabilities: [],
  folders: [],
});

/** What stands on a host's disk before it boots; what an earlier boot left in /run goes. */
function writeHostFiles(tools: Tools, plan: HostPlan, tree: ImageTree, root: string): void {
  for (const entry of readdirSync(join(root, "run")))
    rmSync(join(root, "run", entry), { recursive: true, force: true });
  const write = (path: string, text: string, mode = 0o644) => {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    rmSync(file, { force: true });
    writeFileSync(file, text, { mode });
  };
  const script = (name: string) => readFileSync(join(instanceFolder, name), "utf8");
  write("/run/lab/boot", script("boot.sh"));
  if (plan.instance) write("/run/lab/cloud-init", script("cloud-init.sh"));
  for (const [path, name] of ownPrograms) write(path, script(name), 0o755);
  const own = plan.services.map(({ name, command }) => ownUnit(name, command));
  const units = new Map([...tree.installedUnits, ...own].map((unit) => [unit.name, unit]));
  const { singleUser } = tools;
  for (const [name, unit] of units)
    write(`/run/lab/units/${name}`, unitScript(unit, { environment: plan.environment, singleUser }));
  mkdirSync(join(root, "run/lab/state"), { recursive: true });
  write("/run/lab/enabled", [...tree.units, ...own].map(({ name }) => `${name}\n`).join(""));
  mkdirSync(join(root, "run/named"), { recursive: true });
  write("/etc/hostname", `${plan.name}\n`);
  write("/etc/hosts", `127.0.0.1 localhost\n::1 localhost\n${plan.addresses[0] ?? "127.0.1.1"} ${plan.name}\n`);
  write("/etc/resolv.conf", plan.resolvers.map((server) => `nameserver ${server}\n`).join(""));
  for (const { path, text } of plan.files) write(path, text);
  if (tools.singleUser) becomeSingleUser(root);
}

/** Where there is one user only, a program that gives root up must become root again. */
function becomeSingleUser(root: string): void {
  const rewrite = (file: string, change: (line: string) => string) => {
    const path = join(root, file);
    if (existsSync(path)) writeFileSync(path, readFileSync(path, "utf8").split("\n").map(change).join("\n"));
  };
  rewrite("etc/passwd", (line) => line.replace(/^([^:]+:[^:]*):\d+:\d+:/, "$1:0:0:"));
  rewrite("etc/group", (line) => line.replace(/^([^:]+:[^:]*):\d+:/, "$1:0:"));
}

/** Writes a running host's changed files, and has its services read them. */
export function rewriteFiles(host: RunningHost, plan: HostPlan): void {
  for (const { path, text } of plan.files) {
    const file = join(host.root, path);
    if (existsSync(file) && readFileSync(file, "utf8") === text) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  for (const { name } of plan.services) {
    const state = join(host.root, "run/lab/state", `${name}.service`, "pid");
    const pid = existsSync(state) ? readFileSync(state, "utf8").trim() : "";
    const init = initProcess(host);
    if (pid === "" || init === undefined) continue;
    // the id is the host's own, so it is used inside
    const inside = ["-t", String(init), "-p", "-m", "-r", "-w", "/bin/sh", "-c", `kill -HUP ${pid}`];
    spawn("nsenter", inside, { stdio: "ignore" });
  }
}

/** The host's first process, as a process id of the lab. */
export function initProcess({ machine }: RunningHost): number | undefined {
  if (machine?.pid === undefined || machine.exitCode !== null || machine.signalCode !== null) return undefined;
  try {
    const children = readFileSync(`/proc/${machine.pid}/task/${machine.pid}/children`, "utf8").trim();
    return children === "" ? undefined : Number(children.split(" ")[0]);
  } catch {
    return undefined;
  }
}

/** Takes a host's power away: it falls silent at once, its disk stays; its addresses go, as a kernel's do. */
export async function powerOff(tools: Tools, host: RunningHost): Promise<RunningHost> {
  const ip = `ip -n ${host.plan.namespace}`;
  // with its address it would be asked before it has a route to ask others by
  await runScript(tools, `${ip} link set eth0 down\n${ip} -4 address flush dev eth0`);
  const processes = [host.machine, host.dhcpClient].filter((one) => one !== undefined);
  const gone = processes.map((one) => (one.exitCode === null && one.signalCode === null ? ended(one) : undefined));
  for (const process of processes) process.kill("SIGKILL");
  await Promise.all(gone);
  return { ...host, machine: undefined, dhcpClient: undefined };
}

/** Gives a host's disk back. */
export async function removeDisk(tools: Tools, host: RunningHost): Promise<void> {
  const folder = `/mnt/hosts/${host.plan.namespace}`;
  // right after the end of its processes the kernel may still hold it
  const unmount = (path: string) => `umount ${path} || umount -l ${path}`;
  await runScript(
    tools,
    [unmount(`${folder}/root/run`), unmount(`${folder}/root`), unmount(folder), `rmdir ${folder}`].join("\n"),
  );
}

/** Waits until a host's user data has run and its services listen on port 53, if it has any. */
export async function booted(
  host: RunningHost,
  patienceMilliseconds: number,
  isWanted: () => boolean,
): Promise<boolean> {
  const end = Date.now() + patienceMilliseconds;
  const serves = host.tree.units.length + host.plan.services.length > 0;
  while (Date.now() < end) {
    if (!isWanted()) return true;
    if (existsSync(join(host.root, "run/lab/booted")) && (!serves || listensOnDns(host))) return true;
    await setTimeout(15);
  }
  return false;
}

function listensOnDns(host: RunningHost): boolean {
  const init = initProcess(host);
  if (init === undefined) return false;
  try {
    return [`/proc/${init}/net/udp`, `/proc/${init}/net/udp6`].some((file) =>
      readFileSync(file, "utf8").includes(":0035 "),
    );
  } catch {
    return false;
  }
}
