import type { ForwarderSoftware } from "../../core/forwarder-contract";
import type { Counters } from "../metrics/counters";

/** The DNS service of this forwarder, whichever software it is. */
export interface DnsServer {
  readonly software: ForwarderSoftware;
  /** Its unit in systemd. */
  readonly unit: string;
  /** @returns what is wrong with a configuration file; `undefined` where nothing is */
  check(file: string): Promise<string | undefined>;
  /** Takes the configuration file anew and keeps the cache; one that does not run is started. @throws {Error} */
  reload(): Promise<void>;
  /** Ends it without asking it, and has it started again: one that hangs hears nothing. */
  killAndStart(): Promise<void>;
  /** e.g. `1.26.2` */
  version(): Promise<string>;
  /** @throws {Error} where it does not tell */
  counters(): Promise<Counters>;
  /** Whom a configuration forwards to. */
  upstreamsOf(configuration: string): readonly Upstream[];
}

export interface Upstream {
  readonly address: string;
  /** A zone that is forwarded to it, without final dot; empty for the root. */
  readonly zone: string;
}

/** The first lines of what a program complained of. */
export function complaintOf(output: string, file: string, shownAs: string): string {
  return output.replaceAll(file, shownAs).trim().split("\n").slice(0, 5).join("; ").slice(0, 500);
}
