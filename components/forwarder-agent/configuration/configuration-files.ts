/** The configuration on disk. Each step is done or not, also when the machine loses power in it. */
export interface ConfigurationFiles {
  /** Path of the file that is not live yet. */
  readonly candidate: string;
  /** `undefined` where there is none. */
  live(): Promise<string | undefined>;
  writeCandidate(text: string): Promise<void>;
  /** The live one becomes the last good one, and the candidate live. */
  install(): Promise<void>;
  /** The last good one is live again. */
  restore(): Promise<void>;
  /** What is on trial; `undefined` where nothing is. */
  trial(): Promise<Trial | undefined>;
  beginTrial(trial: Trial): Promise<void>;
  endTrial(): Promise<void>;
}

/** A configuration that is live, or about to be, and must still show that it works. */
export interface Trial {
  readonly sha256: string;
  /** Zones that were answered for before. */
  readonly answered: readonly string[];
}
