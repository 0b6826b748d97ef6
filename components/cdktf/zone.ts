import type { PlannedVpcReference, PlannedZone } from "../core";
import { idOfKey, keyIn, level } from "./component";
import type { DependingResource } from "./kit";
import { declareRecordSets, type Place } from "./record-sets";
import { type TokenValues, tagsWith } from "./tokens";

/** Declares a zone, unless it is there already, with its associations and records; gives its id. */
export function declareZone<Provider>(place: Place<Provider>, plan: PlannedZone<TokenValues<Provider>>): string {
  const { kit, scope, logicalName: parent, meta } = place;
  const zoneId =
    plan.existingZoneId ?? declareNewZone(place, plan, plan.primaryVpc as PlannedVpcReference<TokenValues>);
  const authorized = new Map<string, DependingResource>();
  for (const { logicalName, vpcId, region } of plan.authorizations) {
    const id = idOfKey(keyIn(parent, logicalName));
    const authorization = new kit.Route53VpcAssociationAuthorization(level(scope, "Authorization"), id, {
      zoneId,
      vpcId,
      ...(region !== undefined && { vpcRegion: region }),
      ...meta,
    });
    authorized.set(logicalName, authorization);
  }
  for (const { logicalName, vpcId, region, provider } of plan.associations) {
    const authorization = authorized.get(logicalName);
    new kit.Route53ZoneAssociation(level(scope, "Association"), idOfKey(keyIn(parent, logicalName)), {
      zoneId,
      vpcId,
      ...(region !== undefined && { vpcRegion: region }),
      ...(authorization !== undefined && { dependsOn: [authorization] }),
      ...(provider === undefined ? meta : { provider }),
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
