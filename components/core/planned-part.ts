/** A part: `key` is the key of the description that it comes from. */
export interface PlannedPart<Config> {
  readonly key: string;
  readonly logicalName: string;
  readonly config: Config;
}
