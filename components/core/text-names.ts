import { compareDomainNames, type DomainName, parseDomainName } from "./domain-name";
import {
  compareAddresses,
  compareNetworks,
  formatAddress,
  formatNetwork,
  parseAddress,
  parseNetwork,
} from "./ip-network";
import { valueOrThrow } from "./parsed";

// What gets into a configuration text has been parsed and is written anew, so no text of a user is ever in one.

/** Zone names in DNS order. @throws an Error with `code` BAD_DOMAIN_NAME */
export function zonesForText(names: readonly string[]): readonly DomainName[] {
  return [...new Set(names.map((name) => valueOrThrow(parseDomainName(name))))].sort(compareDomainNames);
}

/** Addresses in address order, each once. @throws an Error with `code` BAD_ADDRESS */
export function addressesForText(addresses: readonly string[]): readonly string[] {
  const parsed = addresses.map((text) => valueOrThrow(parseAddress(text))).sort(compareAddresses);
  return [...new Set(parsed.map(formatAddress))];
}

/** Networks in address order, each once. @throws an Error with `code` BAD_NETWORK or HOST_BITS_SET */
export function networksForText(networks: readonly string[]): readonly string[] {
  const parsed = networks.map((text) => valueOrThrow(parseNetwork(text))).sort(compareNetworks);
  return [...new Set(parsed.map(formatNetwork))];
}
