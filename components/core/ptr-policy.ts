import type { DomainName } from "./domain-name";
import { parseAddress } from "./ip-address";
import { matchesPattern, type NamePattern, parseNamePattern } from "./name-pattern";
import type { Parsed } from "./parsed";
import type { Problem } from "./problem";
import type { PtrPolicyConfig } from "./record-config";
import { reverseNameOf } from "./reverse-zone";
import { shownKind } from "./shown-text";

/** More names are never kept for one address: Route 53 takes 400 values in a record set. */
export const MAXIMUM_NAMES = 400;

/** A policy with its defaults, read once. */
export interface PtrPolicy {
  readonly enabled: boolean;
  /** Absent: the smallest of the address records'. */
  readonly ttlSeconds?: number | undefined;
  readonly maximumNames: number;
  /** Names of record sets that are taken over. */
  readonly adopted: ReadonlySet<DomainName>;
  isExcluded(name: DomainName): boolean;
  /** The smaller, the earlier a name comes. */
  rank(name: DomainName): number;
}

export interface PtrPolicyReading {
  readonly policy: PtrPolicy;
  readonly problems: readonly Problem[];
}

/**
 * Reads a policy; what is wrong is a problem and counts as absent.
 *
 * @param path - of the policy in the user's arguments, e.g. `ptrRecords`; empty where they are the arguments themselves
 */
export function resolvePtrPolicy(given: PtrPolicyConfig, path = ""): PtrPolicyReading {
  const problems: Problem[] = [];
  const prefix = path === "" ? "" : `${path}.`;
  const wrongType = (wrongPath: string, value: unknown, expected: string) =>
    problems.push({ code: "WRONG_TYPE", path: wrongPath, message: `got ${shownKind(value)}, expected ${expected}` });
  const isMap = typeof given === "object" && given !== null && !Array.isArray(given);
  if (!isMap) wrongType(path || "policy", given, "a map");
  const config = isMap ? given : {};
  const listOf = (name: "exclude" | "prefer" | "adopt"): readonly string[] => {
    const list = config[name] ?? [];
    if (Array.isArray(list)) return list;
    wrongType(`${prefix}${name}`, list, "a list of texts");
    return [];
  };
  const items = <T>(name: "exclude" | "prefer" | "adopt", parse: (text: string) => Parsed<T>): T[] =>
    listOf(name).flatMap((text, index) => {
      const { value, fault } = parse(text);
      if (fault) problems.push({ ...fault, path: `${prefix}${name}[${index}]` });
      return value === undefined ? [] : [value];
    });
  const number = (name: "ttlSeconds" | "maximumNames", from: number, to: number): number | undefined => {
    const value = config[name];
    if (value === undefined || (Number.isInteger(value) && value >= from && value <= to)) return value;
    const message = `got ${typeof value === "number" ? value : shownKind(value)}, expected ${from} to ${to}`;
    problems.push({ code: "VALUE_OUT_OF_RANGE", path: `${prefix}${name}`, message });
    return undefined;
  };
  const excluded = items("exclude", parseNamePattern);
  const preferred = items("prefer", parseNamePattern);
  const policy: PtrPolicy = {
    enabled: config.enabled ?? true,
    ttlSeconds: number("ttlSeconds", 0, 2147483647),
    maximumNames: number("maximumNames", 1, MAXIMUM_NAMES) ?? MAXIMUM_NAMES,
    adopted: new Set(items("adopt", parseAddress).map(reverseNameOf)),
    isExcluded: (name) => excluded.some((pattern) => matchesPattern(name, pattern)),
    rank: (name) => rankIn(preferred, name),
  };
  return { policy, problems };
}

function rankIn(preferred: readonly NamePattern[], name: DomainName): number {
  const index = preferred.findIndex((pattern) => matchesPattern(name, pattern));
  return index === -1 ? preferred.length : index;
}
