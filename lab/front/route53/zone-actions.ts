import { AwsError } from "../aws-error";
import { noteChange, type Route53Action, type Route53Context, touch } from "./context";
import { canonicalName, NameError } from "./names";
import { countRecordSets, freshId, type HostedZone, ownZone, putRecordSet, zoneOf, zonesOfAccount } from "./store";
import { checkVpc, readVpc, refuseConflict } from "./vpc";
import type { XmlElement, XmlValue } from "./xml";

/** CreateHostedZone: private when it comes with a VPC, public otherwise. */
export const createHostedZone: Route53Action = async (call, context) => {
  const request = call.document("CreateHostedZoneRequest");
  const { store, settings } = context;
  const name = zoneName(request.text("Name"));
  const callerReference = request.text("CallerReference") ?? "";
  if (callerReference.length < 1 || callerReference.length > 128) {
    throw new AwsError("InvalidInput", "CallerReference must have 1 to 128 characters");
  }
  const config = request.child("HostedZoneConfig");
  const comment = readComment(config);
  const vpcElement = request.child("VPC");
  const vpc = vpcElement && readVpc(vpcElement);
  if (config?.text("PrivateZone") === "true" && !vpc) {
    throw new AwsError(
      "InvalidInput",
      "When you're creating a private hosted zone (when you specify true for PrivateZone), you must also specify values for VPCId and VPCRegion.",
    );
  }
  if (vpc) await checkVpc(context, call.account, vpc);

  const owned = zonesOfAccount(store, call.account);
  if (owned.some((zone) => zone.callerReference === callerReference)) {
    throw new AwsError(
      "HostedZoneAlreadyExists",
      `A hosted zone has already been created with the specified caller reference: ${callerReference}`,
      409,
    );
  }
  if (owned.length >= settings().zonesPerAccount) {
    throw new AwsError(
      "TooManyHostedZones",
      `Limits Exceeded: MAX_HOSTED_ZONES_BY_OWNER - Cannot create more than ${settings().zonesPerAccount} hosted zones.`,
    );
  }
  if (vpc) refuseConflict(store, name, vpc);

  const zone = newZone(call.account, name, callerReference, vpc !== undefined);
  zone.comment = comment;
  zone.vpcs = vpc ? [vpc] : [];
  store.zones.set(zone.id, zone);
  touch(context, zone);
  return {
    root: "CreateHostedZoneResponse",
    status: 201,
    location: `https://route53.amazonaws.com/2013-04-01/hostedzone/${zone.id}`,
    content: {
      HostedZone: zoneElement(zone),
      ChangeInfo: noteChange(context),
      DelegationSet: vpc ? undefined : delegationSet(zone),
      VPC: vpc && { VPCRegion: vpc.region, VPCId: vpc.vpcId },
    },
  };
};

function newZone(account: string, name: string, callerReference: string, isPrivate: boolean): HostedZone {
  const nameServers = isPrivate
    ? ["ns-0.awsdns-00.com.", "ns-512.awsdns-00.net.", "ns-1024.awsdns-00.org.", "ns-1536.awsdns-00.co.uk."]
    : ["ns-2048.awsdns-64.com.", "ns-2049.awsdns-65.net.", "ns-2050.awsdns-66.org.", "ns-2051.awsdns-67.co.uk."];
  const zone: HostedZone = {
    id: freshId("Z"),
    account,
    name,
    callerReference,
    private: isPrivate,
    nameServers,
    comment: undefined,
    vpcs: [],
    authorizations: [],
    tags: new Map(),
    recordSets: new Map(),
    inOrder: undefined,
    busy: false,
  };
  putRecordSet(zone.recordSets, { name, type: "NS", ttl: 172_800, values: nameServers, routing: {} });
  const soa = `${nameServers[0]} awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400`;
  putRecordSet(zone.recordSets, { name, type: "SOA", ttl: 900, values: [soa], routing: {} });
  return zone;
}

function zoneName(text: string | undefined): string {
  try {
    const name = canonicalName(text ?? "");
    if (name !== ".") return name;
  } catch (error) {
    if (!(error instanceof NameError)) throw error;
    throw new AwsError("InvalidDomainName", `${text?.slice(0, 300)} is not a valid domain name: ${error.message}`);
  }
  throw new AwsError("InvalidDomainName", `${text} is not a valid domain name`);
}

function readComment(config: XmlElement | undefined): string | undefined {
  const comment = config?.text("Comment");
  if (comment !== undefined && comment.length > 256) {
    throw new AwsError("InvalidInput", "Comment must have at most 256 characters");
  }
  return comment;
}

/** A zone as the API shows it. */
export function zoneElement(zone: HostedZone): XmlValue {
  return {
    Id: `/hostedzone/${zone.id}`,
    Name: zone.name,
    CallerReference: zone.callerReference,
    Config: { Comment: zone.comment || undefined, PrivateZone: zone.private },
    ResourceRecordSetCount: countRecordSets(zone),
  };
}

function delegationSet(zone: HostedZone): XmlValue {
  return { NameServers: { NameServer: zone.nameServers.map((name) => name.slice(0, -1)) } };
}

/** GetHostedZone: with the name servers of a public zone and the VPCs of a private one. */
export const getHostedZone: Route53Action = (call, context) => {
  const zone = requestedZone(call.account, call.ids[0], context);
  return {
    root: "GetHostedZoneResponse",
    content: {
      HostedZone: zoneElement(zone),
      DelegationSet: zone.private ? undefined : delegationSet(zone),
      VPCs: zone.private
        ? { VPC: zone.vpcs.map(({ vpcId, region }) => ({ VPCRegion: region, VPCId: vpcId })) }
        : undefined,
    },
  };
};

/** UpdateHostedZoneComment; an absent comment removes it. */
export const updateHostedZoneComment: Route53Action = (call, context) => {
  const zone = requestedZone(call.account, call.ids[0], context);
  zone.comment = readComment(call.document("UpdateHostedZoneCommentRequest"));
  return { root: "UpdateHostedZoneCommentResponse", content: { HostedZone: zoneElement(zone) } };
};

/** DeleteHostedZone: only a zone that holds nothing but its own NS and SOA. */
export const deleteHostedZone: Route53Action = (call, context) => {
  const zone = requestedZone(call.account, call.ids[0], context);
  if (countRecordSets(zone) > 2) {
    throw new AwsError(
      "HostedZoneNotEmpty",
      "The specified hosted zone contains non-required resource record sets and so cannot be deleted.",
    );
  }
  context.store.zones.delete(zone.id);
  touch(context);
  return { root: "DeleteHostedZoneResponse", content: { ChangeInfo: noteChange(context) } };
};

/** GetHostedZoneCount */
export const getHostedZoneCount: Route53Action = (call, { store }) => ({
  root: "GetHostedZoneCountResponse",
  content: { HostedZoneCount: zonesOfAccount(store, call.account).length },
});

/** GetDNSSEC: no zone here is signed, and a private one never is. */
export const getDnssec: Route53Action = (call, context) => {
  const zone = requestedZone(call.account, call.ids[0], context);
  if (zone.private) {
    throw new AwsError("InvalidArgument", `Operation is unsupported for private hosted zone ${zone.id}`);
  }
  return {
    root: "GetDNSSECResponse",
    content: { Status: { ServeSignature: "NOT_SIGNING" }, KeySigningKeys: { member: [] } },
  };
};

/** GetHostedZoneLimit: how many record sets or VPCs a zone may have, and has. */
export const getHostedZoneLimit: Route53Action = (call, context) => {
  const zone = requestedZone(call.account, call.ids[0], context);
  const settings = context.settings();
  const limits: Readonly<Record<string, readonly [most: number, now: number]>> = {
    MAX_RRSETS_BY_ZONE: [settings.recordSetsPerZone, countRecordSets(zone)],
    MAX_VPCS_ASSOCIATED_BY_ZONE: [settings.vpcsPerZone, zone.vpcs.length],
  };
  const type = call.ids[1] ?? "";
  const limit = limits[type];
  if (!limit) throw new AwsError("InvalidInput", `No limit of a hosted zone is called ${type}`);
  if (type === "MAX_VPCS_ASSOCIATED_BY_ZONE" && !zone.private) {
    throw new AwsError("HostedZoneNotPrivate", "The specified hosted zone is a public hosted zone.");
  }
  return { root: "GetHostedZoneLimitResponse", content: { Limit: { Type: type, Value: limit[0] }, Count: limit[1] } };
};

/** The zone named in a path, if it is the caller's. */
export function requestedZone(account: string, id: string | undefined, { store }: Route53Context): HostedZone {
  return ownZone(store, account, id ?? "");
}

/** The zone named in a path, whoever owns it. */
export function anyZone(id: string | undefined, { store }: Route53Context): HostedZone {
  return zoneOf(store, id ?? "");
}
