import type { Stage } from "./stage";

/** Something that goes wrong in the lab, or is changed in it, while clients ask. */
export interface Scenario {
  /** As typed, e.g. `process-killed`. */
  readonly name: string;
  /** What happens, in a sentence. */
  readonly happens: string;
  /** Brings it about; what it changes it undoes, or tells the stage how. */
  play(stage: Stage): Promise<void>;
}
