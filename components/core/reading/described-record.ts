import { type DomainName, isWithin, parseDomainName, withoutFinalDot } from "../domain-name";
import type { RecordConfig } from "../record-config";
import type { PlainValues, Values } from "../values";
import { argument, entriesInOrder } from "./argument-path";
import { type Report, read, withoutDuplicates } from "./written-values";

/** All records of one name, the name read. */
export interface DescribedRecord<V extends Values = PlainValues> {
  readonly key: string;
  readonly path: string;
  readonly name: DomainName;
  /** The name relative to the zone, lower-case; `@` for the zone's own. */
  readonly label: string;
  readonly config: RecordConfig<V>;
}

/** Reads the names of records, which are relative to their zone. */
export function describeRecords<V extends Values>(
  records: { readonly [name: string]: RecordConfig<V> } | undefined,
  zone: DomainName,
  path: string,
  report: Report,
): readonly DescribedRecord<V>[] {
  const described = entriesInOrder(records).flatMap(([key, config]): DescribedRecord<V>[] => {
    const recordPath = argument(path, key);
    const name = recordName(key, zone, recordPath, report);
    return name ? [{ key, path: recordPath, name, label: labelIn(zone, name), config }] : [];
  });
  // Keys are relative, names are not: the plain form of a key is its label.
  return withoutDuplicates(
    described.map((record) => ({
      ...record,
      key: record.key === record.label ? withoutFinalDot(record.name) : record.key,
    })),
    "name",
    report,
  );
}

function recordName(key: string, zone: DomainName, path: string, report: Report): DomainName | undefined {
  if (key === "@") return zone;
  const alone = parseDomainName(key).value;
  if (alone !== undefined && (isWithin(alone, zone) || key.endsWith("."))) {
    const inside = isWithin(alone, zone) ? `; write ${JSON.stringify(labelIn(zone, alone))}` : "";
    const message = `names are relative to ${withoutFinalDot(zone)}${inside}`;
    report({ code: "RECORD_NAME_ABSOLUTE", path, message, unreadable: true });
    return undefined;
  }
  return read(parseDomainName(key === "" ? "" : `${key}.${zone}`), path, report);
}

function labelIn(zone: DomainName, name: DomainName): string {
  return name === zone ? "@" : name.slice(0, -zone.length - 1);
}
