import { compareDomainNames, type DomainName } from "./domain-name";
import { compareNetworks, type IpNetwork, networkWithin } from "./ip-network";
import { networkOfReverseZone, reverseZonesOf } from "./reverse-zone";

/**
 * Reverse zones of some ranges, in address order: each range that no named zone covers gets the fewest that cover it,
 * whatever the other ranges, so that a neighbour that comes or goes replaces no zone; equal names are shared.
 */
export function reverseCover(ranges: readonly IpNetwork[], named: readonly DomainName[]): readonly DomainName[] {
  const wide = named.flatMap((name) => networkOfReverseZone(name) ?? []);
  const derived = ranges
    .filter((range) => !wide.some((network) => networkWithin(range, network)))
    .flatMap((range) => reverseZonesOf(range));
  return [...new Set([...named, ...derived])].sort(compareReverseZones);
}

/** Address order, IPv4 first; names that are no reverse zones come last. */
export function compareReverseZones(left: DomainName, right: DomainName): number {
  const [leftNetwork, rightNetwork] = [networkOfReverseZone(left), networkOfReverseZone(right)];
  if (leftNetwork && rightNetwork) return compareNetworks(leftNetwork, rightNetwork);
  return leftNetwork ? -1 : rightNetwork ? 1 : compareDomainNames(left, right);
}
