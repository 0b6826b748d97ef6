import * as association from "./association-actions";
import type { Route53Action } from "./context";
import { listHostedZones, listHostedZonesByName, listHostedZonesByVpc } from "./list-zones";
import * as record from "./record-actions";
import * as tag from "./tag-actions";
import * as zone from "./zone-actions";

/** An action by its name, method and path; a group in the path is an id. */
export interface Route53Route {
  readonly name: string;
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: RegExp;
  readonly action: Route53Action;
}

const route = (name: string, method: Route53Route["method"], path: string, action: Route53Action): Route53Route => ({
  name,
  method,
  path: new RegExp(`^/2013-04-01${path.replaceAll("ID", "([^/]{1,64})")}/?$`),
  action,
});

/** The actions that the front serves itself. */
export const routes: readonly Route53Route[] = [
  route("CreateHostedZone", "POST", "/hostedzone", zone.createHostedZone),
  route("ListHostedZones", "GET", "/hostedzone", listHostedZones),
  route("GetHostedZone", "GET", "/hostedzone/ID", zone.getHostedZone),
  route("UpdateHostedZoneComment", "POST", "/hostedzone/ID", zone.updateHostedZoneComment),
  route("DeleteHostedZone", "DELETE", "/hostedzone/ID", zone.deleteHostedZone),
  route("GetHostedZoneCount", "GET", "/hostedzonecount", zone.getHostedZoneCount),
  route("ListHostedZonesByName", "GET", "/hostedzonesbyname", listHostedZonesByName),
  route("ListHostedZonesByVPC", "GET", "/hostedzonesbyvpc", listHostedZonesByVpc),
  route("GetHostedZoneLimit", "GET", "/hostedzonelimit/ID/ID", zone.getHostedZoneLimit),
  route("GetDNSSEC", "GET", "/hostedzone/ID/dnssec", zone.getDnssec),
  route("ChangeResourceRecordSets", "POST", "/hostedzone/ID/rrset", record.changeResourceRecordSets),
  route("ListResourceRecordSets", "GET", "/hostedzone/ID/rrset", record.listResourceRecordSets),
  route("GetChange", "GET", "/change/ID", record.getChange),
  route("AssociateVPCWithHostedZone", "POST", "/hostedzone/ID/associatevpc", association.associateVpc),
  route("DisassociateVPCFromHostedZone", "POST", "/hostedzone/ID/disassociatevpc", association.disassociateVpc),
  route(
    "CreateVPCAssociationAuthorization",
    "POST",
    "/hostedzone/ID/authorizevpcassociation",
    association.createAuthorization,
  ),
  route(
    "ListVPCAssociationAuthorizations",
    "GET",
    "/hostedzone/ID/authorizevpcassociation",
    association.listAuthorizations,
  ),
  route(
    "DeleteVPCAssociationAuthorization",
    "POST",
    "/hostedzone/ID/deauthorizevpcassociation",
    association.deleteAuthorization,
  ),
  route("ChangeTagsForResource", "POST", "/tags/hostedzone/ID", tag.changeTags),
  route("ListTagsForResource", "GET", "/tags/hostedzone/ID", tag.listTags),
  route("ListTagsForResources", "POST", "/tags/hostedzone", tag.listTagsOfMany),
];
