import { type DomainName, inDnsOrder, parseDomainName, withoutFinalDot } from "./domain-name";
import { compareAddresses, formatAddress, type IpAddress, parseAddress } from "./ip-network";
import type { Problem } from "./problem";
import { cnamesTo, placing, zonesInOrder } from "./ptr-place";
import { type PtrPolicy, resolvePtrPolicy } from "./ptr-policy";
import { compareText } from "./reading/argument-path";
import type { AddressRecordConfig, PtrPolicyConfig } from "./record-config";
import { reverseNameOf } from "./reverse-zone";
import { shownKind, shownText } from "./shown-text";

/** PTR records as they should be, all names without final dot. */
export interface PtrPlan {
  /** By reverse zone, then by reverse name, both in address order; zones without records are not there. */
  readonly zones: { readonly [reverseZoneName: string]: { readonly [reverseName: string]: PlannedPtr } };
  /**
   * By reverse zone, then by reverse name: what leads from a zone to a classless child zone beside it, for all of its addresses.
   * Absent where there is none.
   *
   * @see RFC 2317 section 4
   */
  readonly cnames?:
    | { readonly [reverseZoneName: string]: { readonly [reverseName: string]: PlannedCname } }
    | undefined;
  /** What gets none, by name, then by address. */
  readonly skipped: readonly SkippedPtr[];
  /** Addresses outside every reverse zone (`PTR_SKIPPED`): perhaps a zone is missing. */
  readonly notices: readonly Problem[];
  /** What could not be read; it is left out of the plan. */
  readonly problems: readonly Problem[];
}

export interface PlannedPtr {
  /** The preferred ones first, then in DNS order, e.g. `["app1.cloud.acmecorp.com"]`. */
  readonly names: readonly string[];
  readonly ttlSeconds: number;
}

export interface PlannedCname {
  /** Without final dot, e.g. `70.64/28.5.20.10.in-addr.arpa` */
  readonly target: string;
  readonly ttlSeconds: number;
}

export interface SkippedPtr {
  readonly name: string;
  readonly address: string;
  /** e.g. `no reverse zone covers it` */
  readonly reason: string;
}

/** The TTL of records that state none. */
export const DEFAULT_TTL_SECONDS = 300;

/** Of all names of a record set, final dots counted: what one call of Route 53 takes. */
const MOST_CHARACTERS = 32_000;

const EXAMPLE = '{ name: "app1.cloud.acmecorp.com", addresses: ["10.20.0.5"] }';

const OUTSIDE = "no reverse zone covers it";

/**
 * PTR records that follow from names with addresses, whatever the order in which they are given.
 *
 * Each address has its record in the most specific zone that covers it, with all its names. Wildcards, excluded names
 * and names beyond `maximumNames` get none, nor do addresses outside every zone; each is listed with its reason.
 *
 * @param zoneNames - names of zones to write to, in any form; those that are no reverse zones are passed over
 * @see RFC 1035 section 3.5, RFC 3596 section 2.5
 */
export function planPtrRecords(
  addressRecords: readonly AddressRecordConfig[],
  zoneNames: readonly string[],
  policyConfig: PtrPolicyConfig = {},
): PtrPlan {
  const { policy, problems: policyProblems } = resolvePtrPolicy(policyConfig);
  const problems = [...policyProblems];
  const candidates = policy.enabled ? readAddressRecords(addressRecords, problems) : [];
  const reverseZones = zonesInOrder(listed(zoneNames, "zoneNames", problems));
  const place = placing(reverseZones);
  const records: PtrRecord[] = [];
  const skipped: SkippedPtr[] = [];
  const notices: Problem[] = [];
  const skip = ({ name }: Candidate, address: IpAddress, reason: string) => {
    skipped.push({ name: withoutFinalDot(name), address: formatAddress(address), reason });
  };
  for (const { address, reverseName: ownName, candidates: wanting } of byAddress(candidates)) {
    const { zone, reverseName } = place(address, ownName);
    const kept = inPreferredOrder(wanting, policy).filter((candidate) => {
      const reason = reasonAgainst(candidate.name, policy) ?? (zone === undefined ? OUTSIDE : undefined);
      if (reason !== undefined) skip(candidate, address, reason);
      return reason === undefined;
    });
    const wanted = kept.slice(0, policy.maximumNames);
    const room = namesWithRoom(wanted);
    for (const [index, candidate] of kept.entries()) {
      if (index >= wanted.length) {
        skip(candidate, address, `${policy.maximumNames} names of this address come first, and no more are kept`);
      } else if (index >= room) {
        skip(
          candidate,
          address,
          `the ${room} names of this address before it fill Route 53's ${MOST_CHARACTERS} characters`,
        );
      }
    }
    if (zone !== undefined && room > 0) {
      records.push({ zone, reverseName, ptr: plannedPtr(kept.slice(0, room), policy) });
    }
  }
  const ordered = skipped.toSorted((left, right) => compareText(left.name, right.name));
  for (const { name, address, reason } of ordered) {
    if (reason === OUTSIDE) notices.push({ code: "PTR_SKIPPED", path: `${name} ${address}`, message: reason });
  }
  const names = reverseZones.map(({ zoneName }) => zoneName);
  const cnames = policy.enabled ? cnamesTo(reverseZones, place) : [];
  const cnameTtl = policy.ttlSeconds ?? DEFAULT_TTL_SECONDS;
  return {
    zones: byZone(names, records, ({ ptr }) => ptr),
    ...(cnames.length > 0 && {
      cnames: byZone(names, cnames, ({ target }) => ({ target: withoutFinalDot(target), ttlSeconds: cnameTtl })),
    }),
    skipped: ordered,
    notices,
    problems,
  };
}

/** How many of some names, from the first one on, a record set has room for; one always has. */
function namesWithRoom(candidates: readonly Candidate[]): number {
  let characters = 0;
  const full = candidates.findIndex(({ name }) => {
    characters += name.length;
    return characters > MOST_CHARACTERS;
  });
  return full === -1 ? candidates.length : full;
}

/** One name of one address. */
interface Candidate {
  readonly name: DomainName;
  readonly address: IpAddress;
  readonly ttlSeconds: number;
}

interface PtrRecord {
  readonly zone: DomainName;
  readonly reverseName: DomainName;
  readonly ptr: PlannedPtr;
}

/** A list, or none with a problem: programs without types give anything. */
function listed<T>(list: readonly T[], path: string, problems: Problem[]): readonly T[] {
  if (Array.isArray(list)) return list;
  problems.push({ code: "WRONG_TYPE", path, message: `got ${shownKind(list)}, expected a list` });
  return [];
}

function readAddressRecords(addressRecords: readonly AddressRecordConfig[], problems: Problem[]): Candidate[] {
  const candidates: Candidate[] = [];
  for (const [index, record] of listed(addressRecords, "addressRecords", problems).entries()) {
    const path = `addressRecords[${index}]`;
    if (typeof record !== "object" || record === null || Array.isArray(record)) {
      problems.push({
        code: "WRONG_TYPE",
        path,
        message: `got ${shownText(record as never)}, expected a map: ${EXAMPLE}`,
      });
      continue;
    }
    const { name, ttlSeconds = DEFAULT_TTL_SECONDS } = record;
    const addresses = listed(record.addresses, `${path}.addresses`, problems);
    const domainName = parseDomainName(name);
    if (domainName.fault) problems.push({ ...domainName.fault, path: `${path}.name` });
    const ttlIsGood = Number.isInteger(ttlSeconds) && ttlSeconds >= 0 && ttlSeconds <= 2147483647;
    if (!ttlIsGood) {
      const got = typeof ttlSeconds === "number" ? ttlSeconds : shownKind(ttlSeconds);
      const message = `got ${got}, expected 0 to 2147483647`;
      problems.push({ code: "VALUE_OUT_OF_RANGE", path: `${path}.ttlSeconds`, message });
    }
    for (const [position, text] of addresses.entries()) {
      const address = parseAddress(text);
      if (address.fault) problems.push({ ...address.fault, path: `${path}.addresses[${position}]` });
      else if (domainName.value && ttlIsGood)
        candidates.push({ name: domainName.value, address: address.value, ttlSeconds });
    }
  }
  return candidates;
}

/** All names of one address. */
interface AddressCandidates {
  readonly address: IpAddress;
  readonly reverseName: DomainName;
  readonly candidates: Candidate[];
  /** Places in the list, once there are several: nearly all addresses have one name. */
  places?: Map<DomainName, number>;
}

/** Candidates by address, in address order; a name that came several times with one address is there once. */
function byAddress(candidates: readonly Candidate[]): readonly AddressCandidates[] {
  const groups = new Map<DomainName, AddressCandidates>();
  for (const candidate of candidates) {
    const { address, name } = candidate;
    const reverseName = reverseNameOf(address);
    const group = groups.get(reverseName);
    if (!group) {
      groups.set(reverseName, { address, reverseName, candidates: [candidate] });
      continue;
    }
    group.places ??= new Map([[group.candidates[0]!.name, 0]]);
    const place = group.places.get(name);
    if (place === undefined) {
      group.places.set(name, group.candidates.length);
      group.candidates.push(candidate);
    } else if (group.candidates[place]!.ttlSeconds > candidate.ttlSeconds) group.candidates[place] = candidate;
  }
  return [...groups.values()].sort((left, right) => compareAddresses(left.address, right.address));
}

function inPreferredOrder(candidates: readonly Candidate[], policy: PtrPolicy): readonly Candidate[] {
  if (candidates.length === 1) return candidates;
  return inDnsOrder(candidates, ({ name }) => name)
    .map((candidate) => ({ candidate, rank: policy.rank(candidate.name) }))
    .sort((left, right) => left.rank - right.rank)
    .map(({ candidate }) => candidate);
}

function reasonAgainst(name: DomainName, policy: PtrPolicy): string | undefined {
  if (name.startsWith("*.")) return "a wildcard is no name of a host";
  if (policy.isExcluded(name)) return "it is excluded";
  return undefined;
}

function plannedPtr(kept: readonly Candidate[], policy: PtrPolicy): PlannedPtr {
  const names = kept.map(({ name }) => withoutFinalDot(name));
  const ttlSeconds = policy.ttlSeconds ?? Math.min(...kept.map((candidate) => candidate.ttlSeconds));
  return { names, ttlSeconds };
}

function byZone<Record extends { readonly zone: DomainName; readonly reverseName: DomainName }, Planned>(
  zones: readonly DomainName[],
  records: readonly Record[],
  planned: (record: Record) => Planned,
): { readonly [zone: string]: { readonly [reverseName: string]: Planned } } {
  const entries = new Map<DomainName, [string, Planned][]>(zones.map((zone) => [zone, []]));
  for (const record of records) entries.get(record.zone)!.push([withoutFinalDot(record.reverseName), planned(record)]);
  return Object.fromEntries(
    [...entries]
      .filter(([, ptrs]) => ptrs.length > 0)
      .map(([zone, ptrs]) => [withoutFinalDot(zone), Object.fromEntries(ptrs)]),
  );
}
