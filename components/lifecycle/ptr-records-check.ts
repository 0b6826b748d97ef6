import { holdsPtrRecords } from "../core/classless-zone";
import { parseDomainName, withoutFinalDot } from "../core/domain-name";
import { compareAddresses, formatAddress, parseAddress } from "../core/ip-address";
import type { Problem } from "../core/problem";
import { planPtrRecords, type SkippedPtr } from "../core/ptr-plan";
import { resolvePtrPolicy } from "../core/ptr-policy";
import type { AddressRecordConfig, PtrPolicyConfig } from "../core/record-config";
import {
  type PtrRecordsArguments,
  type PtrRecordsInputs,
  plannedZones,
  recordProperties,
} from "./ptr-records-properties";
import { isUnknown, UNKNOWN_VALUE } from "./unknown-value";

export interface PtrRecordsCheck {
  readonly inputs: PtrRecordsInputs;
  readonly problems: readonly Problem[];
  readonly notices: readonly Problem[];
}

/** The arguments, as far as they are known. */
interface KnownArguments {
  readonly records: readonly AddressRecordConfig[];
  /** Names that have an address, or are one of several, that is known only after `up`. */
  readonly computed: readonly string[];
}

/**
 * Makes the plan that takes the arguments' place. What is known is planned exactly, the rest is listed as computed: a name
 * whose address is unknown under `computed`, every zone when no record is known at all.
 */
export function checkPtrRecords(news: PtrRecordsArguments): PtrRecordsCheck {
  const wrong = wrongTypes(news);
  const zoneIds = wrong.length > 0 || isUnknown(news.zoneIds) ? {} : news.zoneIds;
  const reverse = reverseZoneIds(zoneIds);
  if (wrong.length > 0) return { inputs: { zoneIds: {} }, problems: wrong, notices: [] };

  const policy = isUnknown(news.policy) ? {} : (news.policy ?? {});
  const { records, computed } = knownArguments(news, policy);
  const plan = planPtrRecords(records, Object.keys(reverse.zoneIds), policy);
  const adopt = [...new Set(adoptedAddresses(policy))];
  const nothingKnown = isUnknown(news.addressRecords);
  const unknownZones = nothingKnown ? Object.keys(reverse.zoneIds).map((zone) => [zone, UNKNOWN_VALUE]) : [];
  const unknownNames = computed.map((name) => [name, UNKNOWN_VALUE]);
  const inputs: PtrRecordsInputs = {
    ...recordProperties(plannedZones(plan), policy.ttlSeconds),
    ...Object.fromEntries(unknownZones),
    zoneIds: isUnknown(news.zoneIds) ? (UNKNOWN_VALUE as never) : reverse.zoneIds,
    ...(plan.skipped.length > 0 && { skipped: reasonsByName(plan.skipped) }),
    ...(adopt.length > 0 && { adopt }),
    ...(policy.monitored === true && { monitored: true }),
    ...(unknownNames.length > 0 && { computed: Object.fromEntries(unknownNames) }),
    ...(news.access && Object.keys(news.access).length > 0 && { access: news.access }),
  };
  // While zones are unknown, "no reverse zone covers it" would be a guess.
  const notices = isUnknown(news.zoneIds) ? [] : plan.notices;
  return { inputs, problems: [...reverse.problems, ...plan.problems], notices };
}

function knownArguments(news: PtrRecordsArguments, policyConfig: PtrPolicyConfig): KnownArguments {
  if (isUnknown(news.addressRecords)) return { records: [], computed: [] };
  const { policy } = resolvePtrPolicy(policyConfig);
  const records: AddressRecordConfig[] = [];
  const computed: string[] = [];
  const everyAddress = isUnknown(news.zoneIds);
  for (const [index, record] of news.addressRecords.entries()) {
    if (isUnknown(record) || isUnknown(record.name)) {
      computed.push(`addressRecords[${index}]`);
      continue;
    }
    const { name, addresses, ttlSeconds } = record;
    const known = isUnknown(addresses) || everyAddress ? [] : addresses.filter((address) => !isUnknown(address));
    const parsed = parseDomainName(name).value;
    const planned = policy.enabled && !(parsed && (parsed.startsWith("*.") || policy.isExcluded(parsed)));
    if (planned && known.length < (isUnknown(addresses) ? 1 : addresses.length)) {
      computed.push(parsed ? withoutFinalDot(parsed) : name);
    }
    records.push({ name, addresses: known, ...(isUnknown(ttlSeconds) ? {} : { ttlSeconds }) });
  }
  return { records, computed };
}

/** The reverse zones among some zones, by their one name, with ids as Route 53's calls take them. */
function reverseZoneIds(given: { readonly [zoneName: string]: string }) {
  const zoneIds: { [zoneName: string]: string } = {};
  const problems: Problem[] = [];
  for (const [key, value] of Object.entries(given).sort(([left], [right]) => (left < right ? -1 : 1))) {
    if (!holdsPtrRecords(key)) continue;
    const zoneName = withoutFinalDot(parseDomainName(key).value!);
    const zoneId = value.replace(/^\/?hostedzone\//, "");
    const path = `zoneIds[${JSON.stringify(key)}]`;
    if (!/^[A-Za-z0-9_-]{1,64}$/.test(zoneId)) {
      const message = `${JSON.stringify(value.slice(0, 80))} is no zone id; expected e.g. "Z0123456789ABC"`;
      problems.push({ code: "BAD_ZONE_ID", path, message });
    } else if ((zoneIds[zoneName] ?? zoneId) !== zoneId) {
      const message = `it is the zone ${zoneName}, which has another id under another spelling; keep one`;
      problems.push({ code: "DUPLICATE_NAME", path, message });
    } else zoneIds[zoneName] = zoneId;
  }
  return { zoneIds, problems };
}

function adoptedAddresses({ adopt = [] }: PtrPolicyConfig): readonly string[] {
  return adopt
    .flatMap((text) => parseAddress(text).value ?? [])
    .sort(compareAddresses)
    .map(formatAddress);
}

/** e.g. `{ "app9.cloud.acmecorp.com": "192.0.2.7: no reverse zone covers it" }` */
function reasonsByName(skipped: readonly SkippedPtr[]): { [name: string]: string } {
  const reasons = new Map<string, string[]>();
  for (const { name, address, reason } of skipped) {
    reasons.set(name, [...(reasons.get(name) ?? []), `${address}: ${reason}`]);
  }
  return Object.fromEntries(Array.from(reasons, ([name, each]) => [name, each.join("; ")]));
}

/** What a program in another language, or without types, may have given. */
function wrongTypes(news: PtrRecordsArguments): readonly Problem[] {
  const problems: Problem[] = [];
  const expect = (fits: boolean, path: string, expected: string) => {
    if (!fits) problems.push({ code: "WRONG_TYPE", path, message: `expected ${expected}` });
  };
  const { addressRecords, zoneIds, policy } = news;
  expect(isMap(zoneIds) || isUnknown(zoneIds), "zoneIds", 'a map: { "20.10.in-addr.arpa": "Z0123456789ABC" }');
  if (isMap(zoneIds)) {
    for (const [key, id] of Object.entries(zoneIds)) {
      expect(typeof id === "string", `zoneIds[${JSON.stringify(key)}]`, "text");
    }
  }
  const listed = Array.isArray(addressRecords);
  const example = '{ name: "app1.cloud.acmecorp.com", addresses: ["10.20.0.5"] }';
  expect(listed || isUnknown(addressRecords), "addressRecords", `a list: [${example}]`);
  for (const [index, record] of listed ? addressRecords.entries() : []) {
    const path = `addressRecords[${index}]`;
    if (isUnknown(record)) continue;
    const readable = isMap(record) && typeof record.name === "string";
    expect(readable, path, example);
    if (!readable) continue;
    const texts = isUnknown(record.addresses) || isTextList(record.addresses);
    expect(texts, `${path}.addresses`, 'a list of texts: ["10.20.0.5"]');
  }
  expect(policy === undefined || isMap(policy) || isUnknown(policy), "policy", "a map");
  for (const name of ["exclude", "prefer", "adopt"] as const) {
    const value = isMap(policy) ? (policy as PtrPolicyConfig)[name] : undefined;
    expect(value === undefined || isTextList(value), name, "a list of texts");
  }
  return problems;
}

function isMap(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isTextList(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
