import { withoutFinalDot } from "../domain-name";
import { clientRanges } from "../forwarder-clients";
import { planForwarderImages } from "../forwarder-images";
import { longestName } from "../parts/reverse-monitor-plan";
import { argument, entriesInOrder } from "../reading/argument-path";
import { describeRecords } from "../reading/described-record";
import type { Description } from "../reading/description";
import type { Report } from "../reading/written-values";
import { MONITOR_KEY } from "../reverse-monitor-part";
import type { Values } from "../values";
import { checkRoleName } from "./logical-name-check";
import { checkLogicalNames, type NamedThing } from "./logical-names";
import { allReverseZones, placeOfDescribed } from "./zones-check";

/** Checks that no two things of one type get one logical name, because keys with hyphens can meet. */
export function checkNames<V extends Values>(description: Description<V>, report: Report): void {
  checkLogicalNames([...forwarderThings(description), ...zoneThings(description)], report);
  const fix = "shorten the component's name or the VPC's key";
  for (const { key, path, forwarders } of description.vpcs) {
    if (forwarders.length > 0) checkRoleName(`${description.name}-${key}`, path, fix, report);
  }
  for (const { logicalName } of planForwarderImages(description)) checkRoleName(logicalName, "name", fix, report);
  if (description.config.ptrRecords?.monitor === true) {
    checkRoleName(longestName(`${description.name}-${MONITOR_KEY}`), "name", "shorten the component's name", report);
  }
}

function forwarderThings<V extends Values>(description: Description<V>): readonly NamedThing[] {
  const clients = clientRanges(description);
  const vpcs = description.vpcs.filter(({ forwarders }) => forwarders.length > 0);
  return vpcs.flatMap((vpc) => [
    ...vpc.forwarders.map(({ key, path }) => ({
      type: "forwarder",
      logicalName: `${description.name}-${vpc.key}-${key}`,
      path,
    })),
    ...clients.map(({ key, path }) => ({ type: "rule", logicalName: `${description.name}-${vpc.key}-${key}`, path })),
  ]);
}

function zoneThings<V extends Values>(description: Description<V>): readonly NamedThing[] {
  const zones = [...description.privateZones, ...allReverseZones(description)];
  return zones.flatMap((zone): NamedThing[] => {
    const logicalName = `${description.name}-${withoutFinalDot(zone.name)}`;
    const records = "records" in zone.config ? zone.config.records : undefined;
    return [
      ...placeOfDescribed(zone, description).vpcs.map((key) => ({
        type: "association",
        logicalName: `${logicalName}-${key}`,
        path: zone.path,
      })),
      ...describeRecords(records, zone.name, argument(zone.path, "records"), () => {}).flatMap(
        ({ label, path, config }) =>
          entriesInOrder({ ...config }).map(([type]) => ({
            type: `record ${type}`,
            logicalName: `${logicalName}-${label}`,
            path,
          })),
      ),
    ];
  });
}
