/** The server has a core of its own; load and upstream share the other, so that what is measured is the server. */
export const SERVER_CORE = "0";
export const LOAD_CORE = "1";

/** Arguments of `nice` before a command: what else the machine does comes second, where that is allowed. */
export function onCore(core: string): readonly string[] {
  return ["-n", "-5", "taskset", "--cpu-list", core];
}

/** A server with its configuration. */
export interface Contestant {
  readonly name: string;
  readonly software: "unbound" | "bind";
  readonly configuration: string;
}

/** What one contestant did in one round. */
export interface Measured {
  /** All answers from the cache. */
  readonly hot: Load;
  /** No question was asked before. */
  readonly cold: Load;
  /** At a fixed rate well below what the server can do, nine of ten from the cache. */
  readonly steady: Load;
}

export interface Load {
  readonly perSecond: number;
  readonly lostPercent: number;
  readonly cpuMicrosecondsPerQuery: number;
  readonly p99Milliseconds: number;
}

export interface Settings {
  readonly rounds: number;
  readonly seconds: number;
  /** Questions per second of the steady load. */
  readonly steadyRate: number;
}

/** One message for each contestant and round. */
export interface Progress {
  readonly contestant: string;
  readonly measured: Measured;
}
