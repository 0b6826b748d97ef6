import type { PtrPolicyConfig } from "./record-config";
import type { SyncGuardsConfig } from "./sync-guards";
import type { PlainValues, Values } from "./values";

/** A function that keeps the PTR records of some reverse zones right, whoever writes the addresses in some other zones. */
export interface ReverseMonitorConfig<V extends Values = PlainValues> {
  /**
   * Zone ids by zone name, e.g. what a `HybridDns` gives: the reverse zones among them are written, the addresses in the
   * others are followed. PTR records that point into those others are the function's.
   */
  zoneIds: { [zoneName: string]: V["text"] };
  /**
   * ARNs of roles that may list the records of zones that belong to other accounts, by zone name of `zoneIds`.
   *
   * @default - all zones belong to the account of the component
   */
  roleArns?: { [zoneName: string]: V["text"] } | undefined;
  /** @see HybridDnsConfig.ptrRecords */
  ptrRecords?: PtrPolicyConfig | undefined;
  /** How much of a reverse zone may go or change in one run; more is refused, and an alarm tells. */
  guards?: SyncGuardsConfig | undefined;
  /** How often everything is looked at without any event. @default 15 */
  scheduleMinutes?: number | undefined;
  /** How long an event waits for others, which are then answered together. @default 15 */
  windowSeconds?: number | undefined;
  /** ARNs of whom alarms tell, e.g. SNS topics. @default - nobody */
  alarmActions?: V["texts"] | undefined;
  /**
   * A provider for us-east-1 (cn-northwest-1, us-gov-west-1), where the events of Route 53 arrive: they are handed on from
   * there to where the component is.
   *
   * @default - the component is there itself; elsewhere only the schedule notices what changes
   */
  eventsProvider?: V["provider"] | undefined;
  /** @see HybridDnsConfig.partition */
  partition?: string | undefined;
  tags?: V["textMap"] | undefined;
}
