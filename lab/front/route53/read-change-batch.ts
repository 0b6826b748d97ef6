import { AwsError } from "../aws-error";
import { canonicalName, NameError } from "./names";
import { type AliasTarget, type RecordSet, type RoutingPolicy, recordTypes } from "./record-set";
import type { XmlElement } from "./xml";

/** What is to be done to a record set. */
export interface RecordSetChange {
  readonly action: "CREATE" | "DELETE" | "UPSERT";
  readonly recordSet: RecordSet;
}

/** A batch as it came: read and of the right form, not yet judged. */
export interface ChangeBatch {
  readonly comment: string | undefined;
  readonly changes: readonly RecordSetChange[];
}

/** Reads a ChangeResourceRecordSetsRequest. @throws {AwsError} InvalidInput, or InvalidChangeBatch for a bad name */
export function readChangeBatch(request: XmlElement): ChangeBatch {
  const batch = request.child("ChangeBatch");
  const comment = batch?.text("Comment");
  if (comment !== undefined && comment.length > 256) throw invalid("Comment has more than 256 characters");
  const changes = batch?.child("Changes")?.children("Change").map(readChange) ?? [];
  if (changes.length === 0) {
    throw invalid("1 validation error detected: Value '[]' at 'changeBatch.changes' must have length at least 1");
  }
  return { comment, changes };
}

function readChange(change: XmlElement): RecordSetChange {
  const action = change.text("Action");
  if (action !== "CREATE" && action !== "DELETE" && action !== "UPSERT") {
    throw invalid(
      `Value '${action}' at 'changeBatch.changes.action' must satisfy enum value set: [CREATE, DELETE, UPSERT]`,
    );
  }
  const element = change.child("ResourceRecordSet");
  const givenName = element?.text("Name");
  const type = element?.text("Type");
  if (!element || givenName === undefined || type === undefined) {
    throw invalid("A change needs a ResourceRecordSet with a Name and a Type");
  }
  if (!recordTypes.has(type)) {
    throw invalid(
      `Value '${type}' at 'changeBatch.changes.resourceRecordSet.type' must satisfy enum value set: [${[...recordTypes].join(", ")}]`,
    );
  }
  const setIdentifier = element.text("SetIdentifier");
  const ttl = readWhole(element.text("TTL"), "TTL", 2_147_483_647);
  const values = element
    .child("ResourceRecords")
    ?.children("ResourceRecord")
    .map((record) => record.text("Value") ?? "");
  const alias = readAlias(element.child("AliasTarget"));
  const here = `Change with [Action=${action}, Name=${givenName}, Type=${type}, SetIdentifier=${setIdentifier ?? "null"}]`;
  const expected =
    "Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId]";
  const hasRecords = ttl !== undefined && values !== undefined && values.length > 0;
  if (!alias && !hasRecords) throw invalid(`Invalid request: ${expected}, but found none in ${here}`);
  if (alias && (ttl !== undefined || values !== undefined)) {
    throw invalid(`Invalid request: ${expected}, but found more than one in ${here}`);
  }
  const routing = readRouting(element);
  checkSetIdentifier(setIdentifier, routing, here);
  const recordSet = {
    name: readName(givenName, type),
    type,
    values: values ?? [],
    routing,
    ...(ttl !== undefined && { ttl }),
    ...(alias && { alias }),
    ...(setIdentifier !== undefined && { setIdentifier }),
  };
  return { action, recordSet };
}

function readName(text: string, type: string): string {
  try {
    return canonicalName(text);
  } catch (error) {
    if (!(error instanceof NameError)) throw error;
    throw new AwsError(
      "InvalidChangeBatch",
      `[FATAL problem: ${error.message} encountered with '${text.slice(0, 300)}' of type ${type}]`,
    );
  }
}

function readAlias(element: XmlElement | undefined): AliasTarget | undefined {
  if (!element) return undefined;
  const hostedZoneId = element.text("HostedZoneId");
  const dnsName = element.text("DNSName");
  const evaluate = element.text("EvaluateTargetHealth");
  if (!hostedZoneId || !dnsName || (evaluate !== "true" && evaluate !== "false")) {
    throw invalid("An AliasTarget needs HostedZoneId, DNSName and EvaluateTargetHealth (true or false)");
  }
  return { hostedZoneId, dnsName: readName(dnsName, "alias"), evaluateTargetHealth: evaluate === "true" };
}

function readRouting(element: XmlElement): RoutingPolicy {
  const weight = readWhole(element.text("Weight"), "Weight", 255);
  const region = element.text("Region");
  const failover = element.text("Failover");
  if (failover !== undefined && failover !== "PRIMARY" && failover !== "SECONDARY") {
    throw invalid(`Value '${failover}' at 'failover' must satisfy enum value set: [PRIMARY, SECONDARY]`);
  }
  const multiValueAnswer = element.text("MultiValueAnswer");
  const healthCheckId = element.text("HealthCheckId");
  const geo = element.child("GeoLocation");
  const geoLocation = geo && {
    ...optional("ContinentCode", geo.text("ContinentCode")),
    ...optional("CountryCode", geo.text("CountryCode")),
    ...optional("SubdivisionCode", geo.text("SubdivisionCode")),
  };
  return {
    ...(weight !== undefined && { weight }),
    ...(region !== undefined && { region }),
    ...(failover !== undefined && { failover }),
    ...(multiValueAnswer !== undefined && { multiValueAnswer: multiValueAnswer === "true" }),
    ...(geoLocation && { geoLocation }),
    ...(healthCheckId !== undefined && { healthCheckId }),
  };
}

function optional(name: string, value: string | undefined): Record<string, string> {
  return value === undefined ? {} : { [name]: value };
}

/** The kind of routing policy of a record set; `simple` when it has none. */
export function policyOf(routing: RoutingPolicy): string {
  if (routing.weight !== undefined) return "weighted";
  if (routing.region !== undefined) return "latency";
  if (routing.failover !== undefined) return "failover";
  if (routing.geoLocation !== undefined) return "geolocation";
  if (routing.multiValueAnswer !== undefined) return "multivalue";
  return "simple";
}

function checkSetIdentifier(setIdentifier: string | undefined, routing: RoutingPolicy, here: string): void {
  const chosen = [routing.weight, routing.region, routing.failover, routing.geoLocation, routing.multiValueAnswer];
  const policies = chosen.filter((value) => value !== undefined).length;
  const expected =
    "Expected exactly one of [Weight, Region, Failover, GeoLocation, MultiValueAnswer, GeoProximityLocation, or CidrRoutingConfig]";
  if (policies > 1) throw invalid(`Invalid request: ${expected}, but found more than one in ${here}`);
  if (setIdentifier === undefined && policies > 0) {
    throw invalid(`Invalid request: Missing field 'SetIdentifier' in ${here}`);
  }
  if (setIdentifier !== undefined && policies === 0)
    throw invalid(`Invalid request: ${expected}, but found none in ${here}`);
  if (setIdentifier !== undefined && (setIdentifier.length < 1 || setIdentifier.length > 128)) {
    throw invalid("SetIdentifier must have 1 to 128 characters");
  }
}

function readWhole(text: string | undefined, field: string, most: number): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,10}$/.test(text) || Number(text) > most) {
    throw invalid(`Value '${text.slice(0, 40)}' at '${field}' must be a whole number from 0 to ${most}`);
  }
  return Number(text);
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidInput", message);
}
