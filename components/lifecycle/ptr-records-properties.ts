import { holdsPtrRecords } from "../core/classless-zone";
import { withoutFinalDot } from "../core/domain-name";
import { faultError } from "../core/parsed";
import { DEFAULT_TTL_SECONDS, type PtrPlan } from "../core/ptr-plan";
import { cnameRecordSet, ptrRecordSet } from "../core/ptr-record-set";
import type { AddressRecordConfig, MonitoredConfig, PtrPolicyConfig } from "../core/record-config";
import type { RecordSet } from "../core/resource-record";
import { nameOfRoute53 } from "../core/route53-name";
import type { ZoneRecordSets } from "./zone-record-sets";

/** How Route 53 is reached; handed through untouched to whoever makes the store. */
export interface PtrRecordsAccess {
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
  readonly assumeRoles?: readonly AssumedRole[] | undefined;
  readonly endpoint?: string | undefined;
  /** Where roles are assumed. @default - the region's */
  readonly stsEndpoint?: string | undefined;
}

export interface AssumedRole {
  readonly roleArn: string;
  readonly externalId?: string | undefined;
  readonly sessionName?: string | undefined;
}

/** What the user's program says. Anything in it may be unknown. */
export interface PtrRecordsArguments {
  readonly addressRecords: readonly AddressRecordConfig[];
  /** Zone ids by zone name; those of reverse zones are used. */
  readonly zoneIds: { readonly [zoneName: string]: string };
  readonly policy?: (PtrPolicyConfig & MonitoredConfig) | undefined;
  readonly access?: PtrRecordsAccess | undefined;
}

/**
 * The plan that takes the arguments' place: what a preview shows, and what is written.
 *
 * Beside what is named here there is one property for each reverse zone with records, e.g.
 * `"20.10.in-addr.arpa": { "5.0.20.10.in-addr.arpa": ["app1.cloud.acmecorp.com"] }`, so that a plain preview names the zone
 * that changes, and a detailed one each record. What leads to a classless zone is there as
 * `"70.5.20.10.in-addr.arpa": ["CNAME 70.64/28.5.20.10.in-addr.arpa"]`.
 */
export interface PtrRecordsInputs {
  readonly zoneIds: { readonly [zoneName: string]: string };
  /** The TTL of all records but those of `ttls`. @default 300 */
  readonly ttlSeconds?: number | undefined;
  /** TTLs that differ, by reverse name. */
  readonly ttls?: { readonly [reverseName: string]: number } | undefined;
  /** Reasons, by name, for addresses without record. */
  readonly skipped?: { readonly [name: string]: string } | undefined;
  /** Addresses whose records are taken over. */
  readonly adopt?: readonly string[] | undefined;
  /** Names whose addresses are known only after `up`, each with the mark of an unknown value; in previews only. */
  readonly computed?: { readonly [name: string]: string } | undefined;
  /** Whether a monitor writes them; absent: it does not. */
  readonly monitored?: true | undefined;
  readonly access?: PtrRecordsAccess | undefined;
}

/** What is kept: the inputs as they were written, and the form in which they are. */
export interface PtrRecordsState extends PtrRecordsInputs {
  /** Raised when the form changes; what earlier versions wrote stays readable. */
  readonly version: number;
  /** Reverse names at which nobody knows what stands, since the answer to a batch was lost; until the next update. */
  readonly uncertain?: readonly string[] | undefined;
  /** All records over all zones, for programs. */
  readonly ptrRecords: NamesByReverseName;
}

export const STATE_VERSION = 1;

export interface NamesByReverseName {
  readonly [reverseName: string]: readonly string[];
}

/** Marks what leads to a classless zone; no name has a space in it. */
const CNAME = "CNAME ";

/** All that a plan has for its zones, CNAMEs in the form of the properties. */
export function plannedZones({ zones, cnames = {} }: Pick<PtrPlan, "zones" | "cnames">): PtrPlan["zones"] {
  const merged: { [zoneName: string]: PtrPlan["zones"][string] } = { ...zones };
  for (const [zoneName, planned] of Object.entries(cnames)) {
    const entries = Object.entries(planned).map(
      ([name, { target, ttlSeconds }]) => [name, { names: [`${CNAME}${target}`], ttlSeconds }] as const,
    );
    merged[zoneName] = { ...zones[zoneName], ...Object.fromEntries(entries) };
  }
  return merged;
}

/** The properties that say what a plan says. */
export function recordProperties(plan: PtrPlan["zones"], ttlSeconds: number | undefined) {
  const usual = ttlSeconds ?? DEFAULT_TTL_SECONDS;
  const zones: { [zoneName: string]: NamesByReverseName } = {};
  const ttls: { [reverseName: string]: number } = {};
  for (const [zoneName, ptrs] of Object.entries(plan)) {
    zones[zoneName] = Object.fromEntries(Object.entries(ptrs).map(([name, ptr]) => [name, ptr.names]));
    for (const [name, ptr] of Object.entries(ptrs)) if (ptr.ttlSeconds !== usual) ttls[name] = ptr.ttlSeconds;
  }
  return {
    ...zones,
    ...(usual === DEFAULT_TTL_SECONDS ? {} : { ttlSeconds: usual }),
    ...(Object.keys(ttls).length === 0 ? {} : { ttls }),
  };
}

/** The record sets that inputs or a state stand for, by zone. */
export function zonesOf(
  properties: Partial<PtrRecordsInputs> & { readonly version?: unknown },
): readonly ZoneRecordSets[] {
  refuseLaterState(properties);
  const { zoneIds = {}, ttls, ttlSeconds = DEFAULT_TTL_SECONDS } = properties;
  return Object.entries(properties)
    .filter(([property]) => holdsPtrRecords(property))
    .map(([zoneName, ptrs]) => {
      const zoneId = zoneIds[zoneName];
      if (zoneId === undefined) throw zoneIdMissing(zoneName, Object.keys(zoneIds));
      const recordSets = Object.entries(ptrs as NamesByReverseName).map(([reverseName, names]) =>
        recordSetOf(reverseName, names, ttls?.[reverseName] ?? ttlSeconds),
      );
      return { zoneName, zoneId, recordSets };
    });
}

/** The state that says that the record sets of some zones are ours; all else as in the inputs. */
export function stateOf(inputs: PtrRecordsInputs, zones: readonly ZoneRecordSets[]): PtrRecordsState {
  const { zoneIds, ttlSeconds, skipped = {}, adopt, monitored, access } = inputs;
  const plan: { [zoneName: string]: PtrPlan["zones"][string] } = {};
  const ptrRecords: { [reverseName: string]: readonly string[] } = {};
  for (const { zoneName, recordSets } of zones) {
    const entries = recordSets.map((set) => [withoutFinalDot(set.name), { names: namesOf(set), ...set }] as const);
    for (const [reverseName, { names }] of entries) ptrRecords[reverseName] = names;
    if (entries.length > 0) plan[zoneName] = Object.fromEntries(entries);
  }
  return {
    ...recordProperties(plan, ttlSeconds),
    zoneIds: { ...zoneIds, ...Object.fromEntries(zones.map(({ zoneName, zoneId }) => [zoneName, zoneId])) },
    skipped,
    ...(adopt && { adopt }),
    ...(monitored && { monitored }),
    ...(access && { access }),
    version: STATE_VERSION,
    ptrRecords,
  };
}

/** The names that a record set points to, without final dot; of a CNAME in the form of the properties. */
export function namesOf({ type, values }: Pick<RecordSet, "type" | "values">): readonly string[] {
  const mark = type === "CNAME" ? CNAME : "";
  return values.map((value) => `${mark}${withoutFinalDot(nameOfRoute53(value))}`);
}

/** The record set that an entry of the properties stands for. */
export function recordSetOf(reverseName: string, names: readonly string[], ttlSeconds: number): RecordSet {
  const [name = ""] = names;
  return name.startsWith(CNAME)
    ? cnameRecordSet(reverseName, name.slice(CNAME.length), ttlSeconds)
    : ptrRecordSet(reverseName, names, ttlSeconds);
}

/** A later version may keep what this one would lose. */
export function refuseLaterState(properties: { readonly version?: unknown }): void {
  const { version } = properties;
  if (typeof version !== "number" || version <= STATE_VERSION) return;
  throw faultError({
    code: "STATE_TOO_NEW",
    message: `the PTR records' state has version ${version}, this hybrid-dns reads up to ${STATE_VERSION}; upgrade hybrid-dns to the version that wrote it`,
  });
}

function zoneIdMissing(zoneName: string, present: readonly string[]): Error {
  const there = present.length === 0 ? "it is empty" : `there are ${present.join(", ")}`;
  return faultError({ code: "ZONE_ID_MISSING", message: `zoneIds has no "${zoneName}"; ${there}` });
}
