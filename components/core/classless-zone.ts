import { type DomainName, labelsOf, parentOf, parseDomainName } from "./domain-name";
import { addressLength, firstAddress, type IpAddress, type IpNetwork, networkContains } from "./ip-network";
import { isReverseZone, networkOfReverseZone, reverseNameOf } from "./reverse-zone";

/** A child zone for a range smaller than a /24, to which the parent's names point by CNAME. */
export interface ClasslessZone {
  readonly zoneName: DomainName;
  readonly network: IpNetwork;
}

/**
 * The range of a classless child zone, by its name; none for other names.
 *
 * | first label | range of `….5.20.10.in-addr.arpa.` | form |
 * |---|---|---|
 * | `64/28` | 10.20.5.64/28 | RFC 2317 |
 * | `64-79` | 10.20.5.64/28 | RFC 2317, by its first and last address |
 * | `64-28` | 10.20.5.64/28 | RFC 4183 |
 *
 * `0-31` and the like, which could be both of the last two, are first and last address.
 */
export function networkOfClasslessZone(name: DomainName): IpNetwork | undefined {
  const parent = parentOf(name);
  const octets = parent && networkOfReverseZone(parent);
  if (octets?.family !== 4 || octets.prefixLength !== 24) return undefined;
  const range = rangeOfLabel(labelsOf(name)[0]!);
  if (!range) return undefined;
  return { family: 4, bits: octets.bits + BigInt(range.first), prefixLength: range.prefixLength };
}

/** Whether a zone of this name can hold PTR records: one as `isReverseZone` has it, or a classless child zone of one. */
export function holdsPtrRecords(name: string): boolean {
  if (isReverseZone(name)) return true;
  const parsed = parseDomainName(name).value;
  return parsed !== undefined && networkOfClasslessZone(parsed) !== undefined;
}

/** Where the PTR record of an address stands in a classless zone, e.g. `70.64/28.5.20.10.in-addr.arpa.` */
export function classlessPtrName(address: IpAddress, zoneName: DomainName): DomainName {
  return `${address.bits & 0xffn}.${zoneName}` as DomainName;
}

/** The address whose PTR records stand at a name, in a classless zone or not; none where the name is of something else. */
export function addressOfPtrName(name: DomainName): IpAddress | undefined {
  const network = networkOfReverseZone(name);
  if (network) return network.prefixLength === addressLength(network.family) ? firstAddress(network) : undefined;
  const zoneName = parentOf(name);
  const range = zoneName && networkOfClasslessZone(zoneName);
  const host = labelsOf(name)[0]!;
  if (!range || !/^(?:0|[1-9][0-9]{0,2})$/.test(host) || Number(host) > 255) return undefined;
  const address: IpAddress = { family: 4, bits: (range.bits & ~0xffn) | BigInt(host) };
  return networkContains(range, address) ? address : undefined;
}

/** Finds the smallest classless zone that covers an address. */
export function classlessZoneFinder(
  zones: readonly ClasslessZone[],
): (address: IpAddress) => ClasslessZone | undefined {
  const byParent = new Map<DomainName, ClasslessZone[]>();
  for (const zone of zones) {
    const parent = parentOf(zone.zoneName)!;
    byParent.set(parent, [...(byParent.get(parent) ?? []), zone]);
  }
  for (const children of byParent.values()) {
    children.sort((left, right) => right.network.prefixLength - left.network.prefixLength);
  }
  if (byParent.size === 0) return () => undefined;
  return (address) =>
    address.family === 4
      ? byParent.get(parentOf(reverseNameOf(address))!)?.find(({ network }) => networkContains(network, address))
      : undefined;
}

/** All addresses of a classless zone, 128 at most. */
export function addressesOf({ network }: ClasslessZone): readonly IpAddress[] {
  const count = 2 ** (addressLength(4) - network.prefixLength);
  return Array.from({ length: count }, (_, index) => ({ family: 4, bits: network.bits + BigInt(index) }));
}

function rangeOfLabel(label: string): { first: number; prefixLength: number } | undefined {
  const [, firstText = "", sign, lastText = ""] = /^(0|[1-9][0-9]{0,2})([/-])([1-9][0-9]{0,2})$/.exec(label) ?? [];
  if (sign === undefined) return undefined;
  const [first, last] = [Number(firstText), Number(lastText)];
  const byLast = sign === "-" ? aligned(first, 32 - Math.log2(last - first + 1)) : undefined;
  return byLast ?? aligned(first, last);
}

/** Smaller than a /24, with its first address where such a range may begin. */
function aligned(first: number, prefixLength: number): { first: number; prefixLength: number } | undefined {
  const fits = Number.isInteger(prefixLength) && prefixLength >= 25 && prefixLength <= 32;
  return fits && first <= 255 && first % 2 ** (32 - prefixLength) === 0 ? { first, prefixLength } : undefined;
}
