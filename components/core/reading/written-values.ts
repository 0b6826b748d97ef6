import { type DomainName, parseDomainName, withoutFinalDot } from "../domain-name";
import { formatNetwork, type IpAddress, type IpNetwork, parseAddress, parseNetwork } from "../ip-network";
import type { Parsed } from "../parsed";
import type { ValueReader, Values } from "../values";
import { argument, compareText, item } from "./argument-path";
import type { WrittenAddress, WrittenName, WrittenNetwork } from "./description";
import type { Finding } from "./finding";
import { nearestName } from "./nearest-name";

// Reads what users write as text; what cannot be read becomes a finding at its path and is left out.

export type Report = (finding: Finding) => void;

/** The value; what is no value is reported. */
export function read<T>(parsed: Parsed<T>, path: string, report: Report): T | undefined {
  if (parsed.fault) report({ ...parsed.fault, path, unreadable: true });
  return parsed.value;
}

/** A zone's name: no wildcard, not the root. */
export function readZoneName(text: string, path: string, report: Report): DomainName | undefined {
  const name = read(parseDomainName(text), path, report);
  if (name === undefined || (name !== "." && !name.startsWith("*."))) return name;
  const why = name === "." ? '"." is the root' : `"${withoutFinalDot(name)}" is a wildcard`;
  report({
    code: "BAD_DOMAIN_NAME",
    path,
    message: `${why}; expected the name of a zone, e.g. "cloud.acmecorp.com"`,
    unreadable: true,
  });
  return undefined;
}

export function readNetworks(
  texts: readonly (string | undefined)[] | undefined,
  path: string,
  report: Report,
): readonly WrittenNetwork[] {
  return (texts ?? []).flatMap((text, index) => {
    const network = text === undefined ? undefined : readNetwork(text, item(path, index), report);
    return network ? [{ path: item(path, index), network }] : [];
  });
}

/** A range; the whole internet is none, because whoever has a range may ask. */
export function readNetwork(text: string, path: string, report: Report): IpNetwork | undefined {
  const network = read(parseNetwork(text), path, report);
  if (!network || network.prefixLength > 0) return network;
  const message = `${formatNetwork(network)} is everybody; whoever is in a range may ask, so give the ranges that are yours`;
  report({ code: "VALUE_NOT_ALLOWED", path, message, unreadable: true });
  return undefined;
}

export function readAddress(text: string, path: string, report: Report): IpAddress | undefined {
  return read(parseAddress(text), path, report);
}

/** Those of some addresses that are known now. */
export function readKnownAddresses<V extends Values>(
  texts: V["texts"] | undefined,
  path: string,
  reader: ValueReader<V>,
  report: Report,
): readonly WrittenAddress[] {
  if (texts === undefined) return [];
  return (reader.texts(texts) ?? []).flatMap((text, index) => {
    const address = text === undefined ? undefined : readAddress(text, item(path, index), report);
    return address ? [{ path: item(path, index), address }] : [];
  });
}

/** Names of zones in a list. */
export function readZoneNames(
  texts: readonly (string | undefined)[] | undefined,
  path: string,
  report: Report,
): readonly WrittenName[] {
  return (texts ?? []).flatMap((text, index) => {
    const name = text === undefined ? undefined : readZoneName(text, item(path, index), report);
    return name ? [{ path: item(path, index), name }] : [];
  });
}

/** References to VPCs by key: those that are there, once each; the others are reported. */
export function readVpcKeys(
  keys: readonly (string | undefined)[],
  path: string,
  vpcs: readonly string[],
  report: Report,
): readonly string[] {
  const found: string[] = [];
  for (const [index, key] of keys.entries()) {
    if (key === undefined) continue;
    if (!vpcs.includes(key)) report({ ...unknownVpc(key, item(path, index), vpcs), unreadable: true });
    else if (!found.includes(key)) found.push(key);
    else report({ code: "DUPLICATE_NAME", path: item(path, index), message: `${key} is named twice; keep it once` });
  }
  return found;
}

export function unknownVpc(key: string, path: string, vpcs: readonly string[]): Finding {
  return { ...unknownKey("VPC", key, vpcs), code: "UNKNOWN_VPC", path };
}

/** What is not there, what is, and which was probably meant. */
export function unknownKey(what: string, key: string, keys: readonly string[]): { readonly message: string } {
  const meant = nearestName(key, keys);
  const there = keys.length === 0 ? "there is none" : `there ${keys.length === 1 ? "is" : "are"} ${keys.join(", ")}`;
  return {
    message: `there is no ${what} ${JSON.stringify(key.slice(0, 80))}; ${there}${
      meant === undefined ? "" : `; did you mean ${JSON.stringify(meant)}?`
    }`,
  };
}

/** Entries of a map by zone name; keys that name one zone twice, or none, are reported. */
export function readZoneKeys<Config>(
  entries: readonly (readonly [string, Config])[],
  path: string,
  report: Report,
): readonly { key: string; path: string; name: DomainName; config: Config }[] {
  const zones = entries.flatMap(([key, config]) => {
    const entryPath = argument(path, key);
    const name = readZoneName(key, entryPath, report);
    return name ? [{ key, path: entryPath, name, config }] : [];
  });
  return withoutDuplicates(zones, "zone", report);
}

/** The first of each name, that is the one that is written in its one form where there is one. */
export function withoutDuplicates<T extends { key: string; path: string; name: DomainName }>(
  named: readonly T[],
  what: string,
  report: Report,
): readonly T[] {
  const byName = new Map<DomainName, T>();
  const plainFirst = Array.from(named, (entry) => ({ entry, isPlain: entry.key === withoutFinalDot(entry.name) })).sort(
    (left, right) => Number(right.isPlain) - Number(left.isPlain) || compareText(left.entry.key, right.entry.key),
  );
  for (const { entry } of plainFirst) {
    const first = byName.get(entry.name);
    if (!first) byName.set(entry.name, entry);
    else {
      const message = `is the same ${what} as \`${first.path}\`; keep one`;
      report({ code: "DUPLICATE_NAME", path: entry.path, message });
    }
  }
  return Array.from(byName, ([name, entry]) => ({ text: withoutFinalDot(name), entry }))
    .sort((left, right) => compareText(left.text, right.text))
    .map(({ entry }) => entry);
}
