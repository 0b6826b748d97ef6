/** Configuration that makes a site's DNS servers ask the forwarders. */
export interface SiteConfiguration {
  /** For `named.conf`. */
  bind: string;
  /** For `unbound.conf`. */
  unbound: string;
  /** PowerShell for Windows DNS. */
  windows: string;
}
