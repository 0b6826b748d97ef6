import type { PlannedSite } from "./hybrid-dns-topology";
import { renderSiteBind } from "./site-bind";
import { renderSiteUnbound } from "./site-unbound";
import { renderSiteWindows } from "./site-windows";
import { siteZones } from "./site-zones";

/** Configuration that makes a site's DNS servers ask the forwarders. */
export interface SiteConfiguration {
  /** For `named.conf`. */
  bind: string;
  /** For `unbound.conf`. */
  unbound: string;
  /** PowerShell for Windows DNS. */
  windows: string;
}

/**
 * What makes a site's DNS servers ask the forwarders: one text for each kind of server, for them to load as it is.
 *
 * @param forwarderAddresses - in order of preference
 * @throws an Error with `code` BAD_ADDRESS or BAD_DOMAIN_NAME: no text of a user gets in unread
 */
export function renderSiteConfiguration(site: PlannedSite, forwarderAddresses: readonly string[]): SiteConfiguration {
  const zones = siteZones(site, forwarderAddresses);
  return { bind: renderSiteBind(zones), unbound: renderSiteUnbound(zones), windows: renderSiteWindows(zones) };
}
