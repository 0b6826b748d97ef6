import type { Stage } from "./stage";

/** Kills the DNS server of a forwarder, Unbound or BIND, with SIGKILL. */
export async function killForwarderProcess(stage: Stage, host: string): Promise<void> {
  await stage.script(
    host,
    "cat /run/lab/state/unbound.service/pid /run/lab/state/named.service/pid 2>/dev/null | xargs kill -KILL",
  );
}
