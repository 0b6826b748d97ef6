import { checkPtrPolicy } from "../checks/ptr-policy-check";
import { type DomainName, parseDomainName, withoutFinalDot } from "../domain-name";
import { type Parsed, valueOrThrow } from "../parsed";
import type { ZoneRecordsConfig } from "../part-config";
import type { PlannedZoneRecords, Planning } from "../part-plan";
import { argument, entriesInOrder } from "../reading/argument-path";
import { zoneRecordsArguments } from "../reading/description-schema";
import type { ValueReader, Values } from "../values";
import { planPart } from "./planning";
import { zoneNameOf } from "./private-zone-plan";
import { checkRecords, planRecords } from "./record-plan";

/** Checks and plans records in a zone that is there already. */
export function planZoneRecords<V extends Values>(
  logicalName: string,
  config: ZoneRecordsConfig<V>,
  reader?: ValueReader<V>,
): Planning<PlannedZoneRecords<V>> {
  return planPart<V, ZoneRecordsConfig<V>, PlannedZoneRecords<V>>(
    config,
    zoneRecordsArguments,
    reader,
    (read, values, report) => {
      const zone = zoneNameOf(read.zoneName, report);
      if (zone) checkRecords({ records: read.records, zone, path: "records" }, values, report);
      if (zone && entriesInOrder(read.records).length === 0) {
        report({ code: "RECORD_EMPTY", path: "records", message: "give at least one record" });
      }
      checkPtrPolicy(read.ptrRecords, "ptrRecords", report);
      const ids = knownKeys(read.zoneIds);
      const missing = zone && ids ? zoneIdMissing(zone, ids) : undefined;
      if (missing !== undefined) report({ code: "ZONE_ID_MISSING", path: "zoneIds", message: missing });
      return () => ({
        logicalName,
        zoneName: withoutFinalDot(zone!),
        ...planRecords(
          {
            logicalName,
            zone: zone!,
            records: read.records,
            ttlSeconds: read.ttlSeconds,
            path: argument("", "records"),
          },
          values,
        ),
      });
    },
  );
}

/**
 * The id of a zone among ids by zone name, written in any case, with or without final dot.
 *
 * Fault `ZONE_ID_MISSING`, with the names that are there.
 */
export function zoneIdOf(zoneName: string, zoneIds: { readonly [zoneName: string]: string }): Parsed<string> {
  const zone = valueOrThrow(parseDomainName(zoneName));
  const found = Object.entries(zoneIds ?? {}).find(([key]) => parseDomainName(key).value === zone);
  if (found) return { value: found[1] };
  return { fault: { code: "ZONE_ID_MISSING", message: zoneIdMissing(zone, Object.keys(zoneIds ?? {}))! } };
}

function zoneIdMissing(zone: DomainName, keys: readonly string[]): string | undefined {
  if (keys.some((key) => parseDomainName(key).value === zone)) return undefined;
  return `\`zoneIds\` has no "${withoutFinalDot(zone)}"; there are ${[...keys].sort().slice(0, 20).join(", ") || "none"}`;
}

/** The keys of a map that is plain; what is known later has none that count. */
function knownKeys(zoneIds: unknown): readonly string[] | undefined {
  if (typeof zoneIds !== "object" || zoneIds === null) return undefined;
  const prototype: unknown = Object.getPrototypeOf(zoneIds);
  return prototype === null || prototype === Object.prototype ? Object.keys(zoneIds) : undefined;
}
