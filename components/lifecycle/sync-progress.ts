/** How far a run is. What is left takes about as long, each, as what is done. */
export interface SyncProgress {
  readonly phase: "reading" | "writing";
  /** Zones that were read, or record sets that were written. */
  readonly done: number;
  readonly total: number;
}

export type OnProgress = (progress: SyncProgress) => void;
