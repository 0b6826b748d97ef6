import { addressOfPtrName } from "../core/classless-zone";
import { inDnsOrder, parseDomainName, withoutFinalDot } from "../core/domain-name";
import { formatAddress, parseAddress } from "../core/ip-address";
import { faultError, valueOrThrow } from "../core/parsed";
import type { Problem } from "../core/problem";
import { type RecordSet, recordSetKey, sameValues } from "../core/resource-record";
import { canonicalText } from "./canonical-text";
import { writeMonitored } from "./monitored-ptr-records";
import { applyOwnedRecords, findConflicts, type ZoneWork } from "./owned-records";
import { ptrConflictError } from "./ptr-conflict";
import {
  namesOf,
  type PtrRecordsInputs,
  type PtrRecordsState,
  refuseLaterState,
  stateOf,
  zonesOf,
} from "./ptr-records-properties";
import type { OnProgress } from "./sync-progress";
import { holdsUnknown } from "./unknown-value";
import { type Drift, ownedSets, readOwnedSets, zoneWorks } from "./zone-record-sets";
import type { ZoneStore } from "./zone-store";

export { checkPtrRecords, type PtrRecordsCheck } from "./ptr-records-check";

/** What became of a write. */
export interface PtrRecordsOutcome {
  readonly state: PtrRecordsState;
  /** What was left as it is, and why. */
  readonly notices: readonly Problem[];
}

/** Properties of the state, or of an adapter, that are no part of what is desired. */
const STATE_ONLY = ["version", "ptrRecords", "__provider"];

/** Whether anything has to be written or kept; the state's own properties aside. */
export function diffPtrRecords(olds: PtrRecordsState, news: PtrRecordsInputs): boolean {
  refuseLaterState(olds);
  return canonicalText(olds, STATE_ONLY) !== canonicalText(news, STATE_ONLY);
}

/** Writes the records of a new resource. */
export function createPtrRecords(
  store: ZoneStore,
  inputs: PtrRecordsInputs,
  onProgress?: OnProgress,
): Promise<PtrRecordsOutcome> {
  return applyInputs(store, inputs, undefined, onProgress);
}

/** Writes what differs from the state; what is the same in both is neither read nor written. */
export function updatePtrRecords(
  store: ZoneStore,
  olds: PtrRecordsState,
  news: PtrRecordsInputs,
  onProgress?: OnProgress,
): Promise<PtrRecordsOutcome> {
  return applyInputs(store, news, olds, onProgress);
}

/**
 * Looks for conflicts before anything is written; for a preview. What is unknown yet has none.
 *
 * @throws as {@link updatePtrRecords} when there are any
 */
export async function refusePtrConflicts(
  store: ZoneStore,
  olds: PtrRecordsState | undefined,
  news: PtrRecordsInputs,
): Promise<void> {
  if (holdsUnknown(news) || news.monitored) return;
  const conflicts = await findConflicts(store, zoneWorksOf(olds, news), adoptedKeys(news));
  if (conflicts.length > 0) throw ptrConflictError(conflicts);
}

/**
 * Deletes what is still as we wrote it, and gives notice of the rest. Records and zones that are gone already are fine.
 *
 * @throws an Error that holds the remaining state, as {@link PtrRecordsFailure}
 */
export async function deletePtrRecords(
  store: ZoneStore,
  state: PtrRecordsState,
  onProgress?: OnProgress,
): Promise<readonly Problem[]> {
  const { zoneIds } = state;
  return (await applyInputs(store, { zoneIds }, state, onProgress)).notices;
}

/**
 * The state as the zones have it: a record that is gone, or that somebody changed, is no longer ours; a changed TTL shows.
 *
 * So a refresh never makes another's record ours, and the next update says `PTR_CONFLICT` instead of overwriting it.
 */
export async function readPtrRecords(store: ZoneStore, state: PtrRecordsState): Promise<PtrRecordsState> {
  return (await refreshPtrRecords(store, state)).state;
}

/** {@link readPtrRecords}, with a notice for each record that is not as it was written. */
export async function refreshPtrRecords(store: ZoneStore, state: PtrRecordsState): Promise<PtrRecordsOutcome> {
  // What a monitor has there is its own; the state is what is planned.
  if (state.monitored) return { state, notices: [] };
  const drifts: Drift[] = [];
  const zones = await readOwnedSets(store, zonesOf(state), (drift) => drifts.push(drift));
  const inOrder = inDnsOrder(drifts, ({ ours }) => ours.name);
  return { state: stateOf(state, zones), notices: inOrder.map(driftNotice) };
}

/** A failure half-way. `properties` is the state that says what has been written; absent when nothing was. */
export interface PtrRecordsFailure extends Error {
  readonly properties?: PtrRecordsState | undefined;
}

async function applyInputs(
  store: ZoneStore,
  news: PtrRecordsInputs,
  olds: PtrRecordsState | undefined,
  onProgress?: OnProgress,
): Promise<PtrRecordsOutcome> {
  refuseUnknown(news);
  if (news.monitored) return { state: await writeMonitored(store, news, olds), notices: [] };
  const zones = zoneWorksOf(olds, news);
  try {
    const { left, conflicts } = await applyOwnedRecords(store, zones, adoptedKeys(news), onProgress);
    if (conflicts.length > 0) throw ptrConflictError(conflicts);
    return { state: stateOf(news, ownedSets(zones)), notices: left.map(leftNotice) };
  } catch (error) {
    const written = zones.some((zone) => zone.written);
    const uncertain = zones.flatMap(uncertainNames);
    const properties = { ...stateOf(news, ownedSets(zones)), ...(uncertain.length > 0 && { uncertain }) };
    if (written && error instanceof Error) Object.assign(error, { properties });
    throw error;
  }
}

function zoneWorksOf(olds: PtrRecordsState | undefined, news: PtrRecordsInputs): readonly ZoneWork[] {
  const [recorded, desired] = [olds ? zonesOf(olds) : [], zonesOf(news)];
  // After a monitor nobody knows what stands anywhere.
  const all = olds?.monitored
    ? [...recorded, ...desired].flatMap(({ recordSets }) => recordSets.map(recordSetKey))
    : [];
  return zoneWorks(recorded, desired, [...uncertainKeys(olds), ...all]);
}

/** The reverse names at which nobody knows what stands, as the state has them. */
function uncertainNames({ uncertain, owned, desired }: ZoneWork): readonly string[] {
  return Array.from(uncertain, (key) => withoutFinalDot((owned.get(key) ?? desired.get(key))!.name));
}

function uncertainKeys(olds: PtrRecordsState | undefined): readonly string[] {
  return (olds?.uncertain ?? [])
    .map((text) => valueOrThrow(parseDomainName(text)))
    .flatMap((name) => ["PTR", "CNAME"].map((type) => recordSetKey({ name, type })));
}

function adoptedKeys(inputs: PtrRecordsInputs): ReadonlySet<string> {
  const adopted = new Set((inputs.adopt ?? []).map((address) => formatAddress(valueOrThrow(parseAddress(address)))));
  if (adopted.size === 0) return new Set();
  const isAdopted = ({ name }: RecordSet) => {
    const address = addressOfPtrName(name);
    return address !== undefined && adopted.has(formatAddress(address));
  };
  const sets = zonesOf(inputs).flatMap(({ recordSets }) => recordSets);
  return new Set(sets.filter(isAdopted).map((set) => recordSetKey(set)));
}

function driftNotice({ ours, found }: Drift): Problem {
  const path = withoutFinalDot(ours.name);
  const written = namesOf(ours).join(", ");
  if (!found) return { code: "PTR_DRIFT", path, message: `${written} is gone; the next update makes it again` };
  const message = sameValues(found, ours)
    ? `the TTL of ${written} is ${found.ttlSeconds}, not the ${ours.ttlSeconds} that we wrote; the next update puts it right`
    : `it is ${found.routing ?? namesOf(found).join(", ")}, not the ${written} that we wrote, and no longer ours; the next update shows it as a conflict`;
  return { code: "PTR_DRIFT", path, message };
}

function leftNotice(set: RecordSet): Problem {
  const path = withoutFinalDot(set.name);
  return { code: "PTR_LEFT", path, message: `somebody changed it to ${namesOf(set).join(", ")}, so it stays` };
}

function refuseUnknown(inputs: PtrRecordsInputs): void {
  if (!holdsUnknown(inputs)) return;
  throw faultError({
    code: "NOT_KNOWN_YET",
    message: "PTR records cannot be written while some addresses are unknown",
  });
}
