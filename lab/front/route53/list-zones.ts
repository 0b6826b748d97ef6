import { AwsError } from "../aws-error";
import type { Route53Action } from "./context";
import { canonicalName, NameError, orderKey } from "./names";
import { page, pageSize } from "./paging";
import { type HostedZone, zonesOfAccount } from "./store";
import { hasVpc } from "./vpc";
import { zoneElement } from "./zone-actions";

/** ListHostedZones, in the order of ids. */
export const listHostedZones: Route53Action = (call, { store }) => {
  const type = call.query.get("hostedzonetype");
  const zones = zonesOfAccount(store, call.account)
    .filter((zone) => type !== "PrivateHostedZone" || zone.private)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const size = pageSize(call.query.get("maxitems"), 100);
  const marker = call.query.get("marker") || undefined;
  const from = marker === undefined ? 0 : zones.findIndex(({ id }) => id === marker);
  if (from < 0) throw new AwsError("InvalidInput", `The specified marker ${marker} does not exist.`);
  const { shown, next } = page(zones, from, size);
  return {
    root: "ListHostedZonesResponse",
    content: {
      HostedZones: { HostedZone: shown.map(zoneElement) },
      Marker: marker,
      IsTruncated: next !== undefined,
      NextMarker: next?.id,
      MaxItems: size,
    },
  };
};

/** ListHostedZonesByName, in the order of names by reversed labels, from a name (and a zone id) on. */
export const listHostedZonesByName: Route53Action = (call, { store }) => {
  const dnsName = call.query.get("dnsname") || undefined;
  const zoneId = call.query.get("hostedzoneid")?.replace(/^\/?hostedzone\//, "") || undefined;
  if (zoneId !== undefined && dnsName === undefined) {
    throw new AwsError("InvalidInput", "The input parameter hostedzoneid requires dnsname to be given as well.");
  }
  const zones = zonesOfAccount(store, call.account).sort((a, b) => compare(keyOf(a), keyOf(b)));
  const size = pageSize(call.query.get("maxitems"), 100);
  let from = 0;
  if (dnsName !== undefined) {
    const start = `${orderKey(startName(dnsName))} ${zoneId ?? ""}`;
    from = zones.findIndex((zone) => compare(keyOf(zone), start) >= 0);
    if (from < 0) from = zones.length;
  }
  const { shown, next } = page(zones, from, size);
  return {
    root: "ListHostedZonesByNameResponse",
    content: {
      HostedZones: { HostedZone: shown.map(zoneElement) },
      DNSName: dnsName,
      HostedZoneId: zoneId,
      IsTruncated: next !== undefined,
      NextDNSName: next?.name,
      NextHostedZoneId: next?.id,
      MaxItems: size,
    },
  };
};

/** ListHostedZonesByVPC: zones of any account that are associated with a VPC. */
export const listHostedZonesByVpc: Route53Action = async (call, context) => {
  const vpcId = call.query.get("vpcid") ?? "";
  const region = call.query.get("vpcregion") ?? "";
  if (!(await context.vpcExists(call.account, region, vpcId))) {
    throw new AwsError("InvalidInput", `The VPC ${vpcId} in region ${region} does not exist or is not yours.`);
  }
  const zones = [...context.store.zones.values()]
    .filter((zone) => hasVpc(zone.vpcs, { vpcId, region }))
    .sort((a, b) => compare(keyOf(a), keyOf(b)));
  const size = pageSize(call.query.get("maxitems"), 100);
  const token = call.query.get("nexttoken") || undefined;
  const from = token === undefined ? 0 : zones.findIndex(({ id }) => id === token);
  if (from < 0) throw new AwsError("InvalidPaginationToken", "The token for the next page is not known");
  const { shown, next } = page(zones, from, size);
  return {
    root: "ListHostedZonesByVPCResponse",
    content: {
      HostedZoneSummaries: {
        HostedZoneSummary: shown.map((zone) => ({
          HostedZoneId: zone.id,
          Name: zone.name,
          Owner: { OwningAccount: zone.account },
        })),
      },
      MaxItems: size,
      NextToken: next?.id,
    },
  };
};

function keyOf(zone: HostedZone): string {
  return `${orderKey(zone.name)} ${zone.id}`;
}

function startName(text: string): string {
  try {
    return canonicalName(text);
  } catch (error) {
    if (!(error instanceof NameError)) throw error;
    throw new AwsError("InvalidDomainName", `${text.slice(0, 300)} is not a valid domain name`);
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
