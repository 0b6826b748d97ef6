import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { promisify } from "node:util";
import { LOAD_CORE, type Load, onCore } from "./protocol";

/** Runs dnsperf against the server, once through a file of questions at most, and counts what the server's process used meanwhile. */
export async function dnsperf(file: string, options: readonly string[], serverPid: number): Promise<Load> {
  const before = cpuSeconds(serverPid);
  const args = ["/mnt/root", "dnsperf", "-s", "127.0.0.1", "-d", file, "-c", "20", "-T", "1", "-b", "4096"];
  const { stdout } = await promisify(execFile)(
    "nice",
    [...onCore(LOAD_CORE), "chroot", ...args, "-O", "latency-histogram", "-O", "suppress=timeout", ...options],
    { maxBuffer: 64 << 20 },
  );
  const used = cpuSeconds(serverPid) - before;
  const completed = numberOf(stdout, /Queries completed:\s+(\d+)/);
  if (numberOf(stdout, /NOERROR (\d+)/) < completed)
    throw new Error(`not all answers are good:\n${stdout.slice(0, 2_000)}`);
  return {
    perSecond: numberOf(stdout, /Queries per second:\s+([\d.]+)/),
    lostPercent: numberOf(stdout, /Queries lost:\s+\d+ \(([\d.]+)%\)/),
    cpuMicrosecondsPerQuery: (used * 1e6) / completed,
    p99Milliseconds: percentile99(stdout),
  };
}

/** Lines of the histogram are `0.000100 - 0.000105: 7`, in seconds. */
function percentile99(text: string): number {
  const buckets = [...text.matchAll(/^\s*([\d.]+) - ([\d.]+):\s+(\d+)$/gm)].map(
    ([, , to, count]) => [Number(to), Number(count)] as const,
  );
  const all = buckets.reduce((sum, [, count]) => sum + count, 0);
  let seen = 0;
  for (const [to, count] of buckets) {
    seen += count;
    if (seen >= all * 0.99) return to * 1_000;
  }
  throw new Error(`dnsperf gave no histogram:\n${text.slice(-500)}`);
}

function numberOf(text: string, pattern: RegExp): number {
  const [, found] = pattern.exec(text) ?? [];
  if (found === undefined) throw new Error(`dnsperf did not say ${pattern}:\n${text.slice(0, 2_000)}`);
  return Number(found);
}

/** Of all threads, in the kernel too. */
function cpuSeconds(pid: number): number {
  const nanoseconds = readdirSync(`/proc/${pid}/task`).map((thread) => {
    const [used = "0"] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ");
    return Number(used);
  });
  return nanoseconds.reduce((sum, used) => sum + used, 0) / 1e9;
}
