import { decideOwnedChanges, type RecordConflict } from "./change-policy";
import { addressOfPtrName } from "./classless-zone";
import { type DomainName, parseDomainName, withoutFinalDot } from "./domain-name";
import { addressesOfZones, type ListedZone, type SkippedRecord } from "./forward-addresses";
import { isPlainPtr, ownedPtrRule } from "./owned-ptr";
import { planPtrRecords } from "./ptr-plan";
import { cnameRecordSet, ptrRecordSet } from "./ptr-record-set";
import { compareText } from "./reading/argument-path";
import { type RecordSet, recordSetKey, sameRecordSet } from "./resource-record";
import type { ReverseSyncSettings } from "./reverse-sync-config";
import { reverseNameOf } from "./reverse-zone";
import { type GuardRefusal, guardRefusals, type SyncCounts } from "./sync-guards";
import type { RecordSetChange } from "./zone-diff";

/** PTR record sets as they should be, and what gets none. */
export interface DesiredPtrSets {
  /** One entry for each reverse zone of the settings, also where it is to hold nothing. */
  readonly zones: ReadonlyMap<DomainName, readonly RecordSet[]>;
  /** By name, then by address or type. */
  readonly skipped: readonly SkippedRecord[];
}

/** What has to change in one reverse zone. */
export interface ReverseZoneDecision {
  readonly changes: readonly RecordSetChange[];
  /** What stands where one of ours should, is not ours, and stays. */
  readonly conflicts: readonly RecordConflict[];
  /** Why nothing may be written, while there is any. */
  readonly refusals: readonly GuardRefusal[];
  readonly counts: ReverseZoneCounts;
}

export interface ReverseZoneCounts extends SyncCounts {
  /** PTR record sets of others. */
  readonly foreign: number;
}

/**
 * The PTR records that follow from what some forward zones hold, whatever the order in which it was read.
 *
 * @param unknownZones - names of forward zones that could not be read: all within them stays as it is
 */
export function desiredPtrSets(
  settings: ReverseSyncSettings,
  forwardZones: readonly ListedZone[],
  unknownZones: readonly DomainName[] = [],
): DesiredPtrSets {
  const answering = new Set([...forwardZones.map(({ zoneName }) => zoneName), ...unknownZones]);
  const listed = addressesOfZones(forwardZones, answering);
  const reverseZones = settings.reverseZones.map(({ zoneName }) => zoneName);
  const plan = planPtrRecords(
    [...settings.addressRecords, ...listed.addressRecords],
    reverseZones,
    settings.policyConfig,
  );
  const zones = new Map(
    reverseZones.map((zoneName) => {
      const ptrs = Object.entries(plan.zones[withoutFinalDot(zoneName)] ?? {});
      const cnames = Object.entries(plan.cnames?.[withoutFinalDot(zoneName)] ?? {});
      const sets = [
        ...ptrs.map(([name, { names, ttlSeconds }]) => ptrRecordSet(name, names, ttlSeconds)),
        ...cnames.map(([name, { target, ttlSeconds }]) => cnameRecordSet(name, target, ttlSeconds)),
      ];
      return [zoneName, sets] as const;
    }),
  );
  const skipped = [
    ...listed.skipped,
    ...plan.skipped.map(({ name, address, reason }) => ({ name, what: address, reason })),
    ...plan.problems.map(({ path, message }) => ({ name: path, what: "", reason: message })),
  ];
  return { zones, skipped: skipped.toSorted(compareSkipped) };
}

/**
 * What makes a reverse zone as it should be. Without a state, a record set is ours by its targets.
 *
 * @see ownedPtrRule
 */
export function decideReverseZone(
  settings: ReverseSyncSettings,
  current: Iterable<RecordSet>,
  desired: readonly RecordSet[],
  unknownZones: readonly DomainName[] = [],
): ReverseZoneDecision {
  const isOurs = ownedPtrRule(ownershipOf(settings, unknownZones));
  const wanted = new Map(desired.map((set) => [recordSetKey(set), set]));
  const differing: RecordSet[] = [];
  const recorded: RecordSet[] = [];
  let [unchanged, foreign] = [0, 0];
  for (const set of current) {
    const right = wanted.get(recordSetKey(set));
    if (right && sameRecordSet(set, right)) {
      wanted.delete(recordSetKey(set));
      unchanged++;
      continue;
    }
    differing.push(set);
    if (isOurs(set)) recorded.push(set);
    else if (isPlainPtr(set)) foreign++;
  }
  const adopted = new Set(desired.filter(({ name }) => isAdopted(name, settings)).map(recordSetKey));
  const { changes, conflicts } = decideOwnedChanges({
    current: differing,
    recorded,
    desired: wanted.values(),
    adopted,
  });
  const ours = new Set(recorded.map(recordSetKey));
  const ofOurs = changes.filter(({ before }) => before && ours.has(recordSetKey(before)));
  const counts: ReverseZoneCounts = {
    existing: unchanged + recorded.length,
    creates: changes.filter(({ before }) => !before).length,
    updates: ofOurs.filter(({ after }) => after).length,
    deletes: ofOurs.filter(({ after }) => !after).length,
    foreign,
  };
  return { changes, conflicts, refusals: guardRefusals(counts, settings.guards), counts };
}

function ownershipOf(settings: ReverseSyncSettings, unknownZones: readonly DomainName[]) {
  const names = settings.addressRecords.flatMap(({ name }) => parseDomainName(name).value ?? []);
  return {
    zones: [...settings.forwardZones.map(({ zoneName }) => zoneName), ...settings.ownedDomains],
    unknownZones,
    names: new Set(names),
    reverseZones: new Set(settings.reverseZones.map(({ zoneName }) => zoneName)),
    isExcluded: settings.policy.isExcluded,
  };
}

function isAdopted(name: DomainName, { policy: { adopted } }: ReverseSyncSettings): boolean {
  const address = adopted.size > 0 ? addressOfPtrName(name) : undefined;
  return address !== undefined && adopted.has(reverseNameOf(address));
}

function compareSkipped(left: SkippedRecord, right: SkippedRecord): number {
  return compareText(left.name, right.name) || compareText(left.what, right.what);
}
