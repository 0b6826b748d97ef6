import { argument, item } from "./argument-path";
import type { DescribedRecord } from "./described-record";
import { type DomainName, labelsOf, parseDomainName, withoutFinalDot } from "./domain-name";
import { formatAddress, parseAddress } from "./ip-network";
import type { RecordConfig } from "./record-config";
import { shownText } from "./shown-text";
import { txtValue } from "./txt-value";
import type { ValueReader, Values } from "./values";
import type { Report } from "./written-values";

/** Limits of Route 53. */
const MOST_VALUES = 400;
const LONGEST_VALUE = 4000;
const LONGEST_SET = 32_000;

const KINDS = ["a", "aaaa", "cname", "txt", "mx", "srv", "alias"] as const;

/** Checks the records of one name: what stands beside what, how many values, and each value that is known now. */
export function checkRecord<V extends Values>(
  { path, name, config }: DescribedRecord<V>,
  zone: DomainName,
  reader: ValueReader<V>,
  report: Report,
): void {
  checkCompany(config, name === zone, path, report);
  checkList("a", (text) => addressFault(text, 4));
  checkList("aaaa", (text) => addressFault(text, 6));
  checkList("txt", txtFault);
  if (config.cname !== undefined) checkTarget(config.cname, argument(path, "cname"), false);
  for (const kind of ["mx", "srv"] as const) {
    const values = config[kind];
    if (values === undefined) continue;
    const listPath = argument(path, kind);
    checkCount(values.length, listPath, report);
    const seen = new Set<string>();
    for (const [index, value] of values.entries()) {
      if (value === undefined) continue;
      const [target, field] = "exchange" in value ? [value.exchange, "exchange"] : [value.target, "target"];
      if (target === undefined) continue;
      const targetPath = argument(item(listPath, index), field);
      checkTarget(target, targetPath, true);
      const known = reader.text(target);
      if (known !== undefined) checkTwice(JSON.stringify({ ...value, [field]: known.toLowerCase() }), item(listPath, index));
    }
    function checkTwice(text: string, valuePath: string): void {
      if (seen.has(text)) report({ code: "BAD_RECORD_VALUE", path: valuePath, message: "is given twice; keep it once" });
      seen.add(text);
    }
  }
  if (config.alias?.dnsName !== undefined) checkTarget(config.alias.dnsName, `${path}.alias.dnsName`, false);

  function checkList(kind: "a" | "aaaa" | "txt", faultOf: (text: string) => string | undefined): void {
    const values = config[kind];
    if (values === undefined) return;
    const known = reader.texts(values);
    if (known === undefined) return;
    const listPath = argument(path, kind);
    checkCount(known.length, listPath, report);
    const seen = new Set<string>();
    let characters = 0;
    for (const [index, text] of known.entries()) {
      if (text === undefined) continue;
      const form = kind === "txt" ? text : normalAddress(text);
      const fault = faultOf(text) ?? (seen.has(form) ? `${shownText(text)} is given twice; keep it once` : undefined);
      if (fault !== undefined) report({ code: "BAD_RECORD_VALUE", path: item(listPath, index), message: fault });
      seen.add(form);
      characters += kind === "txt" ? txtValue(text).length + 2 : text.length;
    }
    if (characters <= LONGEST_SET || known.length > MOST_VALUES) return;
    const message = `got ${characters} characters in all, Route 53 takes ${LONGEST_SET}; spread them over several names`;
    report({ code: "TOO_MANY_VALUES", path: listPath, message });
  }

  /** Names in values are absolute; `.` says that there is no such service. */
  function checkTarget(target: V["text"], targetPath: string, mayBeRoot: boolean): void {
    const known = reader.text(target);
    if (known === undefined || (known === "." && mayBeRoot)) return;
    const { value, fault } = parseDomainName(known);
    if (fault) return report({ code: "BAD_RECORD_VALUE", path: targetPath, message: fault.message });
    if (value === "." || value.startsWith("*.")) {
      const message = `${shownText(known)} is no name of a host; expected e.g. "smtp.${withoutFinalDot(zone)}"`;
      return report({ code: "BAD_RECORD_VALUE", path: targetPath, message });
    }
    if (labelsOf(value).length === 1) {
      const message = `${shownText(known)} would be the top-level domain ${value}; write "${withoutFinalDot(value)}.${withoutFinalDot(zone)}"`;
      return report({ code: "TARGET_NOT_ABSOLUTE", path: targetPath, message });
    }
    if (value !== name || !targetPath.endsWith(".cname")) return;
    report({ code: "BAD_RECORD_VALUE", path: targetPath, message: `${shownText(known)} is the record's own name` });
  }
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
    ...(config.a !== undefined ? ["a"] : []),
    ...(config.aaaa !== undefined && config.alias?.ipv6 === true ? ["aaaa"] : []),
  ];
  if (config.alias === undefined || doubled.length === 0) return;
  const message = `\`alias\` cannot stand beside \`${doubled.join("`, `")}\`: both would answer; give one or the other`;
  report({ code: "ALIAS_WITH_ADDRESSES", path, message });
}

function checkCount(count: number, path: string, report: Report): void {
  if (count === 0) report({ code: "RECORD_EMPTY", path, message: "the list is empty; give values or leave it out" });
  if (count <= MOST_VALUES) return;
  const message = `${count} values, Route 53 takes ${MOST_VALUES}; spread them over several names`;
  report({ code: "TOO_MANY_VALUES", path, message });
}

function addressFault(text: string, family: 4 | 6): string | undefined {
  const address = parseAddress(text).value;
  if (address?.family === family) return undefined;
  const other = address ? `; it belongs in \`${family === 4 ? "aaaa" : "a"}\`` : "";
  const example = address ? "" : `; expected e.g. "${family === 4 ? "10.20.1.10" : "fd00:20::10"}"`;
  return `${shownText(text)} is no IPv${family} address${other}${example}`;
}

function normalAddress(text: string): string {
  const address = parseAddress(text).value;
  return address ? formatAddress(address) : text;
}

function txtFault(text: string): string | undefined {
  const { length } = txtValue(text);
  if (length + 2 <= LONGEST_VALUE) return undefined;
  return `got ${length + 2} characters with quotes and escapes, Route 53 takes ${LONGEST_VALUE} in one value; make several of it`;
}
