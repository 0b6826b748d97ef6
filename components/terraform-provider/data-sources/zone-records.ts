import { inDnsOrder, withoutFinalDot } from "../../core/domain-name";
import { compareRecordSets } from "../../core/resource-record";
import type { Value } from "../codec/value";
import { zoneRecordsSchema } from "../schema/zone-records";
import type { DataSource } from "./data-source";

/** `hybriddns_zone_records`. */
export const zoneRecordsSource: DataSource = {
  schema: zoneRecordsSchema,
  validate: () => [],
  read: async (config, store) => {
    const types = config["types"] as readonly string[] | null;
    const all = await store().listRecordSets(config["zone_id"] as string);
    const wanted = all.filter(({ type }) => types === null || types.includes(type));
    const sets = inDnsOrder(wanted.toSorted(compareRecordSets), ({ name }) => name);
    const addresses = sets.filter(({ type, routing }) => routing === undefined && (type === "A" || type === "AAAA"));
    return {
      record_sets: sets.map(({ name, type, ttlSeconds, values, routing = null }): Value => {
        return { name: withoutFinalDot(name), type, ttl_seconds: ttlSeconds, values, routing };
      }),
      address_records: addresses.map(({ name, values, ttlSeconds }): Value => {
        return { name: withoutFinalDot(name), addresses: values, ttl_seconds: ttlSeconds };
      }),
    };
  },
};
