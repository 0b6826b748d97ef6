import { isWithin, parseDomainName, withoutFinalDot } from "../core/domain-name";
import { CALL_EVENT, SCHEDULED_EVENT } from "../core/reverse-monitor-contract";

/** A message of SQS, as Lambda hands it over; what is used of it. */
export interface QueueMessage {
  readonly messageId: string;
  readonly body: string;
  readonly attributes?: { readonly SentTimestamp?: string | undefined } | undefined;
}

/**
 * What a message asks for. `schedule`, `changed`: a look at everything. `new-zone`: nothing, but it is worth a line, since it
 * answers in the place of a zone that is followed. `not-ours`: nothing. `unreadable`: somebody has to see it.
 */
export type Asked =
  | { readonly kind: "schedule" | "not-ours" | "unreadable" }
  | { readonly kind: "changed"; readonly zoneId: string }
  | { readonly kind: "new-zone"; readonly zoneName: string; readonly within: string };

/** @param zoneIds - those of the zones that are followed, by zone name */
export function readMessage({ body }: QueueMessage, zoneIds: { readonly [zoneName: string]: string }): Asked {
  const event = eventOf(body);
  if (event?.["detail-type"] === SCHEDULED_EVENT) return { kind: "schedule" };
  if (event?.["detail-type"] !== CALL_EVENT) return { kind: "unreadable" };
  const { eventName, errorCode, requestParameters } = event.detail ?? {};
  // A call that was refused changed nothing.
  if (errorCode !== undefined) return { kind: "not-ours" };
  if (eventName === "ChangeResourceRecordSets") {
    const zoneId = String(requestParameters?.hostedZoneId ?? "").replace(/^\/?hostedzone\//, "");
    return Object.values(zoneIds).includes(zoneId) ? { kind: "changed", zoneId } : { kind: "not-ours" };
  }
  if (eventName === "CreateHostedZone") return newZone(requestParameters?.name, zoneIds);
  return { kind: "not-ours" };
}

/** A new zone below one that is followed, or with its name: its names are no longer answered from that one where both are. */
function newZone(name: unknown, zoneIds: { readonly [zoneName: string]: string }): Asked {
  const created = typeof name === "string" ? parseDomainName(name).value : undefined;
  const within = Object.keys(zoneIds).find((zoneName) => {
    const zone = parseDomainName(zoneName).value;
    return created !== undefined && zone !== undefined && isWithin(created, zone);
  });
  if (created === undefined || within === undefined) return { kind: "not-ours" };
  return { kind: "new-zone", zoneName: withoutFinalDot(created), within };
}

/** An event of EventBridge; what is used of it. */
interface MonitoredEvent {
  readonly "detail-type"?: unknown;
  readonly detail?: {
    readonly eventName?: unknown;
    readonly errorCode?: unknown;
    readonly requestParameters?: { readonly hostedZoneId?: unknown; readonly name?: unknown } | null;
  };
}

function eventOf(body: string): MonitoredEvent | undefined {
  try {
    const event: unknown = JSON.parse(body);
    return typeof event === "object" && event !== null ? event : undefined;
  } catch {
    return undefined;
  }
}
