import type { HostedZone, ListHostedZonesByNameCommandOutput } from "@aws-sdk/client-route-53";
import { type DomainName, withoutFinalDot } from "../core/domain-name";
import type { Fault } from "../core/parsed";
import { nameOfRoute53, route53Name } from "../core/route53-name";
import type { PtrRecordsAccess } from "../lifecycle/ptr-records-properties";
import { systemClock } from "./clock";
import { route53Client } from "./route53-client";
import { sharedLimits } from "./route53-limits";
import { answered, type CallSettings } from "./route53-retry";

/** A hosted zone that was looked up. */
export interface FoundZone {
  readonly zoneId?: string | undefined;
  /** Why there is no id. */
  readonly fault?: Fault | undefined;
}

const LARGEST_PAGE = 100;
/** Up to so many names are asked for one by one; more, and all zones of the account are fewer calls. */
const FEW_NAMES = 5;

/** The ids of an account's hosted zones by name; a name that several have, or none, has a fault. */
export async function findHostedZones(
  access: PtrRecordsAccess,
  names: readonly DomainName[],
  calls: CallSettings,
): Promise<ReadonlyMap<DomainName, FoundZone>> {
  if (names.length === 0) return new Map();
  const { ListHostedZonesByNameCommand } = await import("@aws-sdk/client-route-53");
  const client = await route53Client(access);
  const manner = { ...calls, requests: sharedLimits(access).requests, clock: systemClock };
  const ask = (start: { readonly DNSName?: string | undefined; readonly HostedZoneId?: string | undefined }) =>
    answered(
      async () => readable(await client.send(new ListHostedZonesByNameCommand({ ...start, MaxItems: LARGEST_PAGE }))),
      "listing hosted zones",
      manner,
    );
  const found = new Map<DomainName, HostedZone[]>(names.map((name) => [name, []]));
  const take = ({ HostedZones }: { readonly HostedZones: readonly HostedZone[] }) => {
    for (const zone of HostedZones) found.get(nameOfRoute53(zone.Name ?? ""))?.push(zone);
  };
  try {
    if (names.length <= FEW_NAMES) {
      for (const name of names) {
        const { HostedZones } = await ask({ DNSName: route53Name(name) });
        take({ HostedZones: HostedZones.filter((zone) => nameOfRoute53(zone.Name ?? "") === name) });
      }
    } else {
      for (let start: Parameters<typeof ask>[0] | undefined = {}; start; ) {
        const page: Awaited<ReturnType<typeof ask>> = await ask(start);
        take(page);
        start = page.IsTruncated ? { DNSName: page.NextDNSName, HostedZoneId: page.NextHostedZoneId } : undefined;
      }
    }
  } finally {
    client.destroy();
  }
  return new Map(Array.from(found, ([name, zones]) => [name, onlyOne(name, zones)]));
}

function onlyOne(name: DomainName, zones: readonly HostedZone[]): FoundZone {
  const [zone, ...others] = zones;
  if (zone && others.length === 0) return { zoneId: bareId(zone) };
  const shown = withoutFinalDot(name);
  if (!zone) {
    return { fault: { code: "ZONE_NOT_FOUND", message: `there is no hosted zone ${shown} in this account` } };
  }
  const listed = zones.map((each) => `${bareId(each)} (${each.Config?.PrivateZone ? "private" : "public"})`);
  const message = `there are ${zones.length} hosted zones ${shown}: ${listed.join(", ")}; give the id of one`;
  return { fault: { code: "ZONE_AMBIGUOUS", message } };
}

function bareId({ Id = "" }: HostedZone): string {
  return Id.replace(/^\/?hostedzone\//, "");
}

/** A page that says what a page must say. */
function readable(page: ListHostedZonesByNameCommandOutput) {
  const { HostedZones, IsTruncated } = page;
  if (!HostedZones || IsTruncated === undefined) throw new Error("the answer is no page of hosted zones");
  return { ...page, HostedZones };
}
