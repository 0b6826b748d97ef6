import { addressesOf, classlessPtrName, classlessZoneFinder, networkOfClasslessZone } from "./classless-zone";
import { type DomainName, longestMatch, parseDomainName } from "./domain-name";
import { compareNetworks, type IpAddress, type IpNetwork } from "./ip-network";
import { compareText } from "./reading/argument-path";
import { networkOfReverseZone, reverseNameOf } from "./reverse-zone";

/** A zone that holds PTR records of a network. */
export interface CoveringZone {
  readonly zoneName: DomainName;
  readonly network: IpNetwork;
  /** Whether it is a child zone as in RFC 2317. */
  readonly classless: boolean;
}

/** Reverse zones among some names, in address order. */
export function zonesInOrder(zoneNames: readonly string[]): readonly CoveringZone[] {
  const zones = new Set(zoneNames.flatMap((text) => parseDomainName(text).value ?? []));
  return [...zones]
    .flatMap((zoneName): CoveringZone[] => {
      const octets = networkOfReverseZone(zoneName);
      const network = octets ?? networkOfClasslessZone(zoneName);
      return network ? [{ zoneName, network, classless: !octets }] : [];
    })
    .sort((left, right) => compareNetworks(left.network, right.network) || compareText(left.zoneName, right.zoneName));
}

/** Where the PTR record of an address stands. */
export interface PtrPlace {
  readonly zone?: DomainName | undefined;
  readonly reverseName: DomainName;
  /** The zone that is asked first, where that of the record is a classless one. */
  readonly parent?: DomainName | undefined;
}

/** Where the PTR record of an address stands, whose reverse name may be known already. */
export type Place = (address: IpAddress, reverseName?: DomainName) => PtrPlace;

/** The most specific zone that covers an address, classless ones among them. */
export function placing(zones: readonly CoveringZone[]): Place {
  const lengths = new Map(
    zones.filter(({ classless }) => !classless).map((zone) => [zone.zoneName, zone.network.prefixLength]),
  );
  const octetZones = new Set(lengths.keys());
  const classlessZone = classlessZoneFinder(zones.filter(({ classless }) => classless));
  return (address, reverseName = reverseNameOf(address)) => {
    const zone = longestMatch(reverseName, octetZones);
    const child = classlessZone(address);
    if (!child || (zone !== undefined && lengths.get(zone)! >= child.network.prefixLength))
      return { zone, reverseName };
    return { zone: child.zoneName, reverseName: classlessPtrName(address, child.zoneName), parent: zone };
  };
}

/** What leads from a zone to a classless one. */
export interface PlacedCname {
  readonly zone: DomainName;
  readonly reverseName: DomainName;
  readonly target: DomainName;
}

/** All addresses of classless zones, where the zone beside them that is asked first is there too. */
export function cnamesTo(zones: readonly CoveringZone[], place: Place): readonly PlacedCname[] {
  return zones
    .filter(({ classless }) => classless)
    .flatMap((child) =>
      addressesOf(child).flatMap((address) => {
        const { zone, reverseName, parent } = place(address);
        if (zone !== child.zoneName || parent === undefined) return [];
        return [{ zone: parent, reverseName: reverseNameOf(address), target: reverseName }];
      }),
    );
}
