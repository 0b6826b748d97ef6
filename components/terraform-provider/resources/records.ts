import { parseDomainName, withoutFinalDot } from "../../core/domain-name";
import { faultError, valueOrThrow } from "../../core/parsed";
import type { Problem } from "../../core/problem";
import { DEFAULT_TTL_SECONDS } from "../../core/ptr-plan";
import { recordSetKey, sameRecordSet } from "../../core/resource-record";
import * as lifecycle from "../../lifecycle/records";
import { inRecordOrder } from "../../lifecycle/zone-record-sets";
import type { ZoneStore } from "../../lifecycle/zone-store";
import { argumentsOf } from "../codec/arguments";
import type { ObjectValue } from "../codec/value";
import { isKnownExcept, type ResourceLifecycle, unsetAttributes } from "../lifecycle-resource";
import { recordsSchema } from "../schema/records";
import { importedRecords } from "./imported-records";
import { parseZoneAndId } from "./zone-and-id";

/** `hybriddns_records` over the lifecycle of records. */
export const records: ResourceLifecycle<ZoneStore, lifecycle.RecordsInputs, lifecycle.RecordsState> = {
  schema: recordsSchema,
  check,
  results,
  port: (provider) => provider.store(),
  differs: lifecycle.diffRecords,
  foresee: async (provider, state, inputs) => {
    const store = provider.storeForPlan();
    if (store) await lifecycle.refuseRecordConflicts(store, state, inputs);
  },
  create: lifecycle.createRecords,
  update: lifecycle.updateRecords,
  read: lifecycle.readRecords,
  delete: lifecycle.deleteRecords,
  stateOf: stateOfAttributes,
  import: importZone,
  problemsOf,
};

function check(config: ObjectValue) {
  const given = argumentsOf(recordsSchema.attributes, config) as unknown as lifecycle.RecordsArguments;
  const { inputs, problems } = lifecycle.checkRecords(given);
  // The id of a zone that is made in the same run is unknown, and no part of what the records are.
  const known = isKnownExcept(recordsSchema, config, ["zone_id"]);
  return { inputs, problems, notices: [], known };
}

function results({ zones, ttlSeconds }: lifecycle.RecordsInputs | lifecycle.RecordsState): ObjectValue {
  const sets = zones.flatMap(({ recordSets }) => recordSets);
  const others = sets.filter((set) => set.ttlSeconds !== ttlSeconds);
  return {
    record_sets: Object.fromEntries(sets.map((set) => [lifecycle.shownKey(set), set.values])),
    ttls: Object.fromEntries(others.map((set) => [lifecycle.shownKey(set), set.ttlSeconds])),
  };
}

/** The private data are lost only by hand. */
function stateOfAttributes(attributes: ObjectValue): lifecycle.RecordsState {
  const usual = (attributes["ttl_seconds"] as number | null) ?? DEFAULT_TTL_SECONDS;
  const ttls = (attributes["ttls"] ?? {}) as { [key: string]: number };
  const sets = Object.entries((attributes["record_sets"] ?? {}) as { [key: string]: string[] });
  const recordSets = sets.map(([key, values]) => {
    const [name = "", type = ""] = key.split(" ");
    return { name: valueOrThrow(parseDomainName(name)), type, ttlSeconds: ttls[key] ?? usual, values };
  });
  const zone = {
    zoneName: attributes["zone_name"] as string,
    zoneId: (attributes["zone_id"] as string).replace(/^\/?hostedzone\//, ""),
    recordSets,
  };
  return { version: lifecycle.RECORDS_STATE_VERSION, zones: [zone], ttlSeconds: usual };
}

/** The records of a zone, e.g. of `cloud.acmecorp.com=Z0123456789ABC`. */
async function importZone(
  store: ZoneStore,
  id: string,
): Promise<{ config: ObjectValue; state: lifecycle.RecordsState }> {
  const zone = parseZoneAndId(id);
  if (!zone) {
    const message = `${JSON.stringify(id.slice(0, 80))} is no zone with its id; give e.g. \`cloud.acmecorp.com=Z0123456789ABC\``;
    throw faultError({ code: "BAD_IMPORT_ID", message });
  }
  const { zoneName, zoneId } = zone;
  const found = importedRecords(valueOrThrow(parseDomainName(zoneName)), await store.listRecordSets(zoneId));
  if (found.recordSets.length === 0) {
    const message = `zone ${zoneId} holds no records that could be imported under ${zoneName}`;
    throw faultError({ code: "NOTHING_TO_IMPORT", message });
  }
  const config = {
    ...unsetAttributes(recordsSchema),
    zone_name: zoneName,
    zone_id: zoneId,
    records: found.records,
  };
  // What stands as it should is kept in our own words, so that the next plan finds nothing to change.
  const planned = new Map(check(config).inputs.zones[0]?.recordSets.map((set) => [recordSetKey(set), set]));
  const recordSets = found.recordSets.map((set) => {
    const wanted = planned.get(recordSetKey(set));
    return wanted && sameRecordSet(wanted, set) ? wanted : set;
  });
  const zones = [{ zoneName, zoneId, recordSets: inRecordOrder(recordSets) }];
  return { config, state: { version: lifecycle.RECORDS_STATE_VERSION, zones, ttlSeconds: DEFAULT_TTL_SECONDS } };
}

/** Conflicts, each at the record that wants the name. */
function problemsOf(error: unknown, config: ObjectValue): readonly Problem[] | undefined {
  const { conflicts } = error as Partial<lifecycle.RecordConflictError>;
  if (!conflicts) return undefined;
  const zoneName = valueOrThrow(parseDomainName(config["zone_name"] as string));
  const keys = Object.keys(config["records"] as ObjectValue);
  const names = new Map(keys.map((key) => [parseDomainName(key === "@" ? zoneName : `${key}.${zoneName}`).value, key]));
  return conflicts.map((conflict) => {
    const key = names.get(conflict.desired.name) ?? withoutFinalDot(conflict.desired.name);
    const message = lifecycle.recordConflictText(conflict, (set) => `adopt = ["${set}"]`);
    return { code: "RECORD_CONFLICT", path: `records[${JSON.stringify(key)}]`, message };
  });
}
