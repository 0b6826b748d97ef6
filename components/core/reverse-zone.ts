import { type DomainName, labelsOf, parseDomainName, withoutFinalDot } from "./domain-name";
import {
  addressLength,
  formatAddress,
  type IpAddress,
  type IpNetwork,
  networkOf,
  parseAddress,
  parseNetwork,
} from "./ip-network";
import { valueOrThrow } from "./parsed";

/** How a family's addresses are written in names: one label for each octet or nibble, the last one first. */
interface ReverseTree {
  readonly suffix: string;
  readonly bitsPerLabel: number;
  /** Longer zones are not made: the last label names single addresses. */
  readonly longestZone: number;
  readonly radix: number;
  readonly label: RegExp;
}

const TREES: { readonly [family in 4 | 6]: ReverseTree } = {
  4: { suffix: "in-addr.arpa", bitsPerLabel: 8, longestZone: 24, radix: 10, label: /^(?:0|[1-9][0-9]{0,2})$/ },
  6: { suffix: "ip6.arpa", bitsPerLabel: 4, longestZone: 124, radix: 16, label: /^[0-9a-f]$/ },
};

/**
 * Names of the reverse zones that together cover a network: absolute, lower-case, in address order.
 *
 * A prefix that does not end on an octet (IPv4) or nibble (IPv6) is split into the whole zones inside it, so
 * `10.0.0.0/15` gives two. One longer than /24 or /124 gives the zone that it lies in, with its neighbours.
 *
 * @param network - without host bits, e.g. `10.20.0.0/16`
 * @returns e.g. `["20.10.in-addr.arpa."]`; 1 to 128 names for IPv4, 1 to 8 for IPv6
 * @throws an Error with `code` BAD_NETWORK or HOST_BITS_SET
 * @see RFC 1035 section 3.5, RFC 3596 section 2.5
 */
export function reverseZoneNames(network: string): readonly string[] {
  return reverseZonesOf(valueOrThrow(parseNetwork(network)));
}

/**
 * The name under which PTR records of an address stand, e.g. `5.0.20.10.in-addr.arpa.`
 *
 * @throws an Error with `code` BAD_ADDRESS
 */
export function reverseName(address: string): string {
  return reverseNameOf(valueOrThrow(parseAddress(address)));
}

/** @see reverseZoneNames */
export function reverseZonesOf(network: IpNetwork): readonly DomainName[] {
  const { bitsPerLabel, longestZone } = TREES[network.family];
  const rounded = Math.ceil(network.prefixLength / bitsPerLabel) * bitsPerLabel;
  const zoneLength = Math.min(rounded, longestZone);
  const first = networkOf(network, zoneLength);
  const count = 2 ** Math.max(0, zoneLength - network.prefixLength);
  const size = 1n << BigInt(addressLength(network.family) - zoneLength);
  return Array.from({ length: count }, (_, index) =>
    nameOf({ family: network.family, bits: first.bits + BigInt(index) * size }, zoneLength),
  );
}

/** @see reverseName */
export function reverseNameOf(address: IpAddress): DomainName {
  return nameOf(address, addressLength(address.family));
}

/** The network whose reverse zone has this name; none for other names, RFC 2317's child zones among them. */
export function networkOfReverseZone(name: DomainName): IpNetwork | undefined {
  for (const family of [4, 6] as const) {
    const tree = TREES[family];
    const labels = labelsBelow(name, tree.suffix);
    if (!labels) continue;
    const prefixLength = labels.length * tree.bitsPerLabel;
    if (prefixLength > addressLength(family)) return undefined;
    const limit = 2 ** tree.bitsPerLabel;
    let bits = 0n;
    for (const label of labels.toReversed()) {
      const value = tree.label.test(label) ? Number.parseInt(label, tree.radix) : limit;
      if (value >= limit) return undefined;
      bits = (bits << BigInt(tree.bitsPerLabel)) | BigInt(value);
    }
    return { family, bits: bits << BigInt(addressLength(family) - prefixLength), prefixLength };
  }
  return undefined;
}

/** Whether a zone of this name can hold the PTR records of a network. Takes any text, also what is no name. */
export function isReverseZone(name: string): boolean {
  const parsed = parseDomainName(name);
  return parsed.value !== undefined && networkOfReverseZone(parsed.value) !== undefined;
}

function nameOf(address: IpAddress, prefixLength: number): DomainName {
  const { suffix, bitsPerLabel } = TREES[address.family];
  const labels =
    address.family === 4 ? formatAddress(address).split(".") : [...address.bits.toString(16).padStart(32, "0")];
  labels.length = prefixLength / bitsPerLabel;
  return `${[...labels.reverse(), suffix].join(".")}.` as DomainName;
}

/** The labels left of a suffix; undefined when the name is not within it. */
function labelsBelow(name: DomainName, suffix: string): readonly string[] | undefined {
  const text = withoutFinalDot(name);
  if (text === suffix) return [];
  return text.endsWith(`.${suffix}`) ? labelsOf(name).slice(0, -suffix.split(".").length) : undefined;
}
