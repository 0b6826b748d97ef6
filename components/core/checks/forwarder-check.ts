import type { ForwarderConfig } from "../hybrid-dns-config";
import {
  addressLength,
  compareAddresses,
  firstAddress,
  formatAddress,
  formatNetwork,
  type IpAddress,
  type IpNetwork,
  lastAddress,
  networkContains,
  networkWithin,
} from "../ip-network";
import { argument, entriesInOrder } from "../reading/argument-path";
import type { DescribedForwarder } from "../reading/description";
import { type Report, readAddress, readNetwork } from "../reading/written-values";
import { shownText } from "../shown-text";
import type { Values } from "../values";

/** AWS keeps the first four addresses of a subnet and the last. */
const RESERVED_AT_START = 4n;

export function describeForwarders<V extends Values>(
  forwarders: { readonly [name: string]: ForwarderConfig<V> } | undefined,
  path: string,
  report: Report,
): readonly DescribedForwarder<V>[] {
  return entriesInOrder(forwarders).map(([key, config]): DescribedForwarder<V> => {
    const forwarderPath = argument(path, key);
    const { address, subnetCidrBlock } = config;
    return {
      key,
      path: forwarderPath,
      config,
      address: address === undefined ? undefined : ipv4Address(address, argument(forwarderPath, "address"), report),
      subnet:
        subnetCidrBlock === undefined
          ? undefined
          : readNetwork(subnetCidrBlock, argument(forwarderPath, "subnetCidrBlock"), report),
    };
  });
}

/**
 * Checks the forwarders of one VPC: how many, and whether AWS can give them their addresses.
 *
 * @param ranges - those of the VPC; `undefined` where they are not all known
 */
export function checkForwarders<V extends Values>(
  forwarders: readonly DescribedForwarder<V>[],
  path: string,
  ranges: readonly IpNetwork[] | undefined,
  report: Report,
): void {
  if (forwarders.length === 1) {
    const message = "one forwarder; its replacement interrupts resolution, so give two in different zones";
    report({ code: "FORWARDER_ALONE", path, message, notice: true });
  }
  for (const [index, forwarder] of forwarders.entries()) {
    const { address, subnet } = forwarder;
    const addressPath = argument(forwarder.path, "address");
    if (subnet && ranges && !ranges.some((range) => networkWithin(subnet, range))) {
      const message = `${formatNetwork(subnet)} is not in ${ranges.map(formatNetwork).join(", ")}`;
      report({ code: "SUBNET_OUTSIDE_VPC", path: argument(forwarder.path, "subnetCidrBlock"), message });
    }
    if (!address) continue;
    const home = subnet ? [subnet] : ranges?.filter(({ family }) => family === 4);
    const around = home?.find((network) => networkContains(network, address));
    if (home && !around) {
      const message = `${formatAddress(address)} is not in ${home.map(formatNetwork).join(", ") || "any IPv4 range of the VPC"}`;
      const restsOn = [argument(forwarder.path, "subnetCidrBlock"), addressPath];
      report({ code: "ADDRESS_OUTSIDE_SUBNET", path: addressPath, message, restsOn });
    }
    if (around && isReserved(address, around)) {
      report({ code: "ADDRESS_RESERVED", path: addressPath, message: reservedMessage(address, around) });
    }
    const first = forwarders
      .slice(0, index)
      .find((other) => other.address && !compareAddresses(other.address, address));
    if (first) {
      const message = `${formatAddress(address)} is already that of \`${first.path}\``;
      report({ code: "ADDRESS_TWICE", path: addressPath, message });
    }
  }
}

function ipv4Address(text: string, path: string, report: Report): IpAddress | undefined {
  const address = readAddress(text, path, report);
  if (!address || address.family === 4) return address;
  const message = `${shownText(text)} is an IPv6 address; expected IPv4, e.g. "10.20.1.53"; for IPv6 say \`assignIpv6Address\``;
  report({ code: "BAD_ADDRESS", path, message, unreadable: true });
  return undefined;
}

function isReserved(address: IpAddress, { bits, ...network }: IpNetwork): boolean {
  const last = lastAddress({ bits, ...network }).bits;
  return address.bits < bits + RESERVED_AT_START || address.bits === last;
}

function reservedMessage(address: IpAddress, network: IpNetwork): string {
  const { family, bits } = firstAddress(network);
  const last = lastAddress(network).bits - 1n;
  const free = bits + RESERVED_AT_START;
  const fix =
    network.prefixLength > addressLength(family) - 3
      ? "take a larger subnet"
      : `take one from ${formatAddress({ family, bits: free })} to ${formatAddress({ family, bits: last })}`;
  return `${formatAddress(address)} is AWS's own; ${fix}`;
}
