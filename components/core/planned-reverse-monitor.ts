import type { PlannedAlarm } from "./part-plan";
import type { PtrPolicyConfig } from "./record-config";
import type { SyncGuardsConfig } from "./sync-guards";
import type { PlainValues, Values } from "./values";

/** A reverse monitor. All logical names are complete; what is made of ids is rendered once they are known. */
export interface PlannedReverseMonitor<V extends Values = PlainValues> {
  /** Of the component and of everything that there is one of, e.g. `acme-reverse-monitor`. */
  readonly logicalName: string;
  readonly partition: string;
  /** By zone name, which is without final dot. */
  readonly zones: readonly PlannedMonitoredZone<V>[];
  readonly reverseZones: readonly PlannedMonitoredZone<V>[];
  readonly policy: PtrPolicyConfig | undefined;
  readonly guards: SyncGuardsConfig | undefined;
  readonly function: {
    readonly name: string;
    readonly description: string;
    readonly runtime: string;
    readonly handler: string;
    readonly architecture: string;
    readonly memoryMegabytes: number;
    readonly timeoutSeconds: number;
  };
  readonly logGroup: { readonly name: string; readonly retentionDays: number };
  /** One run at a time, since all its messages are of one group. */
  readonly queue: {
    readonly name: string;
    readonly delaySeconds: number;
    readonly visibilityTimeoutSeconds: number;
    readonly retentionSeconds: number;
    /** How often a message is tried. */
    readonly tries: number;
    readonly messageGroup: string;
    readonly batchSize: number;
  };
  readonly deadLetterQueue: { readonly logicalName: string; readonly name: string; readonly retentionSeconds: number };
  /** The rule that lets events of Route 53 through; its pattern is rendered. */
  readonly changes: { readonly logicalName: string; readonly description: string };
  readonly schedule: { readonly logicalName: string; readonly description: string; readonly expression: string };
  /** What hands events on from where they arrive; absent where the monitor is there itself. */
  readonly relay?:
    | { readonly logicalName: string; readonly description: string; readonly provider: V["provider"] }
    | undefined;
  readonly alarms: readonly PlannedAlarm[];
  /** ARNs of whom alarms tell. */
  readonly alarmActions: V["texts"];
  readonly tags: V["textMap"] | undefined;
}

export interface PlannedMonitoredZone<V extends Values = PlainValues> {
  readonly zoneName: string;
  readonly zoneId: V["text"];
  /** Role that lists it; absent: the function's own. */
  readonly roleArn?: V["text"] | undefined;
}
