import { checkAccounts, checkPrimaryHere, isLeftToItsStack } from "../checks/account-check";
import { checkZone, placeOfZone, readPrimaryVpc, type ZonePlace } from "../checks/zone-check";
import { type DomainName, withoutFinalDot } from "../domain-name";
import type { ExistingZoneConfig, VpcReferenceConfig } from "../hybrid-dns-config";
import type { PrivateZoneConfig } from "../part-config";
import type { PlannedVpcReference, PlannedZone, Planning } from "../part-plan";
import { compareText, entriesInOrder } from "../reading/argument-path";
import { privateZoneArguments } from "../reading/description-schema";
import { type Report, readZoneName } from "../reading/written-values";
import type { ValueReader, Values } from "../values";
import { planPart } from "./planning";
import { checkRecords, planRecords } from "./record-plan";

/** Checks and plans a private zone with its associations and records. */
export function planPrivateZone<V extends Values>(
  logicalName: string,
  config: PrivateZoneConfig<V>,
  reader?: ValueReader<V>,
): Planning<PlannedZone<V>> {
  return planPart<V, PrivateZoneConfig<V>, PlannedZone<V>>(
    config,
    privateZoneArguments,
    reader,
    (read, values, report) => {
      const zone = zoneNameOf(read.zoneName, report);
      const place = placeOfPart(read, zone, report);
      if (zone) checkRecords({ records: read.records, zone, path: "records" }, values, report);
      return () => ({
        ...planZone(logicalName, zone!, read, read.vpcs, place, read.tags, values),
        ...planRecords(
          { logicalName, zone: zone!, records: read.records, ttlSeconds: read.ttlSeconds, path: "records" },
          values,
        ),
      });
    },
  );
}

/** The name of the zone that a part is for; a missing one has been reported. */
export function zoneNameOf(zoneName: string | undefined, report: Report): DomainName | undefined {
  return zoneName === undefined ? undefined : readZoneName(zoneName, "zoneName", report);
}

/** Which of a part's VPCs a zone is made with and which are associated; all of them are in it. */
function placeOfPart<V extends Values>(
  config: PrivateZoneConfig<V>,
  name: DomainName | undefined,
  report: Report,
): ZonePlace {
  const vpcs = Object.keys(config.vpcs ?? {}).sort(compareText);
  checkPartVpcs(config.vpcs, vpcs, report);
  const primaryVpc = readPrimaryVpc(config.primaryVpc, vpcs, report);
  const place = placeOfZone({ config: { existing: config.existing }, path: "" }, vpcs, primaryVpc, report);
  if (name) checkZone({ config: { ...config, vpcs: undefined }, path: "", name }, place, primaryVpc, report);
  if (config.existing === undefined) checkPrimaryStated(place.primaryVpc, vpcs, report);
  checkPrimaryHere(place.primaryVpc, config.vpcs, "primaryVpc", report);
  return place;
}

export function checkPartVpcs<V extends Values>(
  vpcs: { readonly [key: string]: VpcReferenceConfig<V> } | undefined,
  keys: readonly string[],
  report: Report,
): void {
  checkAccounts(vpcs, report);
  if (vpcs === undefined || keys.length > 0) return;
  report({ code: "VPC_MISSING", path: "vpcs", message: "give at least one, by a name of yours" });
}

export function checkPrimaryStated(primaryVpc: string | undefined, vpcs: readonly string[], report: Report): void {
  if (primaryVpc !== undefined || vpcs.length === 0) return;
  const message = `there are ${vpcs.join(", ")}; say which one the zones are, or were, made with`;
  report({ code: "PRIMARY_VPC_UNSTATED", path: "primaryVpc", message, restsOn: ["primaryVpc", "vpcs"] });
}

/** A private or reverse zone without its records. */
export function planZone<V extends Values>(
  logicalName: string,
  name: DomainName,
  config: { readonly existing?: ExistingZoneConfig<V> | undefined; readonly protect?: boolean | undefined },
  vpcs: { readonly [name: string]: VpcReferenceConfig<V> },
  place: ZonePlace,
  tags: V["textMap"] | undefined,
  reader: ValueReader<V>,
): PlannedZone<V> {
  const primary = place.primaryVpc === undefined ? undefined : vpcs[place.primaryVpc];
  const others = entriesInOrder(vpcs).filter(
    ([key]) => place.vpcs.includes(key) && key !== place.primaryVpc && !place.associated.includes(key),
  );
  return {
    logicalName,
    zoneName: withoutFinalDot(name),
    existingZoneId: config.existing?.zoneId,
    primaryVpc: primary && reference(primary, reader),
    authorizations: others
      .filter(([, { accountId }]) => accountId !== undefined)
      .map(([key, vpc]) => ({ logicalName: `${logicalName}-${key}`, ...reference(vpc, reader) })),
    associations: others
      .filter(([, vpc]) => !isLeftToItsStack(vpc))
      .map(([key, vpc]) => ({
        logicalName: `${logicalName}-${key}`,
        ...reference(vpc, reader),
        provider: vpc.provider,
      })),
    records: [],
    aliases: [],
    addressRecords: [],
    protect: config.protect === true && config.existing === undefined,
    tags,
  };
}

function reference<V extends Values>(
  { vpcId, region, provider }: VpcReferenceConfig<V>,
  reader: ValueReader<V>,
): PlannedVpcReference<V> {
  return { vpcId, region: region ?? (provider === undefined ? undefined : reader.regionOf?.(provider)) };
}
