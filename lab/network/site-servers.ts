import type { SiteConfiguration } from "../../components/core/site-configuration";
import type { Site } from "../site";
import type { HostFile } from "./plan";

/** What the stack says that a site's servers must load, of those that the lab has. */
export type LabSiteConfiguration = Readonly<Pick<SiteConfiguration, "bind" | "unbound">>;

/** Where the site's servers ask for what is neither the site's nor the cloud's. */
export const internetResolver = "203.0.113.53";

/** What an administrator would have written, and the stack's own text as an included file. */
export function siteBindFiles(site: Site, stackConfiguration: string): readonly HostFile[] {
  const recursion = recursionFor(site).map((cidrBlock) => `${cidrBlock}; `);
  const zones = site.zones.map(
    ({ name }) => `zone "${name}" { type primary; file "/etc/bind/zones/${name}.zone"; };\n`,
  );
  return [
    {
      path: "/etc/bind/named.conf",
      text: `options {
  directory "/var/cache/bind";
  listen-on { any; };
  listen-on-v6 { any; };
  allow-query { localhost; ${site.queriesFrom.map((cidrBlock) => `${cidrBlock}; `).join("")}};
  allow-recursion { localhost; ${recursion.join("")}};
  forwarders { ${internetResolver}; };
  forward only;
  // The lab's internet is not signed.
  dnssec-validation no;
  // Both servers have every zone as their own.
  notify no;
  // Reverse questions about private ranges go where the stack says, not to BIND's built-in empty zones.
  empty-zones-enable no;
};
${zones.join("")}
// From the stack's output siteConfiguration.${site.name}.bind
include "/etc/bind/hybrid-dns.conf";
`,
    },
    { path: "/etc/bind/hybrid-dns.conf", text: stackConfiguration },
    ...site.zones.map(({ name, text }) => ({ path: `/etc/bind/zones/${name}.zone`, text })),
  ];
}

/** Unbound as Debian installs it but for the site's own zones, which it asks of the name servers, and the stack's text. */
export function siteUnboundFiles(site: Site, stackConfiguration: string): readonly HostFile[] {
  const stubs = site.zones.map(({ name }) => {
    const servers = site.nameServers.map(({ address }) => `  stub-addr: ${address}\n`);
    return `stub-zone:\n  name: "${name}"\n${servers.join("")}`;
  });
  return [
    {
      path: "/etc/unbound/unbound.conf",
      text: `server:
  interface: 0.0.0.0
  chroot: ""
  directory: "/etc/unbound"
  use-syslog: no
  logfile: ""
${recursionFor(site)
  .map((cidrBlock) => `  access-control: ${cidrBlock} allow\n`)
  .join("")}  # The lab's internet is not signed.
  module-config: "iterator"
${site.zones
  .filter(({ name }) => name.endsWith(".arpa"))
  .map(({ name }) => `  local-zone: "${name}" transparent\n`)
  .join("")}${stubs.join("")}forward-zone:
  name: "."
  forward-addr: ${internetResolver}

# From the stack's output siteConfiguration.${site.name}.unbound
include: "/etc/unbound/unbound.conf.d/hybrid-dns.conf"
`,
    },
    { path: "/etc/unbound/unbound.conf.d/hybrid-dns.conf", text: stackConfiguration },
  ];
}

const recursionFor = (site: Site): readonly string[] =>
  site.networks.filter((network) => network.recursion).map(({ cidrBlock }) => cidrBlock);
