import type { PlannedVpcReference, PlannedZone } from "../core";
import { keyIn, level } from "./component";
import { declareRecordSets, type Place } from "./record-sets";
import { type TokenValues, tagsWith } from "./tokens";

/** Declares a zone, unless it is there already, with its associations and records; gives its id. */
export function declareZone<Provider>(place: Place<Provider>, plan: PlannedZone<TokenValues>): string {
  const { kit, scope, logicalName: parent, meta } = place;
  const zoneId =
    plan.existingZoneId ?? declareNewZone(place, plan, plan.primaryVpc as PlannedVpcReference<TokenValues>);
  for (const { logicalName, vpcId, region } of plan.associations) {
    new kit.Route53ZoneAssociation(level(scope, "Association"), keyIn(parent, logicalName), {
      zoneId,
      vpcId,
      ...(region !== undefined && { vpcRegion: region }),
      ...meta,
    });
  }
  declareRecordSets(place, zoneId, plan.records, plan.aliases);
  return zoneId;
}

function declareNewZone<Provider>(
  { kit, scope, meta }: Place<Provider>,
  { logicalName, zoneName, protect, tags }: PlannedZone<TokenValues>,
  { vpcId, region }: PlannedVpcReference<TokenValues>,
): string {
  const zone = new kit.Route53Zone(scope, "Resource", {
    name: zoneName,
    // A zone made with a VPC is private. The other VPCs are resources of their own, which AWS also lists here: hence
    // ignoreChanges, else each would be taken off again.
    vpc: [{ vpcId, ...(region !== undefined && { vpcRegion: region }) }],
    // Records that others put into the zone are theirs: with them in it, it is not destroyed.
    forceDestroy: false,
    tags: tagsWith(tags, { Name: logicalName }, kit.functions),
    lifecycle: { ignoreChanges: ["vpc"], ...(protect && { preventDestroy: true }) },
    ...meta,
  });
  return zone.zoneId;
}
