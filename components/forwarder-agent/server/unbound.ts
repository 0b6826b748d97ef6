import { unboundCounters } from "../metrics/unbound-counters";
import type { RunCommand } from "./command";
import { complaintOf, type DnsServer, type Upstream } from "./dns-server";
import { killAndStart, restart } from "./service-process";

export const UNBOUND_CONFIGURATION = "/etc/unbound/unbound.conf";

const unit = "unbound.service";

/** Unbound, by its own programs. */
export function unbound(run: RunCommand): DnsServer {
  const control = (...args: readonly string[]) => run("unbound-control", "-c", UNBOUND_CONFIGURATION, ...args);
  return {
    software: "unbound",
    unit,
    async check(file) {
      const { code, output } = await run("unbound-checkconf", file);
      return code === 0 ? undefined : `unbound-checkconf: ${complaintOf(output, file, "unbound.conf")}`;
    },
    async reload() {
      const told = await control("reload_keep_cache");
      // It says ok before it reloads, and hears nothing until it has.
      if (told.code !== 0 || (await control("status")).code !== 0) await restart(unit, run);
    },
    killAndStart: () => killAndStart(unit, run),
    async version() {
      return /^Version (\S{1,64})/m.exec((await run("unbound", "-V")).output)?.[1] ?? "unknown";
    },
    async counters() {
      const { code, output } = await control("stats_noreset");
      if (code !== 0) throw new Error(`unbound-control: ${output.trim().slice(0, 500)}`);
      return unboundCounters(output);
    },
    upstreamsOf: upstreamsOfUnboundConf,
  };
}

/** Every `forward-addr` once, with the first zone that goes there. */
export function upstreamsOfUnboundConf(text: string): readonly Upstream[] {
  const found = new Map<string, Upstream>();
  let zone: string | undefined;
  for (const line of text.split("\n")) {
    const [, key, value = ""] = /^\s*([a-z-]+):\s*"?([^"\s#]*)/.exec(line) ?? [];
    if (key === "forward-zone") zone = undefined;
    else if (key === "name") zone = value.replace(/\.$/, "");
    else if (key === "forward-addr" && zone !== undefined && !found.has(value))
      found.set(value, { address: value, zone });
  }
  return [...found.values()];
}
