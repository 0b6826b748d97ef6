import type { PtrPolicyConfig } from "./record-config";
import type { SyncGuardsConfig } from "./sync-guards";

// What the stack tells the function, and what the function tells CloudWatch.

/** What the function is told by `MONITOR_VARIABLE`, as JSON. */
export interface ReverseMonitorSettings {
  /** Logical name of the component, e.g. `acme-reverse-monitor`. */
  readonly name: string;
  /** Zones whose addresses are followed: ids by zone name. */
  readonly zoneIds: { readonly [zoneName: string]: string };
  /** Zones that are written: ids by zone name. */
  readonly reverseZoneIds: { readonly [zoneName: string]: string };
  /** Roles that list zones of other accounts: ARNs by zone name. */
  readonly roleArns?: { readonly [zoneName: string]: string } | undefined;
  readonly ptrRecords?: PtrPolicyConfig | undefined;
  readonly guards?: SyncGuardsConfig | undefined;
}

export const MONITOR_VARIABLE = "HYBRID_DNS_MONITOR";

/** Lambda takes so much in all variables of a function, names and values. */
export const ENVIRONMENT_BYTES = 4096;

export const MONITOR_NAMESPACE = "HybridDNS";
export const MONITOR_DIMENSION = "ReverseMonitor";

/** One value each from every run. */
export const MONITOR_METRICS = {
  /** 1 where everything was looked at and nothing was left undone, else 0. */
  succeeded: "RunsSucceeded",
  /** 1 where something was left undone, else 0. */
  failed: "RunsFailed",
  created: "PtrRecordsCreated",
  changed: "PtrRecordsChanged",
  deleted: "PtrRecordsDeleted",
  /** Records of others where one of ours should be. */
  conflicts: "PtrConflicts",
  /** Milliseconds. */
  duration: "RunDuration",
} as const;

/** The kinds of event that the rules let through, as EventBridge names them. */
export const CALL_EVENT = "AWS API Call via CloudTrail";
export const SCHEDULED_EVENT = "Scheduled Event";
