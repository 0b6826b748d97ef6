import { type DomainName, isWithin, longestMatch } from "./domain-name";

/**
 * Zones that Unbound answers by itself, with nothing in them, unless told otherwise.
 *
 * @see RFC 1918, RFC 6303, RFC 6761, RFC 7535, RFC 8375
 */
export const BUILT_IN_ZONES: readonly DomainName[] = [
  ...["10.", "168.192.", "0.", "127.", "254.169.", "2.0.192.", "100.51.198.", "113.0.203.", "255.255.255.255."],
  ...range(16, 31).map((octet) => `${octet}.172.`),
  ...range(64, 127).map((octet) => `${octet}.100.`),
]
  .map((labels) => `${labels}in-addr.arpa.`)
  .concat(
    ["d.f.", "8.e.f.", "9.e.f.", "a.e.f.", "b.e.f.", "8.b.d.0.1.0.0.2."].map((labels) => `${labels}ip6.arpa.`),
    ["test.", "invalid.", "onion.", "home.arpa.", "resolver.arpa.", "service.arpa."],
  ) as DomainName[];

/** How a built-in zone makes way for a forwarded one. */
export interface OpenedZone {
  readonly name: DomainName;
  /** `nodefault` takes a built-in zone away; `transparent` opens what is below one, where `nodefault` does nothing. */
  readonly type: "nodefault" | "transparent";
}

/** What has to be opened so that questions about some zones are forwarded, in the order of the zones. */
export function openedZones(forwarded: readonly DomainName[]): readonly OpenedZone[] {
  const { taken, cut } = builtInZonesBeside(forwarded);
  return [
    ...taken.map((name) => ({ name, type: "nodefault" as const })),
    ...cut.map((name) => ({ name, type: "transparent" as const })),
  ];
}

/** How built-in zones and forwarded ones stand to each other. */
export interface BuiltInZonesBeside {
  /** Built-in zones that are forwarded whole. */
  readonly taken: readonly DomainName[];
  /** Built-in zones that stay empty, but for what is cut out of them. */
  readonly empty: readonly DomainName[];
  /** Forwarded zones below an empty one. */
  readonly cut: readonly DomainName[];
}

/** The root counts for nothing here: what is private is not asked of it. */
export function builtInZonesBeside(forwarded: readonly DomainName[]): BuiltInZonesBeside {
  const wanted = forwarded.filter((zone) => zone !== ".");
  const taken = BUILT_IN_ZONES.filter((zone) => longestMatch(zone, wanted) !== undefined);
  const empty = BUILT_IN_ZONES.filter((zone) => !taken.includes(zone));
  return { taken, empty, cut: wanted.filter((zone) => empty.some((builtIn) => isWithin(zone, builtIn))) };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
