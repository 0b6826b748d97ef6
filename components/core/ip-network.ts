import { compareAddresses, formatAddress, type IpAddress, parseAddress } from "./ip-address";
import type { Parsed } from "./parsed";
import { shownText } from "./shown-text";

export { compareAddresses, formatAddress, type IpAddress, parseAddress } from "./ip-address";

/** A range of addresses by its prefix; `bits` is its first address and has no host bits. */
export interface IpNetwork {
  readonly family: 4 | 6;
  readonly bits: bigint;
  readonly prefixLength: number;
}

/** 32 or 128. */
export function addressLength(family: 4 | 6): number {
  return family === 4 ? 32 : 128;
}

/**
 * Reads a network, e.g. `10.20.0.0/16` or `fd00:20::/48`.
 *
 * Faults `BAD_NETWORK`, and `HOST_BITS_SET` when it is an address inside the network.
 *
 * @see RFC 4632 section 3.1
 */
export function parseNetwork(text: string): Parsed<IpNetwork> {
  const written = typeof text === "string" ? text : "";
  const [, base = "", length = ""] = /^([^/]{1,45})\/(0|[1-9][0-9]{0,2})$/.exec(written) ?? [];
  const address = parseAddress(base).value;
  const prefixLength = Number(length);
  if (!address || prefixLength > addressLength(address.family)) {
    const message = `${shownText(text)} is no network; expected e.g. "10.20.0.0/16" or "fd00:20::/48"`;
    return { fault: { code: "BAD_NETWORK", message } };
  }
  const network = networkOf(address, prefixLength);
  if (network.bits === address.bits) return { value: network };
  const message = `${shownText(text)} has host bits; did you mean "${formatNetwork(network)}"?`;
  return { fault: { code: "HOST_BITS_SET", message } };
}

/** The network of some length that an address lies in. */
export function networkOf(address: IpAddress, prefixLength: number): IpNetwork {
  const hostBits = BigInt(addressLength(address.family) - prefixLength);
  return { family: address.family, bits: (address.bits >> hostBits) << hostBits, prefixLength };
}

/** The network in its one text form, e.g. `10.20.0.0/16`. */
export function formatNetwork(network: IpNetwork): string {
  return `${formatAddress(firstAddress(network))}/${network.prefixLength}`;
}

export function firstAddress(network: IpNetwork): IpAddress {
  return { family: network.family, bits: network.bits };
}

export function lastAddress(network: IpNetwork): IpAddress {
  return { family: network.family, bits: network.bits | hostMask(network) };
}

export function networkContains(network: IpNetwork, address: IpAddress): boolean {
  return network.family === address.family && (address.bits & ~hostMask(network)) === network.bits;
}

/** Whether a network lies in another one, or is the same. */
export function networkWithin(inner: IpNetwork, outer: IpNetwork): boolean {
  return inner.prefixLength >= outer.prefixLength && networkContains(outer, firstAddress(inner));
}

/** Two networks have addresses in common only when one lies in the other. */
export function networksOverlap(left: IpNetwork, right: IpNetwork): boolean {
  return networkWithin(left, right) || networkWithin(right, left);
}

/** By first address; of two that begin alike the larger first. */
export function compareNetworks(left: IpNetwork, right: IpNetwork): number {
  return compareAddresses(left, right) || left.prefixLength - right.prefixLength;
}

function hostMask(network: IpNetwork): bigint {
  return (1n << BigInt(addressLength(network.family) - network.prefixLength)) - 1n;
}
