import { AwsError } from "../aws-error";
import { judgeAlias, judgeCname, judgeName } from "./judge-name";
import { isWithin } from "./names";
import type { RecordSetChange } from "./read-change-batch";
import { keyWithinName, type RecordSet } from "./record-set";
import type { Route53Settings } from "./settings";
import { countRecordSets, type HostedZone } from "./store";
import { comparableValue, problemWithValue } from "./values";

/** Throughput tokens of a batch: a CREATE or DELETE is one, an UPSERT two. */
export function tokensOf(changes: readonly RecordSetChange[]): number {
  return changes.reduce((sum, { action }) => sum + (action === "UPSERT" ? 2 : 1), 0);
}

/**
 * Applies a batch to a zone as a whole or not at all.
 *
 * All problems of a batch come in one InvalidChangeBatch, as Route 53 reports them.
 */
export function applyChanges(
  zone: HostedZone,
  changes: readonly RecordSetChange[],
  settings: Route53Settings,
  foreignZone: (id: string) => boolean,
): void {
  checkSize(changes, settings);
  const problems = [...problemsWithEach(zone, changes, settings), ...problemsWithRepeats(changes)];
  refuseIfAny(problems);

  // Only the names that the batch touches are copied: a zone may hold ten thousand.
  const touched = new Map<string, Map<string, RecordSet>>();
  for (const change of changes) {
    const { name } = change.recordSet;
    const sets = touched.get(name) ?? new Map(zone.recordSets.get(name));
    touched.set(name, sets);
    const problem = applyOne(zone, sets, change);
    if (problem) problems.push(problem);
  }
  refuseIfAny(problems);

  const after = (name: string) => touched.get(name) ?? zone.recordSets.get(name);
  let count = countRecordSets(zone);
  for (const [name, sets] of touched) {
    problems.push(...judgeName(zone, name, sets));
    count += sets.size - (zone.recordSets.get(name)?.size ?? 0);
  }
  for (const { action, recordSet } of changes) {
    if (action === "DELETE" || !recordSet.alias) continue;
    const problem = judgeAlias(zone, recordSet, recordSet.alias, after, foreignZone);
    if (problem) problems.push(problem);
  }
  if (count > settings.recordSetsPerZone && count > countRecordSets(zone)) {
    problems.push(`Number of records limit of ${settings.recordSetsPerZone} has been exceeded.`);
  }
  refuseIfAny(problems);

  for (const [name, sets] of touched) {
    if (sets.size > 0) zone.recordSets.set(name, sets);
    else zone.recordSets.delete(name);
  }
  zone.inOrder = undefined;
}

function checkSize(changes: readonly RecordSetChange[], settings: Route53Settings): void {
  let elements = 0;
  let characters = 0;
  for (const { action, recordSet } of changes) {
    const times = action === "UPSERT" ? 2 : 1;
    elements += times * recordSet.values.length;
    for (const value of recordSet.values) characters += times * value.length;
  }
  if (elements > settings.recordElements) {
    refuseIfAny([`Number of records limit of ${settings.recordElements} exceeded.`]);
  }
  if (characters > settings.valueCharacters) {
    refuseIfAny([`Number of characters limit of ${settings.valueCharacters} exceeded.`]);
  }
}

function problemsWithEach(zone: HostedZone, changes: readonly RecordSetChange[], settings: Route53Settings): string[] {
  const problems: string[] = [];
  for (const { action, recordSet } of changes) {
    const { name, type, values } = recordSet;
    if (!isWithin(name, zone.name)) {
      problems.push(`RRSet with DNS name ${name} is not permitted in zone ${zone.name}`);
    }
    if (values.length > settings.valuesPerRecordSet) {
      problems.push(`Number of values limit of ${settings.valuesPerRecordSet} exceeded in RRSet ${name} ${type}`);
    }
    if (action === "DELETE") continue;
    const seen = new Set<string>();
    for (const value of values) {
      const problem = problemWithValue(type, value);
      if (problem) problems.push(problem);
      const comparable = comparableValue(type, value);
      if (seen.has(comparable)) problems.push(`Duplicate Resource Record: '${value.slice(0, 100)}'`);
      seen.add(comparable);
    }
  }
  return problems;
}

/** A record set may stand once in a batch, or be deleted and then created. */
function problemsWithRepeats(changes: readonly RecordSetChange[]): string[] {
  const actions = new Map<string, { recordSet: RecordSet; actions: string }>();
  for (const { action, recordSet } of changes) {
    const key = `${recordSet.name} ${keyWithinName(recordSet)}`;
    const before = actions.get(key);
    actions.set(key, { recordSet, actions: before ? `${before.actions} ${action}` : action });
  }
  return [...actions.values()]
    .filter(({ actions }) => actions.includes(" ") && actions !== "DELETE CREATE")
    .map(
      ({ recordSet: { name, type } }) =>
        `The request contains an invalid set of changes for a resource record set '${type} ${name}'`,
    );
}

/** One change after the other: what a batch deletes must stand before what takes its place. */
function applyOne(
  zone: HostedZone,
  sets: Map<string, RecordSet>,
  { action, recordSet }: RecordSetChange,
): string | undefined {
  const key = keyWithinName(recordSet);
  const current = sets.get(key);
  const named = nameForMessage(recordSet);
  if (action === "DELETE") {
    if (!current) return `Tried to delete resource record set ${named} but it was not found`;
    if (!sameContent(current, recordSet)) {
      return `Tried to delete resource record set ${named} but the values provided do not match the current values`;
    }
    sets.delete(key);
    return undefined;
  }
  if (action === "CREATE" && current) return `Tried to create resource record set ${named} but it already exists`;
  const conflict = judgeCname(zone, recordSet, sets);
  if (conflict) return conflict;
  sets.set(key, recordSet);
  return undefined;
}

function nameForMessage({ name, type, setIdentifier }: RecordSet): string {
  const set = setIdentifier === undefined ? "" : `, set-identifier='${setIdentifier}'`;
  return `[name='${name}', type='${type}'${set}]`;
}

function sameContent(a: RecordSet, b: RecordSet): boolean {
  const comparable = (recordSet: RecordSet) =>
    JSON.stringify([
      recordSet.ttl ?? null,
      recordSet.values.map((value) => comparableValue(recordSet.type, value)).sort(),
      recordSet.alias
        ? [recordSet.alias.hostedZoneId, recordSet.alias.dnsName, recordSet.alias.evaluateTargetHealth]
        : null,
      Object.entries(recordSet.routing).sort(([one], [other]) => (one < other ? -1 : 1)),
    ]);
  return comparable(a) === comparable(b);
}

function refuseIfAny(problems: readonly string[]): void {
  if (problems.length > 0) throw new AwsError("InvalidChangeBatch", `[${[...new Set(problems)].join(", ")}]`);
}
