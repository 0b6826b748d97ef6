import type {
  Change,
  ListResourceRecordSetsCommandOutput,
  ResourceRecordSet,
  Route53Client,
} from "@aws-sdk/client-route-53";
import type { Batch, BatchLine } from "../core/change-batch";
import type { RecordSet } from "../core/resource-record";
import { nameOfRoute53, route53Name } from "../core/route53-name";
import type { PtrRecordsAccess } from "../lifecycle/ptr-records-properties";
import type { ZoneStore } from "../lifecycle/zone-store";
import { type Clock, systemClock } from "./clock";
import { type Patience, route53Client } from "./route53-client";
import { type Route53Pace, route53Limits, sharedLimits } from "./route53-limits";
import { type ListedPage, listAll, listNames, type PageRequest } from "./route53-listing";
import { answered, type CallManner, type CallSettings } from "./route53-retry";

export interface Route53ZoneStoreSettings extends CallSettings {
  /** @default - what Route 53's documentation says, shared by all stores of this process that reach the same account */
  readonly pace?: Route53Pace;
  /** @default - the system's */
  readonly clock?: Clock;
  /** @default - half a minute for an answer */
  readonly patience?: Patience | undefined;
  /** Told of each page of a zone that is read, with the record sets on it. */
  readonly onPage?: ((zoneId: string, recordSets: number) => void) | undefined;
}

/** A refused change is tried again after a second at most: what it waits for is known to a second then. */
const LONGEST_PAUSE_OF_CHANGES = 1_000;

/** Hosted zones in Route 53. Nothing is loaded or called before the first question. */
export function route53ZoneStore(
  access: PtrRecordsAccess,
  { pace, clock = systemClock, patience, onPage, ...calls }: Route53ZoneStoreSettings,
): ZoneStore {
  const own = pace !== undefined || clock !== systemClock;
  const limits = own ? route53Limits(pace, clock) : sharedLimits(access);
  const manner: CallManner = { ...calls, requests: limits.requests, clock };
  let connected: Promise<Route53Client> | undefined;
  const client = () => {
    connected ??= route53Client(access, patience);
    return connected;
  };

  const listPage = async (zoneId: string, request: PageRequest): Promise<ListedPage> => {
    const { ListResourceRecordSetsCommand } = await import("@aws-sdk/client-route-53");
    const route53 = await client();
    const command = new ListResourceRecordSetsCommand({
      HostedZoneId: bareZoneId(zoneId),
      MaxItems: request.maxItems,
      StartRecordName: request.name,
      StartRecordType: request.type,
      StartRecordIdentifier: request.identifier,
    });
    const ask = async () => readablePage(await route53.send(command));
    const page = await answered(ask, `listing zone ${zoneId}`, manner);
    onPage?.(zoneId, page.ResourceRecordSets.length);
    return {
      recordSets: page.ResourceRecordSets.map(recordSetOf),
      next: page.IsTruncated
        ? { name: page.NextRecordName!, type: page.NextRecordType, identifier: page.NextRecordIdentifier }
        : undefined,
    };
  };

  return {
    listRecordSets: (zoneId, names) => {
      const ask = (request: PageRequest) => listPage(zoneId, request);
      return names === undefined ? listAll(ask) : listNames(ask, names);
    },
    changeRecordSets: async (zoneId, batch) => {
      const { ChangeResourceRecordSetsCommand } = await import("@aws-sdk/client-route-53");
      const route53 = await client();
      const command = new ChangeResourceRecordSetsCommand({
        HostedZoneId: bareZoneId(zoneId),
        ChangeBatch: { Comment: "hybrid-dns", Changes: batch.map(changeOf) },
      });
      await limits.inTurn(bareZoneId(zoneId), async () => {
        await limits.changes.take(changeTokens(batch));
        let throttled = false;
        const onThrottled = () => {
          throttled = true;
        };
        const patient = { ...manner, longestPause: LONGEST_PAUSE_OF_CHANGES, onThrottled };
        await answered(() => route53.send(command), `changing zone ${zoneId}`, patient);
        // Whoever took the tokens that we believed in, there are none left now.
        if (throttled) limits.changes.drain();
      });
    },
  };
}

/**
 * A page that says what a page must say. An answer that was cut short or is of something else would read as a zone with
 * little in it.
 */
function readablePage(page: ListResourceRecordSetsCommandOutput) {
  const { ResourceRecordSets, IsTruncated, NextRecordName } = page;
  const ends = IsTruncated === false || (IsTruncated === true && NextRecordName !== undefined);
  if (!ends || !ResourceRecordSets?.every(({ Name, Type }) => Name && Type)) {
    throw new Error("the answer is no page of record sets");
  }
  return { ...page, ResourceRecordSets };
}

/** What a batch takes of the throughput of changes. */
function changeTokens(batch: Batch): number {
  return batch.reduce((tokens, { action }) => tokens + (action === "UPSERT" ? 2 : 1), 0);
}

/** Route 53 itself gives ids as `/hostedzone/Z0123456789ABC`. */
function bareZoneId(zoneId: string): string {
  return zoneId.replace(/^\/?hostedzone\//, "");
}

function changeOf({ action, recordSet }: BatchLine): Change {
  const { name, type, ttlSeconds, values } = recordSet;
  return {
    Action: action,
    ResourceRecordSet: {
      Name: route53Name(name),
      Type: type as ResourceRecordSet["Type"],
      TTL: ttlSeconds,
      ResourceRecords: values.map((value) => ({ Value: value })),
    },
  };
}

function recordSetOf(set: ResourceRecordSet): RecordSet {
  const routing = routingOf(set);
  return {
    name: nameOfRoute53(set.Name!),
    type: set.Type!,
    ttlSeconds: set.TTL ?? 0,
    values: (set.ResourceRecords ?? []).map((record) => record.Value!),
    ...(routing !== undefined && { routing }),
  };
}

function routingOf(set: ResourceRecordSet): string | undefined {
  if (set.AliasTarget) return `an alias of ${set.AliasTarget.DNSName}`;
  if (set.SetIdentifier !== undefined) return `one of several sets (set identifier "${set.SetIdentifier}")`;
  if (set.TrafficPolicyInstanceId !== undefined) return "made by a traffic policy";
  if (set.HealthCheckId !== undefined) return "one with a health check";
  return undefined;
}
