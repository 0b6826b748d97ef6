import type { HostedZone } from "../network/cloud";

/** An on-premises site, and the bit of internet that the lab has. */
export interface Site {
  /** As the description of the hybrid DNS calls it. */
  readonly name: string;
  readonly networks: readonly SiteNetwork[];
  /** Ranges, the site's own and others', that the name servers answer at all. */
  readonly queriesFrom: readonly string[];
  readonly nameServers: readonly SiteNameServer[];
  /** They have no zone, and ask the name servers for the site's. */
  readonly resolvers: readonly SiteNameServer[];
  readonly clients: readonly SiteClient[];
  /** Zones that every name server of the site serves, as the text of their zone files. */
  readonly zones: readonly { readonly name: string; readonly text: string }[];
  /** Names that everybody can resolve, as one zone at the root. */
  readonly internet: HostedZone;
}

export interface SiteNetwork {
  readonly name: string;
  readonly cidrBlock: string;
  /** Whether the site's name servers look names up elsewhere for its hosts. */
  readonly recursion: boolean;
}

export interface SiteNameServer {
  readonly name: string;
  readonly address: string;
}

export interface SiteClient {
  readonly name: string;
  readonly address: string;
  /** In the order of resolv.conf. */
  readonly resolvers: readonly string[];
}
