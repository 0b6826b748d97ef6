import { type DomainName, withoutFinalDot } from "../domain-name";
import { keptReverseZones, rangesWithReverse } from "../forwarding";
import type { ReverseZoneConfig, ZoneConfig } from "../hybrid-dns-config";
import { checkRecords } from "../parts/record-plan";
import { argument } from "../reading/argument-path";
import type { Description } from "../reading/description";
import type { Report } from "../reading/written-values";
import type { ValueReader, Values } from "../values";
import { checkPrimaryHere } from "./account-check";
import { checkPtrPolicy } from "./ptr-policy-check";
import { checkReverseZones } from "./reverse-zone-check";
import { checkZone, placeOfZone, type ZonePlace } from "./zone-check";

/** Checks private and reverse zones: where they are, who reaches them, what is in them. */
export function checkZones<V extends Values>(
  description: Description<V>,
  reader: ValueReader<V>,
  report: Report,
): void {
  const { privateZones, reverseZones, vpcs, config } = description;
  for (const { name, path, config: zone } of privateZones) {
    checkRecords({ records: zone.records, zone: name, path: argument(path, "records") }, reader, report);
  }
  checkReverseZones(rangesWithReverse(vpcs), reverseZones, { path: "vpcs", words: "`vpcs`" }, report);
  checkPtrPolicy(config.ptrRecords, "ptrRecords", report);

  const forwarderVpcs = vpcs.filter(({ forwarders }) => forwarders.length > 0).map(({ key }) => key);
  const places = [...privateZones, ...allReverseZones(description)].map((zone) => {
    const place = placeOfDescribed(zone, description, report);
    checkZone(zone, place, description.primaryVpc, report);
    const path = place.primaryVpc === description.primaryVpc ? "primaryVpc" : argument(zone.path, "vpcs");
    checkPrimaryHere(place.primaryVpc, config.vpcs, path, report);
    checkReachable(zone, place, forwarderVpcs, report);
    return { zone, place };
  });
  if (config.primaryVpc !== undefined) checkPrimaryHere(config.primaryVpc, config.vpcs, "primaryVpc", report);
  const homeless = places.filter(({ zone, place }) => zone.config.existing === undefined && !place.primaryVpc);
  if (description.primaryVpc !== undefined || homeless.length === 0 || vpcs.length === 0) return;
  const candidates = forwarderVpcs.length === 0 ? vpcs.map(({ key }) => key) : forwarderVpcs;
  const which =
    forwarderVpcs.length === 0 ? `no VPC has forwarders; there ${candidates.length === 1 ? "is" : "are"}` : "";
  const have = forwarderVpcs.length === 0 ? "" : " have forwarders";
  const message = `${which} ${candidates.join(" and ")}${have}; say which one the zones are, or were, made with`;
  report({
    code: "PRIMARY_VPC_UNSTATED",
    path: "primaryVpc",
    message: message.trim(),
    restsOn: ["primaryVpc", "vpcs"],
  });
}

/** All reverse zones that will be: those named, with their settings, and those that follow from ranges. */
export function allReverseZones<V extends Values>(description: Description<V>) {
  return keptReverseZones(description).map((name) => {
    const path = argument("reverseZones", withoutFinalDot(name));
    const derived: { path: string; name: DomainName; config: ReverseZoneConfig<V> } = { path, name, config: {} };
    return description.reverseZones.find((zone) => zone.name === name) ?? derived;
  });
}

export function placeOfDescribed<V extends Values>(
  zone: { readonly path: string; readonly config: ZoneConfig<V> | ReverseZoneConfig<V> },
  { vpcs, primaryVpc }: Description<V>,
  report?: Report,
): ZonePlace {
  const keys = vpcs.map(({ key }) => key);
  return placeOfZone<V>(zone, keys, primaryVpc, report);
}

/** The forwarders ask the resolver of their own VPC: it must know the zone somewhere. */
function checkReachable<V extends Values>(
  { path, name, config }: { path: string; name: DomainName; config: ZoneConfig<V> | ReverseZoneConfig<V> },
  place: ZonePlace,
  forwarderVpcs: readonly string[],
  report: Report,
): void {
  const vpcs = [...place.vpcs, ...place.associated];
  if (config.vpcs === undefined || forwarderVpcs.length === 0 || vpcs.length === 0) return;
  if (forwarderVpcs.some((key) => vpcs.includes(key))) return;
  const message = `add ${forwarderVpcs.join(" or ")}, or its forwarders cannot resolve ${withoutFinalDot(name)}`;
  report({ code: "ZONE_UNREACHABLE", path: argument(path, "vpcs"), message });
}
