import { parseDomainName, withoutFinalDot } from "../core/domain-name";
import { faultError, valueOrThrow } from "../core/parsed";
import type { PlannedRecord } from "../core/part-plan";
import { planZoneRecords } from "../core/parts/zone-records-plan";
import type { Problem } from "../core/problem";
import { DEFAULT_TTL_SECONDS } from "../core/ptr-plan";
import type { RecordConfig } from "../core/record-config";
import { type RecordSet, recordSetKey } from "../core/resource-record";
import type { ValueReader, Values } from "../core/values";
import { applyOwnedRecords, findConflicts, type ZoneConflict, type ZoneWork } from "./owned-records";
import { sameContent } from "./same-content";
import { holdsUnknown, isUnknown, UNKNOWN_VALUE } from "./unknown-value";
import { inRecordOrder, ownedSets, readOwnedSets, type ZoneRecordSets, zoneWorks } from "./zone-record-sets";
import type { ZoneStore } from "./zone-store";

/** What the user's program says: records of one zone. Anything in it may be unknown. */
export interface RecordsArguments {
  readonly zoneName: string;
  readonly zoneId: string;
  readonly records: { readonly [name: string]: RecordConfig };
  readonly ttlSeconds?: number | undefined;
  /** Record sets that are taken over, e.g. `["app1.cloud.acmecorp.com A"]`. */
  readonly adopt?: readonly string[] | undefined;
}

/** The plan that takes the arguments' place. */
export interface RecordsInputs {
  /** One zone, or none when there are no records. */
  readonly zones: readonly ZoneRecordSets[];
  readonly ttlSeconds: number;
  /** Keys of record sets that are taken over. */
  readonly adopted: readonly string[];
  /** The mark of an unknown value, when any argument is unknown: then this is no plan yet. */
  readonly computed?: string | undefined;
}

/** What is kept: where our record sets are. They are in two zones when a move broke off half-way. */
export interface RecordsState {
  readonly version: number;
  readonly zones: readonly ZoneRecordSets[];
  readonly ttlSeconds: number;
  /** Keys of record sets of which nobody knows what stands, since the answer to a batch was lost. */
  readonly uncertain?: readonly string[] | undefined;
}

export interface RecordsOutcome {
  readonly state: RecordsState;
  readonly notices: readonly Problem[];
}

export const RECORDS_STATE_VERSION = 1;

/** Checks the arguments as those of `ZoneRecords`, as far as they are known, and plans. Calls nobody. */
export function checkRecords(news: RecordsArguments): { inputs: RecordsInputs; problems: readonly Problem[] } {
  const { zoneName, zoneId, records, ttlSeconds = DEFAULT_TTL_SECONDS, adopt = [] } = news;
  const inputs: RecordsInputs = {
    zones: [],
    ttlSeconds: isUnknown(ttlSeconds) ? DEFAULT_TTL_SECONDS : ttlSeconds,
    adopted: [],
    ...(holdsUnknown(news) && { computed: UNKNOWN_VALUE }),
  };
  if (isUnknown(zoneName) || isUnknown(records)) return { inputs, problems: [] };
  const config = {
    zoneName,
    zoneIds: { [zoneName]: zoneId },
    records: checkable(records),
    ...(isUnknown(ttlSeconds) ? {} : { ttlSeconds }),
  };
  const planned = planZoneRecords<Values>("records", config, markReader);
  const bareId = zoneId.replace(/^\/?hostedzone\//, "");
  const idProblem = { code: "BAD_ZONE_ID", path: "zoneId", message: badZoneId(zoneId) };
  const adoption = isUnknown(adopt) ? { keys: [], problems: [] } : adoptedKeys(adopt);
  const problems = [
    ...planned.problems,
    ...(/^[A-Za-z0-9_-]{1,64}$/.test(bareId) ? [] : [idProblem]),
    ...adoption.problems,
  ];
  if (!planned.plan || problems.length > 0) return { inputs, problems };
  const recordSets = planned.plan.records.map((record) => recordSetOf(record as PlannedRecord));
  const zone = { zoneName: planned.plan.zoneName, zoneId: bareId, recordSets: inRecordOrder(recordSets) };
  return { inputs: { ...inputs, zones: [zone], adopted: adoption.keys }, problems };
}

/** Whether anything has to be written. */
export function diffRecords(state: RecordsState, inputs: RecordsInputs): boolean {
  refuseLaterState(state);
  const held = (zones: readonly ZoneRecordSets[]) => zones.filter(({ recordSets }) => recordSets.length > 0);
  const same = sameContent({ zones: held(state.zones) }, { zones: held(inputs.zones) });
  return !same || (state.uncertain ?? []).length > 0;
}

export function createRecords(store: ZoneStore, inputs: RecordsInputs): Promise<RecordsOutcome> {
  return applyInputs(store, inputs, undefined);
}

/** Writes what differs from the state; what is the same in both is neither read nor written. */
export function updateRecords(store: ZoneStore, olds: RecordsState, news: RecordsInputs): Promise<RecordsOutcome> {
  return applyInputs(store, news, olds);
}

/**
 * Looks for conflicts before anything is written; for a preview. What is unknown yet has none.
 *
 * @throws as {@link updateRecords} when there are any
 */
export async function refuseRecordConflicts(
  store: ZoneStore,
  olds: RecordsState | undefined,
  news: RecordsInputs,
): Promise<void> {
  if (holdsUnknown(news)) return;
  const conflicts = await findConflicts(store, zoneWorksOf(olds, news), new Set(news.adopted));
  if (conflicts.length > 0) throw recordConflictError(conflicts);
}

/** Deletes what is still as we wrote it, and gives notice of the rest. */
export async function deleteRecords(store: ZoneStore, state: RecordsState): Promise<readonly Problem[]> {
  return (await applyInputs(store, { zones: [], ttlSeconds: state.ttlSeconds, adopted: [] }, state)).notices;
}

/** The state as the zones have it. */
export async function readRecords(store: ZoneStore, state: RecordsState): Promise<RecordsState> {
  refuseLaterState(state);
  return { ...state, zones: await readOwnedSets(store, state.zones) };
}

/** An Error that holds the conflicts one by one. */
export interface RecordConflictError extends Error {
  readonly conflicts: readonly ZoneConflict[];
}

/** What stands in the way of a record set, and what to do. */
export function recordConflictText(
  { found, desired, recorded }: ZoneConflict,
  adoption: (key: string) => string,
): string {
  const key = shownKey(desired);
  const what = found.routing ?? `${found.type} ${found.values.join(", ")}`;
  const history = recorded ? "which is not what we wrote" : "not ours";
  const wanted = `should be ${desired.values.join(", ")}`;
  if (found.routing !== undefined || found.type !== desired.type)
    return `${key} ${wanted}, but there is ${what}; remove it`;
  return `${key} is ${found.values.join(", ")}, ${history}, and ${wanted}; remove it, or take it over: \`${adoption(key)}\``;
}

/** e.g. `app1.cloud.acmecorp.com A` */
export function shownKey({ name, type }: Pick<RecordSet, "name" | "type">): string {
  return `${withoutFinalDot(name)} ${type}`;
}

async function applyInputs(
  store: ZoneStore,
  news: RecordsInputs,
  olds: RecordsState | undefined,
): Promise<RecordsOutcome> {
  if (olds) refuseLaterState(olds);
  if (holdsUnknown(news)) {
    throw faultError({ code: "NOT_KNOWN_YET", message: "records cannot be written while some values are unknown" });
  }
  const works = zoneWorksOf(olds, news);
  const state = (): RecordsState => ({
    version: RECORDS_STATE_VERSION,
    zones: ownedSets(works),
    ttlSeconds: news.ttlSeconds,
  });
  try {
    const { left, conflicts } = await applyOwnedRecords(store, works, new Set(news.adopted));
    if (conflicts.length > 0) throw recordConflictError(conflicts);
    return { state: state(), notices: left.map(leftNotice) };
  } catch (error) {
    const uncertain = works.flatMap((work) => [...work.uncertain]);
    const properties = { ...state(), ...(uncertain.length > 0 && { uncertain }) };
    if (works.some(({ written }) => written) && error instanceof Error) Object.assign(error, { properties });
    throw error;
  }
}

function zoneWorksOf(olds: RecordsState | undefined, news: RecordsInputs): readonly ZoneWork[] {
  return zoneWorks(olds?.zones ?? [], news.zones, olds?.uncertain ?? []);
}

function recordConflictError(conflicts: readonly ZoneConflict[]): RecordConflictError {
  const message = conflicts.map((each) => recordConflictText(each, (key) => `adopt: ["${key}"]`)).join("\n");
  return Object.assign(faultError({ code: "RECORD_CONFLICT", message }), { conflicts });
}

/** Records with something of the right shape where the shape itself is unknown, so that the rest can be checked. */
function checkable(records: RecordsArguments["records"]): { [name: string]: RecordConfig } {
  const known = Object.entries(records).filter(([, record]) => !isUnknown(record));
  return Object.fromEntries(known.map(([name, record]) => [name, standIns(record, STAND_INS)]));
}

interface StandIns {
  readonly [argument: string]: unknown;
}

/** Any list has an item, any number will do. */
const STAND_INS: StandIns = {
  a: [UNKNOWN_VALUE],
  aaaa: [UNKNOWN_VALUE],
  txt: [UNKNOWN_VALUE],
  mx: [{ preference: 1, exchange: UNKNOWN_VALUE }],
  srv: [{ priority: 1, weight: 1, port: 1, target: UNKNOWN_VALUE }],
  ttlSeconds: 1,
};

function standIns<T extends object>(given: T, table: StandIns): T {
  const entries = Object.entries(given).map(([name, value]) => {
    if (isUnknown(value) && name in table) return [name, table[name]];
    const [item] = Array.isArray(table[name]) ? (table[name] as readonly unknown[]) : [];
    if (!Array.isArray(value) || typeof item !== "object") return [name, value];
    return [name, value.map((each) => (isUnknown(each) ? item : standIns(each, item as StandIns)))];
  });
  return Object.fromEntries(entries);
}

/** The mark of an unknown value is not known; a list that is the mark itself neither. */
const markReader: ValueReader<Values> = {
  text: (value) => (typeof value === "string" && !isUnknown(value) ? value : undefined),
  texts: (value) => (Array.isArray(value) ? value.map((text) => markReader.text(text)) : undefined),
  flag: (value) => (typeof value === "boolean" ? value : undefined),
  textsFrom: (values, render) => (holdsUnknown(values) ? values : render(values as string[])),
};

/** The values as Route 53's calls take them. */
function recordSetOf({ name, type, ttlSeconds, values }: PlannedRecord): RecordSet {
  const quoted = type === "TXT" ? values.map((value) => `"${value}"`) : values;
  return { name: valueOrThrow(parseDomainName(name)), type, ttlSeconds, values: quoted };
}

function adoptedKeys(adopt: readonly string[]): { keys: readonly string[]; problems: readonly Problem[] } {
  const keys: string[] = [];
  const problems: Problem[] = [];
  for (const [index, text] of adopt.entries()) {
    if (isUnknown(text)) continue;
    const [, nameText = "", type = ""] = /^(\S+) ([A-Z]+)$/.exec(text) ?? [];
    const name = parseDomainName(nameText).value;
    if (name) keys.push(recordSetKey({ name, type }));
    else {
      const message = `${JSON.stringify(text.slice(0, 80))} is no record set; expected a name and a type, e.g. "app1.cloud.acmecorp.com A"`;
      problems.push({ code: "BAD_RECORD_SET", path: `adopt[${index}]`, message });
    }
  }
  return { keys, problems };
}

function badZoneId(zoneId: string): string {
  return `${JSON.stringify(zoneId.slice(0, 80))} is no zone id; expected e.g. "Z0123456789ABC"`;
}

function leftNotice(set: RecordSet): Problem {
  const message = `somebody changed it to ${set.values.join(", ")}, so it stays`;
  return { code: "RECORD_LEFT", path: shownKey(set), message };
}

function refuseLaterState({ version }: RecordsState): void {
  if (version <= RECORDS_STATE_VERSION) return;
  const message = `the records' state has version ${version}, this hybrid-dns reads up to ${RECORDS_STATE_VERSION}; upgrade hybrid-dns to the version that wrote it`;
  throw faultError({ code: "STATE_TOO_NEW", message });
}
