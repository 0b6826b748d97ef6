import { checkPrimaryHere } from "../checks/account-check";
import { checkReverseZones, readReverseZones } from "../checks/reverse-zone-check";
import { checkZone, placeOfZone, readPrimaryVpc } from "../checks/zone-check";
import { type DomainName, withoutFinalDot } from "../domain-name";
import type { ReverseZoneConfig } from "../hybrid-dns-config";
import type { ReverseZonesConfig } from "../part-config";
import type { PlannedReverseZones, PlannedZone, Planning } from "../part-plan";
import { argument, compareText, entriesInOrder } from "../reading/argument-path";
import { reverseZonesArguments } from "../reading/description-schema";
import { type Report, readNetworks } from "../reading/written-values";
import { reverseCover } from "../reverse-cover";
import type { ValueReader, Values } from "../values";
import { planPart } from "./planning";
import { checkPartVpcs, checkPrimaryStated, planZone } from "./private-zone-plan";

/** Checks and plans the reverse zones of some ranges. */
export function planReverseZones<V extends Values>(
  logicalName: string,
  config: ReverseZonesConfig<V>,
  reader?: ValueReader<V>,
): Planning<PlannedReverseZones<V>> {
  return planPart<V, ReverseZonesConfig<V>, PlannedReverseZones<V>>(
    config,
    reverseZonesArguments,
    reader,
    (read, values, report) => {
      const zones = reverseZones(logicalName, read, values, report);
      return () => ({ logicalName, zones });
    },
  );
}

function reverseZones<V extends Values>(
  logicalName: string,
  config: ReverseZonesConfig<V>,
  reader: ValueReader<V>,
  report: Report,
): readonly PlannedZone<V>[] {
  const vpcs = Object.keys(config.vpcs ?? {}).sort(compareText);
  checkPartVpcs(config.vpcs, vpcs, report);
  const primaryVpc = readPrimaryVpc(config.primaryVpc, vpcs, report);
  const ranges = readNetworks(config.cidrBlocks, "cidrBlocks", report);
  const named = readReverseZones(entriesInOrder(config.zones), "zones", report);
  checkReverseZones(ranges, named, { path: "cidrBlocks", words: "`cidrBlocks`" }, report);
  const names = reverseCover(
    ranges.map(({ network }) => network),
    named.map(({ name }) => name),
  );
  return names.map((name) => {
    const derived: { path: string; name: DomainName; config: ReverseZoneConfig<V> } = {
      path: "zones",
      name,
      config: {},
    };
    const zone = named.find((candidate) => candidate.name === name) ?? derived;
    const place = placeOfZone(zone, vpcs, primaryVpc, report);
    checkZone(zone, place, primaryVpc, report);
    const placePath = place.primaryVpc === primaryVpc ? "primaryVpc" : argument(zone.path, "vpcs");
    checkPrimaryHere(place.primaryVpc, config.vpcs, placePath, report);
    if (zone.config.existing === undefined && (zone.config.vpcs === undefined || primaryVpc === undefined)) {
      checkPrimaryStated(place.primaryVpc, vpcs, report);
    }
    return planZone(
      `${logicalName}-${withoutFinalDot(name)}`,
      name,
      zone.config,
      config.vpcs ?? {},
      place,
      config.tags,
      reader,
    );
  });
}
