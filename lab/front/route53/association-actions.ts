import { AwsError } from "../aws-error";
import { noteChange, type Route53Action, touch } from "./context";
import { page, pageSize } from "./paging";
import type { HostedZone, ZoneVpc } from "./store";
import { checkVpc, hasVpc, readVpc, refuseConflict } from "./vpc";
import type { XmlValue } from "./xml";
import { anyZone, requestedZone } from "./zone-actions";

/**
 * AssociateVPCWithHostedZone, called by the account that owns the VPC.
 *
 * The zone may be another account's when that account has authorised it.
 */
export const associateVpc: Route53Action = async (call, context) => {
  const zone = anyZone(call.ids[0], context);
  const request = call.document("AssociateVPCWithHostedZoneRequest");
  const vpc = readVpc(request.child("VPC"));
  await checkVpc(context, call.account, vpc);
  if (zone.account !== call.account && !hasVpc(zone.authorizations, vpc)) {
    throw new AwsError(
      "NotAuthorizedException",
      `The VPC: ${vpc.vpcId} has not been authorized to associate with your hosted zone.`,
      401,
    );
  }
  refusePublic(zone);
  refuseConflict(context.store, zone.name, vpc);
  if (zone.vpcs.length >= context.settings().vpcsPerZone) {
    throw new AwsError(
      "LimitsExceeded",
      `Cannot associate more than ${context.settings().vpcsPerZone} VPCs with a hosted zone.`,
    );
  }
  zone.vpcs = [...zone.vpcs, vpc];
  touch(context);
  return {
    root: "AssociateVPCWithHostedZoneResponse",
    content: { ChangeInfo: noteChange(context, request.text("Comment")) },
  };
};

/** DisassociateVPCFromHostedZone, by the owner of the zone or of the VPC; the last VPC of a zone stays. */
export const disassociateVpc: Route53Action = async (call, context) => {
  const zone = anyZone(call.ids[0], context);
  const request = call.document("DisassociateVPCFromHostedZoneRequest");
  const vpc = readVpc(request.child("VPC"));
  if (zone.account !== call.account) await checkVpc(context, call.account, vpc);
  if (!hasVpc(zone.vpcs, vpc)) {
    throw new AwsError(
      "VPCAssociationNotFound",
      `The VPC: ${vpc.vpcId} is not associated with hosted zone: ${zone.id}`,
      404,
    );
  }
  if (zone.vpcs.length === 1) {
    throw new AwsError(
      "LastVPCAssociation",
      `The VPC: ${vpc.vpcId} is the last VPC associated with hosted zone: ${zone.id}; it cannot be disassociated`,
    );
  }
  zone.vpcs = without(zone.vpcs, vpc);
  touch(context);
  return {
    root: "DisassociateVPCFromHostedZoneResponse",
    content: { ChangeInfo: noteChange(context, request.text("Comment")) },
  };
};

/** CreateVPCAssociationAuthorization, by the owner of the zone; whether the VPC exists is not looked at. */
export const createAuthorization: Route53Action = (call, context) => {
  const zone = requestedZone(call.account, call.ids[0], context);
  const vpc = readVpc(call.document("CreateVPCAssociationAuthorizationRequest").child("VPC"));
  refusePublic(zone);
  if (!hasVpc(zone.authorizations, vpc)) {
    if (zone.authorizations.length >= context.settings().authorizationsPerZone) {
      throw new AwsError(
        "TooManyVPCAssociationAuthorizations",
        "The hosted zone has as many VPC association authorizations as it may have.",
      );
    }
    zone.authorizations = [...zone.authorizations, vpc];
  }
  return {
    root: "CreateVPCAssociationAuthorizationResponse",
    content: { HostedZoneId: zone.id, VPC: vpcElement(vpc) },
  };
};

/** DeleteVPCAssociationAuthorization; an association that was made with it stays. */
export const deleteAuthorization: Route53Action = (call, context) => {
  const zone = requestedZone(call.account, call.ids[0], context);
  const vpc = readVpc(call.document("DeleteVPCAssociationAuthorizationRequest").child("VPC"));
  if (!hasVpc(zone.authorizations, vpc)) {
    throw new AwsError(
      "VPCAssociationAuthorizationNotFound",
      `No authorization of VPC ${vpc.vpcId} for hosted zone ${zone.id}`,
      404,
    );
  }
  zone.authorizations = without(zone.authorizations, vpc);
  return { root: "DeleteVPCAssociationAuthorizationResponse", content: {} };
};

/** ListVPCAssociationAuthorizations */
export const listAuthorizations: Route53Action = (call, context) => {
  const zone = requestedZone(call.account, call.ids[0], context);
  const token = call.query.get("nexttoken");
  const from = token ? zone.authorizations.findIndex(({ vpcId }) => vpcId === token) : 0;
  if (from < 0) throw new AwsError("InvalidPaginationToken", "The token for the next page is not known");
  const { shown, next } = page(zone.authorizations, from, pageSize(call.query.get("maxresults"), 50));
  return {
    root: "ListVPCAssociationAuthorizationsResponse",
    content: { HostedZoneId: zone.id, NextToken: next?.vpcId, VPCs: { VPC: shown.map(vpcElement) } },
  };
};

function refusePublic(zone: HostedZone): void {
  if (!zone.private) {
    throw new AwsError("PublicZoneVPCAssociation", `Cannot associate a VPC with the public hosted zone ${zone.id}`);
  }
}

function without(vpcs: readonly ZoneVpc[], vpc: ZoneVpc): ZoneVpc[] {
  return vpcs.filter(({ vpcId, region }) => vpcId !== vpc.vpcId || region !== vpc.region);
}

function vpcElement({ vpcId, region }: ZoneVpc): XmlValue {
  return { VPCRegion: region, VPCId: vpcId };
}
