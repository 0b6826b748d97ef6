import { AwsError } from "../aws-error";
import { canonicalName, NameError } from "./names";
import { page, pageSize } from "./paging";
import { compareInListOrder, type RecordSet, recordTypes } from "./record-set";
import { type HostedZone, recordSetsInOrder } from "./store";
import type { XmlValue } from "./xml";

/** Answer of ListResourceRecordSets for a zone and a query string (name, type, identifier, maxitems). */
export function listRecordSets(zone: HostedZone, query: URLSearchParams): { readonly [name: string]: XmlValue } {
  const size = pageSize(query.get("maxitems"), 300, 100);
  const all = recordSetsInOrder(zone);
  const { shown, next } = page(all, startOf(all, query), size);
  return {
    ResourceRecordSets: { ResourceRecordSet: shown.map(recordSetElement) },
    IsTruncated: next !== undefined,
    MaxItems: size,
    NextRecordName: next?.name,
    NextRecordType: next?.type,
    NextRecordIdentifier: next?.setIdentifier,
  };
}

function startOf(all: readonly RecordSet[], query: URLSearchParams): number {
  const name = query.get("name") || undefined;
  const type = query.get("type") || undefined;
  const setIdentifier = query.get("identifier") || undefined;
  if (name === undefined) {
    if (type !== undefined) {
      throw new AwsError("InvalidInput", "The input parameter type requires the parameter name to be given as well.");
    }
    return 0;
  }
  if (type !== undefined && !recordTypes.has(type)) {
    throw new AwsError("InvalidInput", `Value '${type}' at 'type' must be one of ${[...recordTypes].join(", ")}`);
  }
  if (setIdentifier !== undefined && type === undefined) {
    throw new AwsError(
      "InvalidInput",
      "The input parameter identifier requires the parameter type to be given as well.",
    );
  }
  const start = { name: startName(name), type: type ?? "", setIdentifier: setIdentifier ?? "" };
  // Binary search: a zone of ten thousand record sets is read in 34 pages.
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const recordSet = all[middle];
    if (recordSet && compareInListOrder(recordSet, start) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function startName(text: string): string {
  try {
    return canonicalName(text);
  } catch (error) {
    if (!(error instanceof NameError)) throw error;
    throw new AwsError("InvalidInput", `The start name is no domain name: ${error.message}`);
  }
}

function recordSetElement(recordSet: RecordSet): XmlValue {
  const { routing, alias, ttl, values } = recordSet;
  return {
    Name: recordSet.name,
    Type: recordSet.type,
    SetIdentifier: recordSet.setIdentifier,
    Weight: routing.weight,
    Region: routing.region,
    GeoLocation: routing.geoLocation,
    Failover: routing.failover,
    MultiValueAnswer: routing.multiValueAnswer,
    TTL: ttl,
    ResourceRecords: alias ? undefined : { ResourceRecord: values.map((value) => ({ Value: value })) },
    AliasTarget: alias && {
      HostedZoneId: alias.hostedZoneId,
      DNSName: alias.dnsName,
      EvaluateTargetHealth: alias.evaluateTargetHealth,
    },
    HealthCheckId: routing.healthCheckId,
  };
}
