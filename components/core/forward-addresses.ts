import { type DomainName, longestMatch, parseDomainName, withoutFinalDot } from "./domain-name";
import type { AddressRecordConfig } from "./record-config";
import type { RecordSet } from "./resource-record";
import { route53Name } from "./route53-name";
import { shownText } from "./shown-text";

/** A hosted zone with all its record sets, as it was read. */
export interface ListedZone {
  readonly zoneName: DomainName;
  readonly recordSets: Iterable<RecordSet>;
}

/** What gets no PTR record, and why. */
export interface SkippedRecord {
  /** Without final dot; characters that are none of a host's name as Route 53 escapes them, e.g. `a\040b.acmecorp.com`. */
  readonly name: string;
  /** An address, or the record set's type where all of it is left out. */
  readonly what: string;
  /** e.g. `no reverse zone covers it` */
  readonly reason: string;
}

export interface ForwardAddresses {
  /** Names may come several times: sets that share a name by weight, latency and the like come one by one. */
  readonly addressRecords: readonly AddressRecordConfig[];
  readonly skipped: readonly SkippedRecord[];
}

/**
 * Names with addresses, as hosted zones have them.
 *
 * | record set | what becomes of it |
 * |---|---|
 * | A, AAAA, by weight, latency, as one of several values and so on | all their addresses |
 * | alias, CNAME | left out: the address is another name's |
 * | a name that is none of a host, or that another of the zones answers for | left out |
 * | other types | have no address |
 *
 * @param answering - all zones that answer beside each other, those that could not be read among them
 */
export function addressesOfZones(zones: readonly ListedZone[], answering: ReadonlySet<DomainName>): ForwardAddresses {
  const addressRecords: AddressRecordConfig[] = [];
  const skipped: SkippedRecord[] = [];
  for (const { zoneName, recordSets } of zones) {
    for (const set of recordSets) {
      const hasAddresses = set.type === "A" || set.type === "AAAA";
      if (!hasAddresses && set.type !== "CNAME") continue;
      const reason = reasonAgainst(set, zoneName, answering);
      if (reason !== undefined) skipped.push({ name: shownName(set.name), what: set.type, reason });
      else addressRecords.push({ name: set.name, addresses: [...set.values], ttlSeconds: set.ttlSeconds });
    }
  }
  return { addressRecords, skipped };
}

function reasonAgainst(
  { name, type, values, routing }: RecordSet,
  zoneName: DomainName,
  answering: ReadonlySet<DomainName>,
): string | undefined {
  if (type === "CNAME") return `its address is that of ${values.map(shownTarget).join(", ") || "another name"}`;
  if (values.length === 0) return `it is ${routing ?? "without addresses"}`;
  // Bytes beyond ASCII are listed one by one: read as characters they would be another name.
  if (/[^\0-\x7f]/.test(name)) return "it is no name of a host: it has bytes beyond ASCII";
  const { fault } = parseDomainName(name);
  if (fault) return `it is no name of a host: ${fault.message.replace(/^.*? is no domain name: /, "")}`;
  const answered = longestMatch(name, answering);
  if (answered !== zoneName) return `${withoutFinalDot(answered ?? name)} answers for it`;
  return undefined;
}

function shownName(name: DomainName): string {
  return withoutFinalDot(route53Name(name) as DomainName).replace(/^\\052(?=\.)/, "*");
}

function shownTarget(value: string): string {
  return shownText(value.replace(/\.$/, "")).slice(1, -1);
}
