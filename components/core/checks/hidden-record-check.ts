import { type DomainName, longestMatch, withoutFinalDot } from "../domain-name";
import type { ZoneConfig } from "../hybrid-dns-config";
import { argument } from "../reading/argument-path";
import { type DescribedRecord, describeRecords } from "../reading/described-record";
import type { DescribedZone, Description } from "../reading/description";
import type { Report } from "../reading/written-values";
import type { Values } from "../values";
import { placeOfDescribed } from "./zones-check";

/** A record that a closer private zone of ours hides. */
export interface HiddenRecord<V extends Values> {
  readonly record: DescribedRecord<V>;
  /** The zone that a VPC's resolver asks in place of the record's. */
  readonly zone: DomainName;
  /** VPCs of the record's zone in which it is hidden, by key. */
  readonly vpcs: readonly string[];
  /** Whether those are all. */
  readonly everywhere: boolean;
}

/**
 * Records that nobody gets: a VPC's resolver answers from the closest private zone that the VPC has, and does not look for
 * more in the zones above it.
 */
export function hiddenRecords<V extends Values>(
  zone: DescribedZone<ZoneConfig<V>>,
  description: Description<V>,
): readonly HiddenRecord<V>[] {
  const names = new Set(description.privateZones.map(({ name }) => name));
  const own = allVpcs(zone, description);
  return describeRecords(zone.config.records, zone.name, argument(zone.path, "records"), () => {}).flatMap((record) => {
    const closest = longestMatch(record.name, names);
    const closer = closest === zone.name ? undefined : description.privateZones.find(({ name }) => name === closest);
    if (!closer) return [];
    const theirs = allVpcs(closer, description);
    const vpcs = own.filter((key) => theirs.includes(key));
    return vpcs.length === 0 ? [] : [{ record, zone: closer.name, vpcs, everywhere: vpcs.length === own.length }];
  });
}

/** Names of a zone that have no PTR record, since asking for them gives nothing anywhere. */
export function namesHiddenEverywhere<V extends Values>(
  zone: DescribedZone<ZoneConfig<V>>,
  description: Description<V>,
): ReadonlySet<DomainName> {
  const hidden = hiddenRecords(zone, description).filter(({ everywhere }) => everywhere);
  return new Set(hidden.map(({ record }) => record.name));
}

/** Gives notice of records that a closer private zone hides. */
export function checkHiddenRecords<V extends Values>(description: Description<V>, report: Report): void {
  for (const described of description.privateZones) {
    for (const { record, zone, vpcs, everywhere } of hiddenRecords(described, description)) {
      const name = withoutFinalDot(zone);
      const where = everywhere ? "" : ` in ${vpcs.join(", ")}`;
      const ptr = everywhere ? ", so it gets no PTR record either" : "";
      const message = `the zone ${name} answers in its place${where}, and does not have it${ptr}; move it to \`${argument("privateZones", name)}\``;
      report({ code: "RECORD_HIDDEN", path: record.path, message, notice: true });
    }
  }
}

function allVpcs<V extends Values>(zone: DescribedZone<ZoneConfig<V>>, description: Description<V>): readonly string[] {
  const { vpcs, associated } = placeOfDescribed(zone, description);
  return [...new Set([...vpcs, ...associated])];
}
