import { addressOfPtrName, holdsPtrRecords } from "../../core/classless-zone";
import { inDnsOrder, longestMatch, parseDomainName, withoutFinalDot } from "../../core/domain-name";
import { formatAddress } from "../../core/ip-network";
import { faultError } from "../../core/parsed";
import type { Problem } from "../../core/problem";
import { DEFAULT_TTL_SECONDS } from "../../core/ptr-plan";
import type { MonitoredConfig, PtrPolicyConfig } from "../../core/record-config";
import type { ZoneConflict } from "../../lifecycle/owned-records";
import { conflictText, type PtrConflictError } from "../../lifecycle/ptr-conflict";
import * as lifecycle from "../../lifecycle/ptr-records";
import {
  type NamesByReverseName,
  namesOf,
  type PtrRecordsArguments,
  type PtrRecordsInputs,
  type PtrRecordsState,
  recordSetOf,
  stateOf,
} from "../../lifecycle/ptr-records-properties";
import { holdsUnknown, isUnknown } from "../../lifecycle/unknown-value";
import type { ZoneRecordSets } from "../../lifecycle/zone-record-sets";
import type { ZoneStore } from "../../lifecycle/zone-store";
import { argumentsOf } from "../codec/arguments";
import type { ObjectValue, Value } from "../codec/value";
import { isKnownExcept, type ResourceLifecycle, unsetAttributes } from "../lifecycle-resource";
import { ptrRecordsSchema } from "../schema/ptr-records";
import { parseZoneAndId } from "./zone-and-id";

/** `hybriddns_ptr_records` over the lifecycle of PTR records. */
export const ptrRecords: ResourceLifecycle<ZoneStore, PtrRecordsInputs, PtrRecordsState> = {
  schema: ptrRecordsSchema,
  check,
  results,
  port: (provider) => provider.store(),
  differs: lifecycle.diffPtrRecords,
  foresee: async (provider, state, inputs) => {
    const store = provider.storeForPlan();
    if (store) await lifecycle.refusePtrConflicts(store, state, inputs);
  },
  create: lifecycle.createPtrRecords,
  update: lifecycle.updatePtrRecords,
  read: lifecycle.readPtrRecords,
  delete: lifecycle.deletePtrRecords,
  stateOf: stateOfAttributes,
  import: importZones,
  problemsOf,
};

type PtrRecordsConfig = Omit<PtrRecordsArguments, "policy"> & PtrPolicyConfig & MonitoredConfig;

function check(config: ObjectValue) {
  const given = argumentsOf(ptrRecordsSchema.attributes, config) as unknown as PtrRecordsConfig;
  const { addressRecords, zoneIds, ...stated } = given;
  // What is unknown of the policy takes no part in the check; the plan is unknown then.
  const policy = Object.fromEntries(Object.entries(stated).filter(([, value]) => !holdsUnknown(value)));
  const { inputs, problems, notices } = lifecycle.checkPtrRecords({ addressRecords, zoneIds, policy });
  // Ids of zones that are made in the same run are unknown, and no part of what the records are.
  const known = isKnownExcept(ptrRecordsSchema, config, ["zone_ids"]) && !isUnknown(zoneIds);
  return { inputs, problems, notices: known ? notices : [], known };
}

function results(plan: PtrRecordsInputs): ObjectValue {
  const zones = Object.entries(plan).filter(([property]) => holdsPtrRecords(property));
  const records = Object.fromEntries(zones.flatMap(([, names]) => Object.entries(names as NamesByReverseName)));
  return { ptr_records: records, ttls: { ...plan.ttls }, skipped: { ...plan.skipped } };
}

/** The private data are lost only by hand; what the attributes do not say, the next plan finds by itself. */
function stateOfAttributes(attributes: ObjectValue): PtrRecordsState {
  const zoneIds = { ...(attributes["zone_ids"] as { [zoneName: string]: string } | null) };
  const zoneNames = Object.keys(zoneIds).flatMap((name) => parseDomainName(name).value ?? []);
  const ttls = (attributes["ttls"] ?? {}) as { [reverseName: string]: number };
  const usual = (attributes["ttl_seconds"] as number | null) ?? DEFAULT_TTL_SECONDS;
  const sets = Object.entries((attributes["ptr_records"] ?? {}) as NamesByReverseName).map(([reverseName, names]) =>
    recordSetOf(reverseName, names, ttls[reverseName] ?? usual),
  );
  const zones: ZoneRecordSets[] = Object.entries(zoneIds).flatMap(([key, zoneId]) => {
    const zone = parseDomainName(key).value;
    const recordSets = sets.filter(({ name }) => zone !== undefined && longestMatch(name, zoneNames) === zone);
    return recordSets.length === 0 ? [] : [{ zoneName: withoutFinalDot(zone!), zoneId, recordSets }];
  });
  return stateOf({ ...withoutDefault(usual), zoneIds }, zones);
}

function withoutDefault(ttlSeconds: number): Pick<PtrRecordsInputs, "ttlSeconds"> {
  return ttlSeconds === DEFAULT_TTL_SECONDS ? {} : { ttlSeconds };
}

/** All PTR records of some reverse zones, e.g. of `20.10.in-addr.arpa=Z0123456789ABC,21.10.in-addr.arpa=Z0123456789DEF`. */
async function importZones(store: ZoneStore, id: string): Promise<{ config: ObjectValue; state: PtrRecordsState }> {
  const zoneIds = zoneIdsOf(id);
  const zones = await Promise.all(
    Object.entries(zoneIds).map(async ([zoneName, zoneId]) => {
      const sets = await store.listRecordSets(zoneId);
      const recordSets = sets.filter(({ type, routing }) => type === "PTR" && routing === undefined);
      return { zoneName, zoneId, recordSets: inDnsOrder(recordSets, ({ name }) => name) };
    }),
  );
  const config = {
    ...unsetAttributes(ptrRecordsSchema),
    address_records: addressRecordsOf(zones),
    zone_ids: zoneIds,
  };
  return { config, state: stateOf({ zoneIds }, zones) };
}

function zoneIdsOf(id: string): { [zoneName: string]: string } {
  const zoneIds: { [zoneName: string]: string } = {};
  for (const part of id.split(",")) {
    const zone = parseZoneAndId(part);
    if (!zone || !holdsPtrRecords(zone.zoneName)) {
      const example = "20.10.in-addr.arpa=Z0123456789ABC,21.10.in-addr.arpa=Z0123456789DEF";
      const message = `${JSON.stringify(part.slice(0, 80))} is no reverse zone with its id; give e.g. \`${example}\``;
      throw faultError({ code: "BAD_IMPORT_ID", message });
    }
    zoneIds[zone.zoneName] = zone.zoneId;
  }
  return zoneIds;
}

/** The address records that these PTR records would come from, so that a configuration can be generated. */
function addressRecordsOf(zones: readonly ZoneRecordSets[]): readonly Value[] {
  const records = new Map<string, { name: string; addresses: string[]; ttl: number }>();
  for (const set of zones.flatMap(({ recordSets }) => recordSets)) {
    const of = set.type === "PTR" ? addressOfPtrName(set.name) : undefined;
    if (!of) continue;
    const address = formatAddress(of);
    for (const name of namesOf(set)) {
      const key = `${name} ${set.ttlSeconds}`;
      const record = records.get(key) ?? { name, addresses: [], ttl: set.ttlSeconds };
      record.addresses.push(address);
      records.set(key, record);
    }
  }
  return Array.from(records.values(), ({ name, addresses, ttl }) => ({
    name,
    addresses,
    ttl_seconds: ttl === DEFAULT_TTL_SECONDS ? null : ttl,
  }));
}

/** Conflicts, each at the address record that wants the name. */
function problemsOf(error: unknown, config: ObjectValue): readonly Problem[] | undefined {
  const { conflicts } = error as Partial<PtrConflictError>;
  if (!conflicts) return undefined;
  const records = config["address_records"] as readonly { readonly name: string }[];
  const names = records.map(({ name }) => parseDomainName(name).value);
  return conflicts.map((conflict: ZoneConflict) => {
    const wanted = new Set(namesOf(conflict.desired));
    const index = names.findIndex((name) => name !== undefined && wanted.has(withoutFinalDot(name)));
    const path = index === -1 ? "addressRecords" : `addressRecords[${index}]`;
    return { code: "PTR_CONFLICT", path, message: conflictText(conflict, (address) => `adopt = ["${address}"]`) };
  });
}
