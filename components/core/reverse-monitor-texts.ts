import { renderPolicy } from "./forwarder-policies";
import type { PlannedReverseMonitor } from "./planned-reverse-monitor";
import { CALL_EVENT, type ReverseMonitorSettings } from "./reverse-monitor-contract";
import { type MonitorArns, monitorStatements } from "./reverse-monitor-policies";
import { isReverseZone } from "./reverse-zone";
import type { Values } from "./values";

/** The zones of a monitor, once their ids are known. */
export interface KnownZones {
  readonly zones: readonly KnownZone[];
  readonly reverseZones: readonly KnownZone[];
}

export interface KnownZone {
  readonly zoneName: string;
  readonly zoneId: string;
  readonly roleArn?: string | undefined;
}

/** What of a plan the function is told besides its zones. */
export type ToldOfMonitor<V extends Values> = Pick<PlannedReverseMonitor<V>, "logicalName" | "policy" | "guards">;

/** What the function is told. */
export function renderMonitorSettings<V extends Values>(
  { logicalName, policy, guards }: ToldOfMonitor<V>,
  { zones, reverseZones }: KnownZones,
): string {
  const roles = zones.flatMap(({ zoneName, roleArn }) => (roleArn === undefined ? [] : [[zoneName, roleArn] as const]));
  const settings: ReverseMonitorSettings = {
    name: logicalName,
    zoneIds: idsOf(zones),
    reverseZoneIds: idsOf(reverseZones),
    ...(roles.length > 0 && { roleArns: Object.fromEntries(roles) }),
    ...(policy && Object.keys(policy).length > 0 && { ptrRecords: policy }),
    ...(guards && { guards }),
  };
  return JSON.stringify(settings);
}

/** A pattern takes 2,048 characters; an id has 32 at most, and quotes and a comma. */
const MOST_ZONES_IN_PATTERN = 40;

/**
 * The events that concern a monitor: changes of records in the zones that it follows, and new zones, which may hide names
 * of these. Calls that failed are none. With many zones every zone's changes are let through, and the function chooses.
 *
 * Changes of reverse zones are not among them: the function's own would be, and the schedule finds the others.
 */
export function renderEventPattern({ zones }: KnownZones): string {
  const changed = { eventName: ["ChangeResourceRecordSets"] };
  const ids = zones.map(({ zoneId }) => bareZoneId(zoneId));
  return JSON.stringify({
    source: ["aws.route53"],
    "detail-type": [CALL_EVENT],
    detail: {
      eventSource: ["route53.amazonaws.com"],
      errorCode: [{ exists: false }],
      $or: [
        ids.length > MOST_ZONES_IN_PATTERN ? changed : { ...changed, requestParameters: { hostedZoneId: ids } },
        { eventName: ["CreateHostedZone"] },
      ],
    },
  });
}

/** The policy of the function's role. */
export function renderMonitorPolicy<V extends Values>(
  { partition }: Pick<PlannedReverseMonitor<V>, "partition">,
  { zones, reverseZones }: KnownZones,
  arns: Pick<MonitorArns, "queueArn" | "logGroupArn">,
): string {
  const own = zones.filter(({ roleArn }) => roleArn === undefined);
  const statements = monitorStatements({
    partition,
    zoneIds: own.map(({ zoneId }) => zoneId),
    reverseZoneIds: reverseZones.map(({ zoneId }) => zoneId),
    writesCnames: reverseZones.some(({ zoneName }) => !isReverseZone(zoneName)),
    roleArns: zones.flatMap(({ roleArn }) => roleArn ?? []),
    ...arns,
  });
  return renderPolicy(statements);
}

/** What becomes of a message that was tried often enough. */
export function renderRedrivePolicy(deadLetterTargetArn: string, maxReceiveCount: number): string {
  return JSON.stringify({ deadLetterTargetArn, maxReceiveCount });
}

/** The default event bus of the account and region that an ARN is of. */
export function eventBusOf(arn: string): string {
  // Under a user's mocks there is none.
  const [, partition, , region, account] = arn?.split(":") ?? [];
  return `arn:${partition}:events:${region}:${account}:event-bus/default`;
}

function idsOf(zones: readonly KnownZone[]): { [zoneName: string]: string } {
  return Object.fromEntries(zones.map(({ zoneName, zoneId }) => [zoneName, bareZoneId(zoneId)]));
}

/** Route 53 itself gives ids as `/hostedzone/Z0123456789ABC`. */
function bareZoneId(zoneId: string): string {
  return zoneId.replace(/^\/?hostedzone\//, "");
}
