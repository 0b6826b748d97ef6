import { boundedFetch } from "../aws/bounded-fetch";
import { bindCounters } from "../metrics/bind-counters";
import type { RunCommand } from "./command";
import { complaintOf, type DnsServer, type Upstream } from "./dns-server";
import { killAndStart, restart } from "./service-process";

export const BIND_CONFIGURATION = "/etc/bind/named.conf";

const STATISTICS = "http://127.0.0.1:8053/json/v1/server";
const limits = { milliseconds: 5_000, mostBytes: 8_388_608 };
const unit = "named.service";

/** BIND, by its own programs. */
export function bind(run: RunCommand): DnsServer {
  return {
    software: "bind",
    unit,
    async check(file) {
      const { code, output } = await run("named-checkconf", file);
      return code === 0 ? undefined : `named-checkconf: ${complaintOf(output, file, "named.conf")}`;
    },
    async reload() {
      if ((await run("rndc", "reconfig")).code !== 0) await restart(unit, run);
    },
    killAndStart: () => killAndStart(unit, run),
    async version() {
      return /^BIND (\d[\w.]{0,63})/m.exec((await run("named", "-v")).output)?.[1] ?? "unknown";
    },
    async counters() {
      const { status, text } = await boundedFetch(STATISTICS, limits);
      if (status !== 200) throw new Error(`BIND's statistics: status ${status}`);
      return bindCounters(text);
    },
    upstreamsOf: upstreamsOfNamedConf,
  };
}

/** Every forwarder once, with the first zone that goes there. */
export function upstreamsOfNamedConf(text: string): readonly Upstream[] {
  const found = new Map<string, Upstream>();
  let zone: string | undefined;
  for (const [, name, addresses] of text.matchAll(/^\s*zone "([^"]*)"|\bforwarders\s*\{([^}]*)\}/gm)) {
    zone = name ?? zone;
    for (const address of (addresses ?? "").split(/[;\s]+/)) {
      if (address !== "" && zone !== undefined && !found.has(address))
        found.set(address, { address, zone: zone.replace(/\.$/, "") });
    }
  }
  return [...found.values()];
}
