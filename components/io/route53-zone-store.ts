import type { Change, ResourceRecordSet, Route53Client } from "@aws-sdk/client-route-53";
import type { Batch, BatchLine } from "../core/change-batch";
import type { RecordSet } from "../core/resource-record";
import { nameOfRoute53, route53Name } from "../core/route53-name";
import type { PtrRecordsAccess } from "../lifecycle/ptr-records-properties";
import type { ZoneStore } from "../lifecycle/zone-store";
import { type Clock, systemClock } from "./clock";
import { route53Client } from "./route53-client";
import { type ListedPage, listAll, listNames, type PageRequest } from "./route53-listing";
import { quickPage } from "./route53-quick-page";
import { answered, type CallSettings } from "./route53-retry";
import { tokenBucket } from "./token-bucket";

/** What Route 53 allows an account; other programs draw on it too, so it is a start and not a promise. */
export interface Route53Pace {
  readonly requestBurst: number;
  readonly requestsPerSecond: number;
  readonly changeBurst: number;
  readonly changesPerSecond: number;
}

const DOCUMENTED_PACE: Route53Pace = {
  requestBurst: 50,
  requestsPerSecond: 10,
  changeBurst: 1500,
  changesPerSecond: 100,
};

export interface Route53ZoneStoreSettings extends CallSettings {
  /** @default - what Route 53's documentation says */
  readonly pace?: Route53Pace;
  /** @default - the system's */
  readonly clock?: Clock;
}

/** Hosted zones in Route 53. Nothing is loaded or called before the first question. */
export function route53ZoneStore(
  access: PtrRecordsAccess,
  { pace = DOCUMENTED_PACE, clock = systemClock, ...calls }: Route53ZoneStoreSettings,
): ZoneStore {
  const requests = tokenBucket(pace.requestBurst, pace.requestsPerSecond, clock);
  const changes = tokenBucket(pace.changeBurst, pace.changesPerSecond, clock);
  let connected: Promise<Route53Client> | undefined;
  const client = () => {
    connected ??= route53Client(access);
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
    const quick = quickPage(command);
    const page = await answered(() => route53.send(command), `listing zone ${zoneId}`, requests, clock, calls);
    const read = quick();
    if (read) return read;
    return {
      recordSets: (page.ResourceRecordSets ?? []).map(recordSetOf),
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
      await changes.take(changeTokens(batch));
      await answered(() => route53.send(command), `changing zone ${zoneId}`, requests, clock, calls);
      changes.answered();
    },
  };
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
