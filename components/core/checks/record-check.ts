import type { DomainName } from "../domain-name";
import { argument, item } from "../reading/argument-path";
import type { DescribedRecord } from "../reading/described-record";
import type { Report } from "../reading/written-values";
import type { RecordConfig } from "../record-config";
import { shownText } from "../shown-text";
import { unquotedTxtValue } from "../txt-value";
import type { ValueReader, Values } from "../values";
import { addressFault, normalAddress, targetFault, txtFault } from "./record-value-check";

/** Limits of Route 53 for one record set. */
const MOST_VALUES = 400;
const MOST_CHARACTERS = 32_000;

const KINDS = ["a", "aaaa", "cname", "txt", "mx", "srv", "alias"] as const;

/** Checks the records of one name: what stands beside what, how many values, and each value that is known now. */
export function checkRecord<V extends Values>(
  record: DescribedRecord<V>,
  zone: DomainName,
  reader: ValueReader<V>,
  report: Report,
): void {
  const { path, name, config } = record;
  checkCompany(config, name === zone, path, report);
  for (const kind of ["a", "aaaa", "txt"] as const) {
    const known = config[kind] === undefined ? undefined : reader.texts(config[kind]);
    if (known) checkTexts(kind, known, argument(path, kind), report);
  }
  for (const { target, path: targetPath, ownName } of targetsOf(record)) {
    const known = target === undefined ? undefined : reader.text(target);
    const fault = known === undefined ? undefined : targetFault(known, zone, ownName);
    if (fault) report({ ...fault, path: targetPath });
  }
  if (config.mx) checkList(config.mx, ({ exchange }) => exchange, argument(path, "mx"), reader, report);
  if (config.srv) checkList(config.srv, ({ target }) => target, argument(path, "srv"), reader, report);
}

/** What may stand beside what at one name. */
function checkCompany<V extends Values>(config: RecordConfig<V>, atApex: boolean, path: string, report: Report): void {
  const given = KINDS.filter((kind) => config[kind] !== undefined);
  if (given.length === 0) {
    report({ code: "RECORD_EMPTY", path, message: "give a, aaaa, cname, txt, mx, srv or alias" });
  }
  const others = given.filter((kind) => kind !== "cname").map((kind) => `\`${kind}\``);
  if (config.cname !== undefined && others.length > 0) {
    const message = `\`cname\` cannot stand beside ${others.join(", ")}; give one or the other`;
    report({ code: "CNAME_NOT_ALONE", path, message });
  }
  if (config.cname !== undefined && atApex) {
    const message = "`cname` cannot stand at the zone's own name, where SOA and NS are; use `a` or `alias`";
    report({ code: "CNAME_AT_APEX", path, message });
  }
  const doubled = [
    ...(config.a !== undefined ? ["`a`"] : []),
    ...(config.aaaa !== undefined && config.alias?.ipv6 === true ? ["`aaaa`"] : []),
  ];
  if (config.alias === undefined || doubled.length === 0) return;
  const message = `\`alias\` cannot stand beside ${doubled.join(" and ")}: both would answer; give one or the other`;
  report({ code: "ALIAS_WITH_ADDRESSES", path, message });
}

function checkTexts(
  kind: "a" | "aaaa" | "txt",
  texts: readonly (string | undefined)[],
  path: string,
  report: Report,
): void {
  checkCount(texts.length, path, report);
  const seen = new Set<string>();
  let characters = 0;
  for (const [index, text] of texts.entries()) {
    if (text === undefined) continue;
    const form = kind === "txt" ? text : normalAddress(text);
    const twice = seen.has(form) ? `${shownText(text)} is given twice; keep it once` : undefined;
    const fault = (kind === "txt" ? txtFault(text) : addressFault(text, kind === "a" ? 4 : 6)) ?? twice;
    if (fault !== undefined) report({ code: "BAD_RECORD_VALUE", path: item(path, index), message: fault });
    seen.add(form);
    characters += kind === "txt" ? unquotedTxtValue(text).length + 2 : text.length;
  }
  if (characters <= MOST_CHARACTERS || texts.length > MOST_VALUES) return;
  const message = `got ${characters} characters in all, Route 53 takes ${MOST_CHARACTERS}; spread them over several names`;
  report({ code: "TOO_MANY_VALUES", path, message });
}

/** A list of blocks with a name each: how many, and none twice. */
function checkList<V extends Values, Entry extends object>(
  entries: readonly Entry[],
  targetOf: (entry: Entry) => V["text"],
  path: string,
  reader: ValueReader<V>,
  report: Report,
): void {
  checkCount(entries.length, path, report);
  const seen = new Set<string>();
  for (const [index, entry] of entries.entries()) {
    // What is no block has been reported and left out.
    if (entry === undefined || targetOf(entry) === undefined) continue;
    const known = reader.text(targetOf(entry));
    if (known === undefined) continue;
    const numbers = Object.values(entry).filter((value) => typeof value === "number");
    const form = [...numbers, known.toLowerCase()].join(" ");
    if (seen.has(form)) {
      report({ code: "BAD_RECORD_VALUE", path: item(path, index), message: "is given twice; keep it once" });
    }
    seen.add(form);
  }
}

interface Target<V extends Values> {
  readonly target: V["text"] | undefined;
  readonly path: string;
  /** The name that it must not be: a CNAME to itself. */
  readonly ownName?: DomainName | undefined;
}

/** The names in values, which are absolute. */
function targetsOf<V extends Values>({ config, path, name }: DescribedRecord<V>): readonly Target<V>[] {
  const below = (list: string, index: number, field: string) => argument(item(argument(path, list), index), field);
  return [
    { target: config.cname, path: argument(path, "cname"), ownName: name },
    { target: config.alias?.dnsName, path: argument(argument(path, "alias"), "dnsName") },
    ...(config.mx ?? []).map((mx, index) => ({ target: mx?.exchange, path: below("mx", index, "exchange") })),
    ...(config.srv ?? []).map((srv, index) => ({ target: srv?.target, path: below("srv", index, "target") })),
  ];
}

function checkCount(count: number, path: string, report: Report): void {
  if (count === 0) report({ code: "RECORD_EMPTY", path, message: "the list is empty; give values or leave it out" });
  if (count <= MOST_VALUES) return;
  const message = `${count} values, Route 53 takes ${MOST_VALUES}; spread them over several names`;
  report({ code: "TOO_MANY_VALUES", path, message });
}
