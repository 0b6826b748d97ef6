import type { DomainName } from "./domain-name";
import type { PlannedSite } from "./hybrid-dns-topology";
import { addressesForText, zonesForText } from "./text-names";

/** What the texts for a site are made from: names in DNS order, addresses in order of preference. */
export interface SiteZones {
  readonly zones: readonly SiteZone[];
  readonly forwarders: readonly string[];
}

export interface SiteZone {
  readonly name: DomainName;
  /** The site's zone that must delegate it. */
  readonly parent?: DomainName | undefined;
}

/** @throws an Error with `code` BAD_ADDRESS or BAD_DOMAIN_NAME */
export function siteZones(site: PlannedSite, forwarderAddresses: readonly string[]): SiteZones {
  const parents = new Map(site.zones.map(({ name, parent }) => [zonesForText([name])[0]!, parent]));
  return {
    zones: zonesForText(site.zones.map(({ name }) => name)).map((name) => {
      const parent = parents.get(name);
      return { name, parent: parent === undefined ? undefined : zonesForText([parent])[0] };
    }),
    forwarders: [...new Set(forwarderAddresses.flatMap((address) => addressesForText([address])))],
  };
}

/** A delegation in the site's own zone: without it a server that answers the parent says that the child is not there. */
export interface Delegation {
  readonly name: DomainName;
  readonly parent: DomainName;
  readonly servers: readonly { readonly name: string; readonly address: string }[];
}

/** Delegations with names for the forwarders inside the delegated zone, so that each brings its own glue. */
export function delegations({ zones, forwarders }: SiteZones): readonly Delegation[] {
  return zones.flatMap(({ name, parent }) => {
    if (parent === undefined) return [];
    const servers = forwarders.map((address, index) => ({ name: `forwarder-${index + 1}.${name}`, address }));
    return [{ name, parent, servers }];
  });
}
