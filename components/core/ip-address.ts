import type { Parsed } from "./parsed";
import { shownText } from "./shown-text";

/** An IPv4 or IPv6 address; `bits` is its value as a number of 32 or 128 bits. */
export interface IpAddress {
  readonly family: 4 | 6;
  readonly bits: bigint;
}

const OCTET = /^(?:0|[1-9][0-9]{0,2})$/;
const HEXADECIMAL_GROUP = /^[0-9a-f]{1,4}$/i;
const LONGEST_ADDRESS = 45;

/**
 * Reads an address in its strict text form: no octal or leading zeros in IPv4, no zone id, no brackets.
 *
 * Fault `BAD_ADDRESS`.
 *
 * @see RFC 4291 section 2.2
 */
export function parseAddress(text: string): Parsed<IpAddress> {
  const address =
    typeof text !== "string" || text.length > LONGEST_ADDRESS
      ? undefined
      : text.includes(":")
        ? ipv6Of(text)
        : ipv4Of(text);
  if (address) return { value: address };
  return {
    fault: {
      code: "BAD_ADDRESS",
      message: `${shownText(text)} is no IP address; expected e.g. "10.20.0.5" or "fd00:20::5"`,
    },
  };
}

/**
 * The address in its one text form, e.g. `10.20.0.5`, `fd00:20::5`.
 *
 * @see RFC 5952 sections 4 and 5
 */
export function formatAddress(address: IpAddress): string {
  if (address.family === 4) return ipv4Text(address.bits);
  if (address.bits >> 32n === 0xffffn) return `::ffff:${ipv4Text(address.bits & 0xffffffffn)}`;
  const groups = address.bits.toString(16).padStart(32, "0").match(/.{4}/g)!;
  const short = groups.map((group) => group.replace(/^0{1,3}/, ""));
  const zeros = longestRunOfZeros(short);
  if (!zeros) return short.join(":");
  return `${short.slice(0, zeros.start).join(":")}::${short.slice(zeros.start + zeros.length).join(":")}`;
}

/** IPv4 before IPv6, each by value. */
export function compareAddresses(left: IpAddress, right: IpAddress): number {
  if (left.family !== right.family) return left.family - right.family;
  return left.bits === right.bits ? 0 : left.bits < right.bits ? -1 : 1;
}

function ipv4Of(text: string): IpAddress | undefined {
  const octets = text.split(".");
  if (octets.length !== 4 || !octets.every((octet) => OCTET.test(octet) && Number(octet) <= 255)) return undefined;
  // Numbers of 32 bits are reckoned as numbers: big integers take many times as long.
  return { family: 4, bits: BigInt(octets.reduce((bits, octet) => bits * 256 + Number(octet), 0)) };
}

function ipv6Of(text: string): IpAddress | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const head = groupsOf(halves[0]!, halves.length === 1);
  const tail = halves.length === 1 ? [] : groupsOf(halves[1]!, true);
  if (!head || !tail) return undefined;
  const missing = 8 - head.length - tail.length;
  // "::" stands for one group at least; without it there are eight.
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array<bigint>(missing).fill(0n), ...tail];
  return { family: 6, bits: groups.reduce((bits, group) => (bits << 16n) | group, 0n) };
}

/** The groups of one side of `::`; at the text's end the last two may be written as an IPv4 address. */
function groupsOf(text: string, atEnd: boolean): bigint[] | undefined {
  if (text === "") return [];
  const groups: bigint[] = [];
  const parts = text.split(":");
  for (const [index, part] of parts.entries()) {
    if (HEXADECIMAL_GROUP.test(part)) {
      groups.push(BigInt(`0x${part}`));
      continue;
    }
    const embedded = atEnd && index === parts.length - 1 ? ipv4Of(part) : undefined;
    if (!embedded) return undefined;
    groups.push(embedded.bits >> 16n, embedded.bits & 0xffffn);
  }
  return groups;
}

function ipv4Text(bits: bigint): string {
  const value = Number(bits);
  return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}

/** The first of the longest runs of two or more zero groups. */
function longestRunOfZeros(groups: readonly string[]): { start: number; length: number } | undefined {
  let longest: { start: number; length: number } | undefined;
  let length = 0;
  for (const [index, group] of groups.entries()) {
    length = group === "0" ? length + 1 : 0;
    if (length > (longest?.length ?? 1)) longest = { start: index - length + 1, length };
  }
  return longest;
}
