import { compareDomainNames, type DomainName } from "./domain-name";
import { normalValue } from "./record-value";

/** All records of one name and type, the unit in which Route 53 keeps, lists and changes them. */
export interface RecordSet {
  readonly name: DomainName;
  /** e.g. `PTR` */
  readonly type: string;
  readonly ttlSeconds: number;
  /** In the form of zone files, e.g. `app1.cloud.acmecorp.com.`; as they were read, since a deletion must repeat them. */
  readonly values: readonly string[];
  /**
   * What makes it more than a plain record set, e.g. `an alias of web.acmecorp.com.`. Such a set is never changed here:
   * its values do not say all that it is.
   */
  readonly routing?: string | undefined;
}

/** What identifies a record set in its zone. Sets with routing share it with each other. */
export function recordSetKey({ name, type }: Pick<RecordSet, "name" | "type">): string {
  return `${name} ${type}`;
}

/** In DNS order of names, then by type. */
export function compareRecordSets(left: RecordSet, right: RecordSet): number {
  if (left.name !== right.name) return compareDomainNames(left.name, right.name);
  return left.type === right.type ? 0 : left.type < right.type ? -1 : 1;
}

/** Values without order, case of names, escapes and duplicates. */
export function normalValues({ type, values }: Pick<RecordSet, "type" | "values">): readonly string[] {
  return [...new Set(values.map((value) => normalValue(type, value)))].sort();
}

/** Whether two sets of one name and type hold the same records, whatever their TTL. */
export function sameValues(left: RecordSet, right: RecordSet): boolean {
  if (left.routing !== right.routing) return false;
  if (left.type === right.type && sameTexts(left.values, right.values)) return true;
  const leftValues = normalValues(left);
  const rightValues = normalValues(right);
  return sameTexts(leftValues, rightValues);
}

/** Whether nothing has to be written to make one of the other. */
export function sameRecordSet(left: RecordSet, right: RecordSet): boolean {
  return left.ttlSeconds === right.ttlSeconds && sameValues(left, right);
}

function sameTexts(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((text, index) => text === right[index]);
}
