import type { Network } from "./hosts";

/** What a program of ours is to do, as the file that it is given says it. */
export interface Job {
  readonly phase: Phase;
  readonly endpoint: string;
  readonly zoneIds: { readonly [zoneName: string]: string };
  /** A JSON list of networks. @see Network */
  readonly networksFile: string;
  /** Where the state of each resource is kept, as an engine would: read at the beginning and written at the end. */
  readonly stateFolder: string;
  /** Whether the account has no limit of calls and tokens that would have to be kept to. */
  readonly unlimited: boolean;
}

/** `plan` reads all zones as a refresh does, and decides what would change. */
export type Phase = "create" | "plan" | "update" | "delete";

export type Networks = readonly Network[];

/** What is to be compared with reverse zones. */
export interface StreamJob {
  readonly endpoint: string;
  readonly zoneIds: { readonly [zoneName: string]: string };
  /** A line a record: name and address. */
  readonly recordsFile: string;
}
