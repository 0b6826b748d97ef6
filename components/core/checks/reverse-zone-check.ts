import { type DomainName, withoutFinalDot } from "../domain-name";
import { firstAddress, formatNetwork, networkOf, networksOverlap, networkWithin, parseNetwork } from "../ip-network";
import { argument } from "../reading/argument-path";
import type { WrittenNetwork } from "../reading/description";
import { type Report, readZoneKeys } from "../reading/written-values";
import { networkOfReverseZone, reverseZonesOf } from "../reverse-zone";
import { shownText } from "../shown-text";

/** A range that takes more zones is worth a word. */
const MANY_ZONES = 16;

/** Reads reverse zones by name; a network in the place of a name gets its names told. */
export function readReverseZones<Config>(
  entries: readonly (readonly [string, Config])[],
  path: string,
  report: Report,
) {
  const networks = entries.filter(([key]) => key.includes("/") && !key.toLowerCase().includes(".arpa"));
  for (const [key] of networks) notAReverseZone(key, argument(path, key), report);
  const named = entries.filter((entry) => !networks.includes(entry));
  return readZoneKeys(named, path, report).flatMap((zone) => {
    const network = networkOfReverseZone(zone.name);
    if (network && network.prefixLength > 0) return [{ ...zone, network }];
    notAReverseZone(zone.key, zone.path, report);
    return [];
  });
}

/** Checks that each named zone serves a range, and says which ranges take many zones. */
export function checkReverseZones(
  ranges: readonly WrittenNetwork[],
  named: readonly { readonly path: string; readonly name: DomainName; readonly network: WrittenNetwork["network"] }[],
  rangesOf: { readonly path: string; readonly words: string },
  report: Report,
): void {
  for (const zone of named) {
    if (ranges.some(({ network }) => networksOverlap(network, zone.network))) continue;
    const message = `covers no range of ${rangesOf.words}; leave it out`;
    report({ code: "REVERSE_ZONE_UNUSED", path: zone.path, message, restsOn: [zone.path, rangesOf.path] });
  }
  for (const { path, network } of ranges) {
    if (named.some((zone) => networkWithin(network, zone.network))) continue;
    const count = reverseZonesOf(network).length;
    if (count <= MANY_ZONES) continue;
    const bitsPerLabel = network.family === 4 ? 8 : 4;
    const wide = networkOf(firstAddress(network), Math.floor(network.prefixLength / bitsPerLabel) * bitsPerLabel);
    const one = wide.prefixLength === 0 ? undefined : withoutFinalDot(reverseZonesOf(wide)[0]!);
    const fix = one === undefined ? "smaller ranges take fewer" : `\`reverseZones: { "${one}": {} }\` takes one`;
    const message = `${formatNetwork(network)} takes ${count} zones, about $${monthlyDollars(count)} a month; ${fix}`;
    report({ code: "REVERSE_ZONES_MANY", path, message, notice: true });
  }
}

/** $0.50 a zone for the first 25 of an account, then $0.10. */
function monthlyDollars(zones: number): number {
  return Math.round(Math.min(zones, 25) * 0.5 + Math.max(0, zones - 25) * 0.1);
}

function notAReverseZone(key: string, path: string, report: Report): void {
  const network = parseNetwork(key).value;
  const names = network && network.prefixLength > 0 ? reverseZonesOf(network).slice(0, 3) : [];
  const name =
    names.length === 0 ? 'e.g. "20.10.in-addr.arpa"' : names.map((zone) => `"${withoutFinalDot(zone)}"`).join(", ");
  const message = `${shownText(key)} is no reverse zone; name the zone: ${name}`;
  report({ code: "NOT_A_REVERSE_ZONE", path, message, unreadable: true });
}
