import { type DomainName, parseDomainName, withoutFinalDot } from "../core/domain-name";
import { faultError } from "../core/parsed";
import type { PtrPlan } from "../core/ptr-plan";
import { DEFAULT_TTL_SECONDS } from "../core/ptr-plan";
import type { AddressRecordConfig, PtrPolicyConfig } from "../core/record-config";
import type { RecordSet } from "../core/resource-record";
import { route53Name } from "../core/route53-name";
import { isReverseZone } from "../core/reverse-zone";

/** How Route 53 is reached; handed through untouched to whoever makes the store. */
export interface PtrRecordsAccess {
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
  readonly assumeRoles?: readonly AssumedRole[] | undefined;
  readonly endpoint?: string | undefined;
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
  readonly policy?: PtrPolicyConfig | undefined;
  readonly access?: PtrRecordsAccess | undefined;
}

/**
 * The plan that takes the arguments' place: what a preview shows, and what is written.
 *
 * Beside what is named here there is one property for each reverse zone with records, e.g.
 * `"20.10.in-addr.arpa": { "5.0.20.10.in-addr.arpa": ["app1.cloud.acmecorp.com"] }`, so that a plain preview names the zone
 * that changes, and a detailed one each record.
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
  readonly access?: PtrRecordsAccess | undefined;
}

/** What is kept: the inputs as they were written, and the form in which they are. */
export interface PtrRecordsState extends PtrRecordsInputs {
  /** Raised when the form changes; what earlier versions wrote stays readable. */
  readonly version: number;
  /** All records over all zones, for programs. */
  readonly ptrRecords: { readonly [reverseName: string]: readonly string[] };
}

export const STATE_VERSION = 1;

/** The record sets of one zone. */
export interface ZoneRecordSets {
  readonly zoneName: string;
  readonly zoneId: string;
  readonly recordSets: readonly RecordSet[];
}

type Names = { readonly [reverseName: string]: readonly string[] };

/** The properties that say what a plan says. */
export function recordProperties(plan: PtrPlan["zones"], ttlSeconds: number | undefined) {
  const usual = ttlSeconds ?? DEFAULT_TTL_SECONDS;
  const zones: { [zoneName: string]: Names } = {};
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
export function zonesOf(properties: PtrRecordsInputs): readonly ZoneRecordSets[] {
  refuseLaterState(properties);
  const { zoneIds, ttls, ttlSeconds = DEFAULT_TTL_SECONDS } = properties;
  return zoneEntries(properties).map(([zoneName, ptrs]) => {
    const zoneId = zoneIds[zoneName];
    if (zoneId === undefined) throw zoneIdMissing(zoneName, Object.keys(zoneIds));
    const recordSets = Object.entries(ptrs).map(([reverseName, names]) =>
      ptrSet(reverseName, names, ttls?.[reverseName] ?? ttlSeconds),
    );
    return { zoneName, zoneId, recordSets };
  });
}

/** The state that says that some record sets are ours. */
export function stateOf(inputs: PtrRecordsInputs, zones: readonly ZoneRecordSets[]): PtrRecordsState {
  const { zoneIds, ttlSeconds, skipped, adopt, access } = inputs;
  const plan: { [zoneName: string]: PtrPlan["zones"][string] } = {};
  const ptrRecords: { [reverseName: string]: readonly string[] } = {};
  for (const { zoneName, recordSets } of zones) {
    if (recordSets.length === 0) continue;
    plan[zoneName] = Object.fromEntries(
      recordSets.map((set) => {
        const names = set.values.map((value) => namesText(value));
        ptrRecords[withoutFinalDot(set.name)] = names;
        return [withoutFinalDot(set.name), { names, ttlSeconds: set.ttlSeconds }];
      }),
    );
  }
  return {
    ...recordProperties(plan, ttlSeconds),
    zoneIds: { ...zoneIds, ...Object.fromEntries(zones.map(({ zoneName, zoneId }) => [zoneName, zoneId])) },
    ...(skipped && { skipped }),
    ...(adopt && { adopt }),
    ...(access && { access }),
    version: STATE_VERSION,
    ptrRecords,
  };
}
