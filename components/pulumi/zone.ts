import { VpcAssociationAuthorization } from "@pulumi/aws/route53/vpcAssociationAuthorization";
import { Zone } from "@pulumi/aws/route53/zone";
import { ZoneAssociation } from "@pulumi/aws/route53/zoneAssociation";
import * as pulumi from "@pulumi/pulumi";
import type { PlannedVpcReference, PlannedZone } from "../core/part-plan";
import type { InputValues } from "./hybrid-dns-args";
import { stated, tagsWith } from "./inputs";
import { present } from "./present";
import { declareRecordSets } from "./record-sets";

/** Declares a zone, unless it is there already, with its associations and records below a component; gives its id. */
export function declareZone(
  component: pulumi.ComponentResource,
  plan: PlannedZone<InputValues>,
): pulumi.Output<string> {
  const zoneId =
    plan.existingZoneId === undefined
      ? declareNewZone(component, plan, plan.primaryVpc as PlannedVpcReference<InputValues>)
      : pulumi.output(plan.existingZoneId);
  const authorized = new Map<string, VpcAssociationAuthorization>();
  for (const { logicalName, vpcId, region } of plan.authorizations) {
    const vpc = stated({ zoneId, vpcId, vpcRegion: region });
    authorized.set(logicalName, new VpcAssociationAuthorization(logicalName, vpc, { parent: component }));
  }
  for (const { logicalName, vpcId, region, provider } of plan.associations) {
    const dependsOn = present(authorized.get(logicalName));
    const opts = stated({ parent: component, provider, dependsOn });
    new ZoneAssociation(logicalName, stated({ zoneId, vpcId, vpcRegion: region }), opts);
  }
  declareRecordSets(component, zoneId, plan.records, plan.aliases);
  return zoneId;
}

function declareNewZone(
  component: pulumi.ComponentResource,
  { logicalName, zoneName, protect, tags }: PlannedZone<InputValues>,
  { vpcId, region }: PlannedVpcReference<InputValues>,
): pulumi.Output<string> {
  const zone = new Zone(
    logicalName,
    {
      name: zoneName,
      // A zone made with a VPC is private. The other VPCs are resources of their own, which AWS also lists here: hence
      // ignoreChanges, else each would be taken off again.
      vpcs: [stated({ vpcId, vpcRegion: region })],
      // Records that others put into the zone are theirs: with them in it, it is not destroyed.
      forceDestroy: false,
      tags: tagsWith(tags, { Name: logicalName }),
    },
    { parent: component, ignoreChanges: ["vpcs"], ...(protect && { protect }) },
  );
  return zone.id;
}
