import { checkRecord } from "../checks/record-check";
import { type DomainName, withoutFinalDot } from "../domain-name";
import type { PlannedAlias, PlannedRecord } from "../part-plan";
import { describeRecords } from "../reading/described-record";
import type { Report } from "../reading/written-values";
import type { AddressRecordConfig, RecordConfig } from "../record-config";
import { unquotedTxtValue } from "../txt-value";
import { ownTexts, textsFrom, type ValueReader, type Values } from "../values";

/** The record sets of a zone, and the addresses in them that want PTR records. */
export interface PlannedRecords<V extends Values> {
  readonly records: readonly PlannedRecord<V>[];
  readonly aliases: readonly PlannedAlias<V>[];
  readonly addressRecords: readonly AddressRecordConfig<V>[];
}

/** What records are planned for. */
export interface RecordsOfZone<V extends Values> {
  /** Of the zone, e.g. `acme-cloud.acmecorp.com`: every record's begins with it. */
  readonly logicalName: string;
  readonly zone: DomainName;
  readonly records: { readonly [name: string]: RecordConfig<V> } | undefined;
  /** TTL of records that state none. */
  readonly ttlSeconds: number | undefined;
  /** Of the argument that holds the records. */
  readonly path: string;
}

export const DEFAULT_TTL_SECONDS = 300;

/** Checks the records of a zone. */
export function checkRecords<V extends Values>(
  { records, zone, path }: Pick<RecordsOfZone<V>, "records" | "zone" | "path">,
  reader: ValueReader<V>,
  report: Report,
): void {
  for (const record of describeRecords(records, zone, path, report)) checkRecord(record, zone, reader, report);
}

/** Plans the records of a zone, which have been checked. */
export function planRecords<V extends Values>(zone: RecordsOfZone<V>, reader: ValueReader<V>): PlannedRecords<V> {
  const records: PlannedRecord<V>[] = [];
  const aliases: PlannedAlias<V>[] = [];
  const addressRecords: AddressRecordConfig<V>[] = [];
  for (const record of describeRecords(zone.records, zone.zone, zone.path, () => {})) {
    const { config } = record;
    const name = withoutFinalDot(record.name);
    const ttlSeconds = config.ttlSeconds ?? zone.ttlSeconds ?? DEFAULT_TTL_SECONDS;
    const logicalName = (type: string) => `${zone.logicalName}-${record.label}-${type}`;
    const add = (type: string, values: V["texts"] | undefined) => {
      if (values !== undefined) records.push({ logicalName: logicalName(type), name, type, ttlSeconds, values });
    };
    add("A", config.a);
    add("AAAA", config.aaaa);
    add("CNAME", config.cname === undefined ? undefined : ownTexts<V>([config.cname]));
    add("MX", mxValues(config, reader));
    add("SRV", srvValues(config, reader));
    add("TXT", txtValues(config, reader));
    const { alias } = config;
    if (alias !== undefined) {
      for (const type of alias.ipv6 === true ? ["A", "AAAA"] : ["A"]) {
        const { dnsName, zoneId } = alias;
        const evaluateTargetHealth = alias.evaluateTargetHealth ?? false;
        aliases.push({ logicalName: logicalName(type), name, type, dnsName, zoneId, evaluateTargetHealth });
      }
    }
    if (config.ptr === false) continue;
    for (const addresses of [config.a, config.aaaa]) {
      if (addresses !== undefined) addressRecords.push({ name, addresses, ttlSeconds });
    }
  }
  return { records, aliases, addressRecords };
}

function mxValues<V extends Values>({ mx }: RecordConfig<V>, reader: ValueReader<V>): V["texts"] | undefined {
  if (mx === undefined) return undefined;
  const exchanges = mx.map(({ exchange }) => exchange);
  return textsFrom<V>(reader, exchanges, (known) => known.map((text, index) => `${mx[index]!.preference} ${text}`));
}

function srvValues<V extends Values>({ srv }: RecordConfig<V>, reader: ValueReader<V>): V["texts"] | undefined {
  if (srv === undefined) return undefined;
  const targets = srv.map(({ target }) => target);
  return textsFrom<V>(reader, targets, (known) =>
    known.map((text, index) => {
      const { priority, weight, port } = srv[index]!;
      return `${priority} ${weight} ${port} ${text}`;
    }),
  );
}

function txtValues<V extends Values>({ txt }: RecordConfig<V>, reader: ValueReader<V>): V["texts"] | undefined {
  if (txt === undefined) return undefined;
  // What stands in quotes is escaped and cut into pieces, so a text that only stands for another cannot be put in as it is.
  if (reader.txtValues) return reader.txtValues(txt, unquotedTxtValue);
  return textsFrom<V>(reader, txt, (known) => known.map(unquotedTxtValue));
}
