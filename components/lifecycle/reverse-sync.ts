import { type DomainName, withoutFinalDot } from "../core/domain-name";
import type { ListedZone, SkippedRecord } from "../core/forward-addresses";
import type { RecordSet } from "../core/resource-record";
import { decideReverseZone, desiredPtrSets, type ReverseZoneDecision } from "../core/reverse-sync";
import {
  type ReverseSyncConfig,
  type ReverseSyncSettings,
  resolveReverseSync,
  type ZoneReference,
} from "../core/reverse-sync-config";
import { forEachAtOnce, ZONES_AT_ONCE } from "./at-once";
import { problemsError } from "./problems-error";
import type { OnProgress } from "./sync-progress";
import { isStoreFault, type ZoneStore } from "./zone-store";

export type { OnProgress, SyncProgress } from "./sync-progress";

/** What has to be written so that reverse zones follow from forward zones. All names in it without final dot. */
export interface ReverseSyncPlan {
  /** One for each reverse zone that could be read, in order of names. */
  readonly zones: readonly PlannedReverseZone[];
  /** Names without PTR record, and why. */
  readonly skipped: readonly SkippedRecord[];
  /** Zones that could not be read. PTR records that point into such a forward zone stay as they are. */
  readonly unreadable: readonly UnreadableZone[];
  /** What it was made for. */
  readonly settings: ReverseSyncSettings;
}

export interface PlannedReverseZone extends ReverseZoneDecision {
  readonly zoneName: string;
  readonly zoneId: string;
  /** All PTR records that should be there. */
  readonly desired: readonly RecordSet[];
}

export interface UnreadableZone {
  readonly zoneName: string;
  readonly zoneId: string;
  /** Whether there is no such zone any more. */
  readonly gone: boolean;
  readonly message: string;
}

export interface SyncRun {
  readonly onProgress?: OnProgress | undefined;
  /** Aborted: nothing more is begun; what is in the works is finished. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads forward and reverse zones once each, and plans. Writes nothing.
 *
 * A zone that cannot be read does not keep the others from being planned; look at `unreadable`.
 *
 * @throws an Error with `problems` when the configuration is not right, or the reason of `signal`
 */
export async function planReverseSync(
  store: ZoneStore,
  config: ReverseSyncConfig,
  run: SyncRun = {},
): Promise<ReverseSyncPlan> {
  const { settings, problems } = resolveReverseSync(config);
  if (!settings) throw problemsError(problems);
  const references = [...settings.forwardZones, ...settings.reverseZones];
  const listed = new Map<ZoneReference, readonly RecordSet[]>();
  const unreadable: UnreadableZone[] = [];
  let done = 0;
  const report = () => run.onProgress?.({ phase: "reading", done, total: references.length });
  report();
  await forEachAtOnce(ZONES_AT_ONCE, references, async (zone) => {
    run.signal?.throwIfAborted();
    try {
      listed.set(zone, await store.listRecordSets(zone.zoneId));
    } catch (error) {
      unreadable.push(unreadableZone(zone, error));
    }
    done++;
    report();
  });
  const readZones = (zones: readonly ZoneReference[]): readonly ListedZone[] =>
    zones.flatMap((zone) => {
      const recordSets = listed.get(zone);
      return recordSets ? [{ zoneName: zone.zoneName, recordSets }] : [];
    });
  const unknownZones = settings.forwardZones.filter((zone) => !listed.has(zone)).map(({ zoneName }) => zoneName);
  const desired = desiredPtrSets(settings, readZones(settings.forwardZones), unknownZones);
  const zones = settings.reverseZones.flatMap((zone): PlannedReverseZone[] => {
    const current = listed.get(zone);
    if (!current) return [];
    const wanted = desired.zones.get(zone.zoneName) ?? [];
    const decision = decideReverseZone(settings, current, wanted, unknownZones);
    return [{ ...decision, zoneName: withoutFinalDot(zone.zoneName), zoneId: zone.zoneId, desired: wanted }];
  });
  return { zones, skipped: desired.skipped, unreadable: inOrder(unreadable), settings };
}

/** Names of forward zones that a plan knows nothing of. */
export function unknownZonesOf({ settings, unreadable }: ReverseSyncPlan): readonly DomainName[] {
  const names = new Set(unreadable.map(({ zoneName }) => zoneName));
  return settings.forwardZones.map(({ zoneName }) => zoneName).filter((name) => names.has(withoutFinalDot(name)));
}

function unreadableZone({ zoneName, zoneId }: ZoneReference, error: unknown): UnreadableZone {
  const message = error instanceof Error ? error.message : String(error);
  return { zoneName: withoutFinalDot(zoneName), zoneId, gone: isStoreFault(error, "ZONE_GONE"), message };
}

function inOrder(zones: readonly UnreadableZone[]): readonly UnreadableZone[] {
  return zones.toSorted((left, right) => (left.zoneName < right.zoneName ? -1 : 1));
}
