import {
  firstAddress,
  formatAddress,
  type IpAddress,
  type IpNetwork,
  parseNetwork,
} from "../../components/core/ip-network";
import type { Vpc } from "./cloud";

/** @throws {Error} naming the text, which came from the emulator or the site's file */
export function networkOfText(text: string): IpNetwork {
  const { value, fault } = parseNetwork(text);
  if (value === undefined) throw new Error(fault?.message);
  return value;
}

function addressAt(network: string, offset: number): string {
  const first = firstAddress(networkOfText(network));
  const address: IpAddress = { family: first.family, bits: first.bits + BigInt(offset) };
  return formatAddress(address);
}

/** The router's address in a network: the first one that hosts could have, on AWS and at the site. */
export const routerAddress = (network: string): string => addressAt(network, 1);

/** VPC + 2: base of the first range, and two. */
export const vpcResolverAddress = (vpc: Vpc): string => addressAt(vpc.cidrBlocks[0] ?? "0.0.0.0/0", 2);

export const prefixLengthOf = (network: string): number => networkOfText(network).prefixLength;

/** e.g. `255.255.255.0` */
export function maskOf(network: string): string {
  const { prefixLength } = networkOfText(network);
  return formatAddress({ family: 4, bits: ((1n << BigInt(prefixLength)) - 1n) << BigInt(32 - prefixLength) });
}
