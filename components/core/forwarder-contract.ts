// What the declared infrastructure and the forwarders say to each other, by objects of a bucket. Both sides of every sentence
// are in this project; a forwarder may be older or newer than the program that wrote to it, so readers ignore what they do not know.

/** Keys of the bucket's objects. */
export const DESIRED_STATE_KEY = "desired.json";
export const configurationKey = (sha256: string): string => `configuration/${sha256}`;
export const reportKey = (slot: string): string => `reports/${slot}.json`;

/** What the forwarders of one VPC should be: the object `desired.json`. */
export interface DesiredState {
  readonly version: 1;
  readonly software: ForwarderSoftware;
  /** The complete configuration file, an object named by its hash. */
  readonly configuration: { readonly sha256: string; readonly bytes: number };
  /** Image that every slot should run, or what made them; a forwarder on another one makes way when its turn has come. */
  readonly imageId?: string | undefined;
  /** In order of their turn. */
  readonly slots: readonly DesiredSlot[];
  /**
   * Zones that are asked for before and after a configuration is taken: those that the one before forwards by name, and that
   * were answered, must be answered after.
   */
  readonly probes: readonly string[];
  /** Log group of CloudWatch Logs that questions go to with their answers; absent: nowhere. */
  readonly queryLogGroup?: string | undefined;
}

/** What forwards on an instance; the words are those of {@link BackendConfig}. */
export type ForwarderSoftware = "unbound" | "bind";

export interface DesiredSlot {
  /** e.g. `a` */
  readonly key: string;
  readonly address: string;
}

/** What user data tells the agent: `/etc/hybrid-dns/agent.json`. */
export interface AgentSettings {
  readonly version: 1;
  readonly bucket: string;
  readonly region: string;
  /** Of the `Forwarders` component, e.g. `acme-hub`: the dimension of its metrics. */
  readonly forwarders: string;
  /** Key of the slot, e.g. `a`. */
  readonly slot: string;
  readonly software: ForwarderSoftware;
  /** What stands in the place of an image's id where there is no image of forwarders, e.g. `bootstrap-3f9a1c0b77e2`. */
  readonly imageId?: string | undefined;
}

/** How often a forwarder reports, though nothing has changed. */
export const REPORT_SECONDS = 60;
/** Whoever has not reported for so long is gone, or cut off: two reports may be lost. */
export const SILENT_AFTER_SECONDS = 180;

/** What a forwarder last said: the object `reports/<slot>.json`. */
export interface ForwarderReport {
  readonly version: 1;
  readonly slot: string;
  readonly instanceId: string;
  readonly imageId: string;
  readonly address: string;
  readonly software: ForwarderSoftware;
  /** e.g. `1.26.2` */
  readonly softwareVersion: string;
  /** Hash of the configuration that it runs. */
  readonly configuration: string;
  /** The newest that it refused, and why; absent once one is taken. */
  readonly rejected?: { readonly sha256: string; readonly reason: string } | undefined;
  readonly healthy: boolean;
  /** Software and image that its slot should come back with, once it goes off for them, e.g. `unbound ami-0a1b2c3d`. */
  readonly makingWayFor?: string | undefined;
  /** ISO 8601 in UTC. */
  readonly reportedAt: string;
  readonly startedAt: string;
}
