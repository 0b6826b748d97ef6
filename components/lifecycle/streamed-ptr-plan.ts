import { type DomainName, longestMatch, parseDomainName, withoutFinalDot } from "../core/domain-name";
import { parseAddress } from "../core/ip-network";
import { faultError, valueOrThrow } from "../core/parsed";
import type { Problem } from "../core/problem";
import { type PtrPlan, planPtrRecords, type SkippedPtr } from "../core/ptr-plan";
import { resolvePtrPolicy } from "../core/ptr-policy";
import type { AddressRecordConfig, PtrPolicyConfig } from "../core/record-config";
import type { RecordSet } from "../core/resource-record";
import { isReverseZone, reverseNameOf } from "../core/reverse-zone";
import { route53Name } from "../core/route53-name";
import { diffZone, type RecordSetChange } from "../core/zone-diff";
import type { ZoneStore } from "./zone-store";

/** What a reverse zone lacks of its PTR records, and what it has besides. */
export interface ZonePtrPlan {
  /** Without final dot; absent for what belongs to no zone, which comes last. */
  readonly zoneName?: string | undefined;
  /** How many record sets there should be. */
  readonly planned: number;
  /** What would make the zone's PTR records those that are planned; sets with routing are none of them. */
  readonly changes: readonly RecordSetChange[];
  readonly skipped: readonly SkippedPtr[];
  readonly problems: readonly Problem[];
}

/**
 * Compares PTR records with their zones, one zone after the other, for more address records than lists have room for: of those that
 * wait for their zone only a short text is kept. Writes nothing.
 *
 * @param addressRecords - in any order; read once
 * @param zoneIds - of reverse zones, by their names
 * @throws an Error with the code of the first problem of the policy, or BAD_DOMAIN_NAME for a zone that is no reverse zone
 */
export async function* streamPtrPlan(
  store: ZoneStore,
  addressRecords: Iterable<AddressRecordConfig> | AsyncIterable<AddressRecordConfig>,
  zoneIds: { readonly [zoneName: string]: string },
  policy: PtrPolicyConfig = {},
): AsyncGenerator<ZonePtrPlan> {
  const [problem] = resolvePtrPolicy(policy).problems;
  if (problem) throw faultError(problem);
  const ids = new Map(Object.entries(zoneIds).map(([name, id]) => [reverseZone(name), id]));
  const waiting = await waitingByZone(addressRecords, new Set(ids.keys()));
  for (const [zone, zoneId] of ids) {
    const zoneName = withoutFinalDot(zone);
    const { plan, problems } = planOf(waiting.get(zone) ?? [], [zoneName], policy);
    waiting.delete(zone);
    const desired = recordSetsOf(plan.zones[zoneName] ?? {});
    const listed = await store.listRecordSets(zoneId);
    const current = listed.filter(({ type, routing }) => type === "PTR" && routing === undefined);
    const changes = diffZone(current, desired);
    yield { zoneName, planned: desired.length, changes, skipped: plan.skipped, problems };
  }
  const { plan, problems } = planOf(waiting.get(undefined) ?? [], [], policy);
  if (plan.skipped.length + problems.length > 0) yield { planned: 0, changes: [], skipped: plan.skipped, problems };
}

/** An address that waits, as JSON: its places in the lists, the name, the address, the TTL. */
type Waiting = readonly [index: number, position: number, name: string, address: string, ttlSeconds: number | null];

async function waitingByZone(
  addressRecords: Iterable<AddressRecordConfig> | AsyncIterable<AddressRecordConfig>,
  zones: ReadonlySet<DomainName>,
): Promise<Map<DomainName | undefined, string[]>> {
  const waiting = new Map<DomainName | undefined, string[]>();
  let index = 0;
  for await (const { name, addresses, ttlSeconds = null } of addressRecords) {
    for (const [position, address] of addresses.entries()) {
      const parsed = parseAddress(address).value;
      const zone = parsed && longestMatch(reverseNameOf(parsed), zones);
      const entry: Waiting = [index, position, name, address, ttlSeconds];
      const list = waiting.get(zone);
      if (list) list.push(JSON.stringify(entry));
      else waiting.set(zone, [JSON.stringify(entry)]);
    }
    index++;
  }
  return waiting;
}

function planOf(waiting: readonly string[], zoneNames: readonly string[], policy: PtrPolicyConfig) {
  const entries = waiting.map((text) => JSON.parse(text) as Waiting);
  const records = entries.map(([, , name, address, ttlSeconds]) => ({
    name,
    addresses: [address],
    ...(ttlSeconds !== null && { ttlSeconds }),
  }));
  const plan = planPtrRecords(records, zoneNames, policy);
  const problems = plan.problems.map((problem) => ({ ...problem, path: pathInStream(problem.path, entries) }));
  return { plan, problems };
}

/** The places that a path had before its list was taken apart. */
function pathInStream(path: string, entries: readonly Waiting[]): string {
  return path
    .replace(/^addressRecords\[(\d+)\]\.addresses\[0\]/, (_, place: string) => {
      const [index, position] = entries[Number(place)]!;
      return `addressRecords[${index}].addresses[${position}]`;
    })
    .replace(
      /^addressRecords\[(\d+)\](?!\.addresses)/,
      (_, place: string) => `addressRecords[${entries[Number(place)]![0]}]`,
    );
}

function recordSetsOf(ptrs: PtrPlan["zones"][string]): readonly RecordSet[] {
  return Object.entries(ptrs).map(([reverseName, { names, ttlSeconds }]) => ({
    name: valueOrThrow(parseDomainName(reverseName)),
    type: "PTR",
    ttlSeconds,
    values: names.map((name) => route53Name(valueOrThrow(parseDomainName(name)))),
  }));
}

function reverseZone(name: string): DomainName {
  const zone = valueOrThrow(parseDomainName(name));
  if (isReverseZone(zone)) return zone;
  throw faultError({
    code: "BAD_DOMAIN_NAME",
    message: `${JSON.stringify(name.slice(0, 80))} is no reverse zone; expected e.g. "20.10.in-addr.arpa"`,
  });
}
