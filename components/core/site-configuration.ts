import type { PlannedSite } from "./hybrid-dns-topology";
import { faultError } from "./parsed";
import { shownKind } from "./shown-text";
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
 * @throws an Error with `code` BAD_ADDRESS or BAD_DOMAIN_NAME: no text of a user gets in unread; WRONG_TYPE where a
 * program without types gave something else
 */
export function renderSiteConfiguration(site: PlannedSite, forwarderAddresses: readonly string[]): SiteConfiguration {
  refuseWrongTypes(site, forwarderAddresses);
  const zones = siteZones(site, forwarderAddresses);
  return { bind: renderSiteBind(zones), unbound: renderSiteUnbound(zones), windows: renderSiteWindows(zones) };
}

function refuseWrongTypes(site: PlannedSite, forwarderAddresses: readonly string[]): void {
  const zones: unknown = (site as PlannedSite | undefined | null)?.zones;
  const refuse = (path: string, got: unknown, expected: string) => {
    throw faultError({ code: "WRONG_TYPE", message: `${path}: got ${shownKind(got)}, expected ${expected}` });
  };
  if (!Array.isArray(zones) || zones.some((zone) => typeof zone !== "object" || zone === null)) {
    refuse("site", site, "one of a topology's `sites`");
  }
  if (!Array.isArray(forwarderAddresses)) refuse("forwarderAddresses", forwarderAddresses, "a list of addresses");
}
