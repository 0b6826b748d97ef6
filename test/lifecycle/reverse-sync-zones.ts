import type { DomainName } from "../../components/core/domain-name";
import type { RecordSet } from "../../components/core/resource-record";
import type { ReverseSyncConfig } from "../../components/core/reverse-sync-config";
import { planReverseSync } from "../../components/lifecycle/reverse-sync";
import { applyReverseSync } from "../../components/lifecycle/reverse-sync-apply";
import { type MemoryZones, memoryZones } from "../helpers/memory-zones";

// A forward zone and two reverse zones in memory, for the tests of the reverse sync.

export const Z20 = "20.10.in-addr.arpa";
export const Z21 = "21.10.in-addr.arpa";
export const CONFIG: ReverseSyncConfig = {
  forwardZoneIds: { "cloud.acmecorp.com": "ZF" },
  reverseZoneIds: { [Z20]: "Z20", [Z21]: "Z21" },
};
export const FORCED: ReverseSyncConfig = { ...CONFIG, guards: { force: true } };

export const addressSet = (name: string, ...values: string[]): RecordSet => ({
  name: `${name}.cloud.acmecorp.com.` as DomainName,
  type: "A",
  ttlSeconds: 300,
  values,
});
export const ptrSet = (reverseName: string, ...names: string[]): RecordSet => ({
  name: `${reverseName}.10.in-addr.arpa.` as DomainName,
  type: "PTR",
  ttlSeconds: 300,
  values: names.map((name) => (name.includes(".") ? `${name}.` : `${name}.cloud.acmecorp.com.`)),
});

export function filled(forward: readonly RecordSet[]): MemoryZones {
  const zones = memoryZones("ZF", "Z20", "Z21");
  zones.put("ZF", ...forward);
  return zones;
}

export const sync = async (zones: MemoryZones, config = CONFIG) =>
  applyReverseSync(zones, await planReverseSync(zones, config));
export const namesIn = (zones: MemoryZones, zoneId: string) => Object.values(zones.content(zoneId));
