import { resolverFault } from "./checks/resolver-check";
import { type DomainName, longestMatch, parseDomainName } from "./domain-name";
import { parseAddress } from "./ip-network";
import { faultError, valueOrThrow } from "./parsed";
import type { ForwarderConfiguration } from "./part-plan";
import { argument } from "./reading/argument-path";
import { isReverseZone } from "./reverse-zone";
import { shownKind } from "./shown-text";
import { addressesForText, networksForText, zonesForText } from "./text-names";
import { BUILT_IN_ZONES } from "./unbound-local-zones";

/** What a configuration text is written from, whatever the software: all parsed, in order, each once. */
export interface ForwarderText {
  /** Ranges that may ask, e.g. `10.50.0.0/16`, in address order. */
  readonly clients: readonly string[];
  /** In DNS order. */
  readonly zones: readonly ForwardedZone[];
}

export interface ForwardedZone {
  readonly name: DomainName;
  /** At least one, in address order. */
  readonly resolvers: readonly string[];
}

/** Addresses that a name of the internet has no business to have: an answer with one would lead a browser into the network. */
export const PRIVATE_NETWORKS = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "169.254.0.0/16",
  "100.64.0.0/10",
  "fc00::/7",
  "fe80::/10",
  "::ffff:0:0/96",
] as const;

/**
 * A configuration, ready to be written.
 *
 * @throws an Error with `code` BAD_ADDRESS, BAD_NETWORK, HOST_BITS_SET or BAD_DOMAIN_NAME for values that became known
 * late and are none, RESOLVERS_MISSING for a zone without resolvers, FORWARDING_LOOP for one that is forwarded to the
 * forwarder itself, and WRONG_TYPE where a program without types gave something else
 */
export function forwarderText(configuration: ForwarderConfiguration): ForwarderText {
  refuseWrongTypes(configuration);
  const { clientCidrBlocks, forwardZones } = configuration;
  return {
    clients: networksForText(clientCidrBlocks),
    zones: zonesForText(Object.keys(forwardZones)).map((name) => ({
      name,
      resolvers: resolversOf(name, forwardZones),
    })),
  };
}

/** Names of ours and of AWS, which may have private addresses. */
export function zonesWithPrivateAddresses(zones: readonly ForwardedZone[]): readonly DomainName[] {
  return zones.map(({ name }) => name).filter((name) => name !== "." && !isReverseZone(name));
}

/**
 * Zones that are not signed, even where the parent is. Private reverse zones are named by the whole private range: for 40
 * small ones that is one line, and user data is short.
 */
export function unsignedZones(zones: readonly ForwardedZone[]): readonly DomainName[] {
  const names = zones.map(({ name }) => name).filter((name) => name !== ".");
  return [...new Set(names.map((name) => (isReverseZone(name) ? (longestMatch(name, BUILT_IN_ZONES) ?? name) : name)))];
}

function resolversOf(zone: DomainName, forwardZones: ForwarderConfiguration["forwardZones"]): readonly string[] {
  const resolvers = Object.entries(forwardZones)
    .filter(([name]) => parseDomainName(name).value === zone)
    .flatMap(([, zoneConfig]) => zoneConfig.resolvers);
  const addresses = addressesForText(resolvers);
  for (const address of addresses) {
    const fault = resolverFault(valueOrThrow(parseAddress(address)));
    if (fault) throw faultError(fault);
  }
  if (addresses.length === 0) {
    throw faultError({ code: "RESOLVERS_MISSING", message: `${zone} has no resolvers to be forwarded to` });
  }
  return addresses;
}

function refuseWrongTypes(configuration: ForwarderConfiguration): void {
  const given: { readonly [name: string]: unknown } = isMap(configuration) ? { ...configuration } : {};
  const { clientCidrBlocks, forwardZones } = given;
  const zones = isMap(forwardZones) ? Object.entries(forwardZones) : [];
  const wrong = [
    ...(isMap(configuration) ? [] : [["the configuration", configuration, "a map"]]),
    ...(Array.isArray(clientCidrBlocks) ? [] : [["clientCidrBlocks", clientCidrBlocks, "a list of texts"]]),
    ...(isMap(forwardZones) ? [] : [["forwardZones", forwardZones, "a map of zones"]]),
    ...zones
      .filter(([, zone]) => !Array.isArray((zone as { resolvers?: unknown } | undefined | null)?.resolvers))
      .map(([name]) => [argument("forwardZones", name), undefined, 'a map: { resolvers: ["10.1.0.53"] }']),
  ] as const;
  const first = wrong[0];
  if (first === undefined) return;
  const [path, got, expected] = first;
  throw faultError({ code: "WRONG_TYPE", message: `${path}: got ${shownKind(got)}, expected ${expected}` });
}

function isMap(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
