import { inDnsOrder } from "../core/domain-name";
import { compareRecordSets, type RecordSet, recordSetKey, sameRecordSet, sameValues } from "../core/resource-record";
import type { ZoneWork } from "./owned-records";
import { isStoreFault, type ZoneStore } from "./zone-store";

/** Record sets of one zone. */
export interface ZoneRecordSets {
  readonly zoneName: string;
  readonly zoneId: string;
  readonly recordSets: readonly RecordSet[];
}

/** What has to be done to come from what is recorded to what is desired, a work for each zone id. */
export function zoneWorks(
  recorded: readonly ZoneRecordSets[],
  desired: readonly ZoneRecordSets[],
  uncertainKeys: readonly string[],
): readonly ZoneWork[] {
  const works = new Map<string, ZoneWork>();
  for (const { zoneName, zoneId } of [...recorded, ...desired]) {
    const owned = setsByKey(recorded.find((zone) => zone.zoneId === zoneId));
    const wanted = setsByKey(desired.find((zone) => zone.zoneId === zoneId));
    const uncertain = new Set(uncertainKeys.filter((key) => owned.has(key) || wanted.has(key)));
    works.set(zoneId, { zoneName, zoneId, owned, desired: wanted, uncertain, written: false });
  }
  return [...works.values()];
}

/** What is ours now, by zone; of a zone that takes another's place under its name, the one that holds anything. */
export function ownedSets(zones: readonly ZoneWork[]): readonly ZoneRecordSets[] {
  return zones
    .filter(({ owned }) => owned.size > 0)
    .map(({ zoneName, zoneId, owned }) => ({ zoneName, zoneId, recordSets: inRecordOrder(owned.values()) }));
}

/** In DNS order of names, then by type. */
export function inRecordOrder(sets: Iterable<RecordSet>): readonly RecordSet[] {
  return inDnsOrder([...sets].sort(byType), ({ name }) => name);
}

function byType(left: RecordSet, right: RecordSet): number {
  return compareRecordSets(left, { ...right, name: left.name });
}

/** A record set of ours that is not as it was written; without `found` it is gone. */
export interface Drift {
  readonly ours: RecordSet;
  readonly found?: RecordSet | undefined;
}

/**
 * What zones still hold of what was written: a set that is gone, or that somebody changed, is no longer ours; a changed TTL
 * shows.
 *
 * @param onDrift - told of each set that is not as it was written
 */
export function readOwnedSets(
  store: ZoneStore,
  zones: readonly ZoneRecordSets[],
  onDrift: (drift: Drift) => void = () => {},
): Promise<readonly ZoneRecordSets[]> {
  return Promise.all(
    zones.map(async (zone) => {
      const current = await listOrNothing(store, zone);
      const byKey = new Map(current.map((set) => [recordSetKey(set), set]));
      const recordSets = zone.recordSets.flatMap((ours) => {
        const found = byKey.get(recordSetKey(ours));
        if (!found || !sameRecordSet(found, ours)) onDrift({ ours, found });
        return found && sameValues(found, ours) ? [{ ...ours, ttlSeconds: found.ttlSeconds }] : [];
      });
      return { ...zone, recordSets };
    }),
  );
}

function setsByKey(zone: ZoneRecordSets | undefined): Map<string, RecordSet> {
  return new Map((zone?.recordSets ?? []).map((set) => [recordSetKey(set), set]));
}

async function listOrNothing(store: ZoneStore, { zoneId, recordSets }: ZoneRecordSets): Promise<readonly RecordSet[]> {
  try {
    return await store.listRecordSets(zoneId, [...new Set(recordSets.map(({ name }) => name))]);
  } catch (error) {
    if (isStoreFault(error, "ZONE_GONE")) return [];
    throw error;
  }
}
