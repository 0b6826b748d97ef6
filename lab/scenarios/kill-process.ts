import type { Stage } from "./stage";

/** Kills the DNS server of a forwarder, Unbound or BIND, with SIGKILL. */
export const killForwarderProcess = (stage: Stage, host: string): Promise<void> =>
  signalForwarderProcess(stage, host, "KILL");

/** Sends a signal to the DNS server of a forwarder, Unbound or BIND. */
export async function signalForwarderProcess(stage: Stage, host: string, signal: "KILL" | "STOP"): Promise<void> {
  await stage.script(
    host,
    `cat /run/lab/state/unbound.service/pid /run/lab/state/named.service/pid 2>/dev/null | xargs kill -${signal}`,
  );
}
