import { isReverseZone } from "./reverse-zone";
import type { SiteZones } from "./site-zones";
import { openedZones } from "./unbound-local-zones";

/** A file for Unbound, to be included in `unbound.conf`. */
export function renderSiteUnbound({ zones, forwarders }: SiteZones): string {
  const names = zones.map(({ name }) => name);
  const server = [
    ...openedZones(names).map(({ name, type }) => `local-zone: "${name}" ${type}`),
    ...names.filter((name) => !isReverseZone(name)).map((name) => `private-domain: "${name}"`),
    ...names.map((name) => `domain-insecure: "${name}"`),
  ];
  return `${[
    '# Written by hybrid-dns. Include it in unbound.conf:  include: "/etc/unbound/unbound.conf.d/hybrid-dns.conf"',
    ["server:", ...server.map((line) => `    ${line}`)].join("\n"),
    ...names.map((name) =>
      [
        "forward-zone:",
        `    name: "${name}"`,
        "    forward-first: no",
        ...forwarders.map((address) => `    forward-addr: ${address}`),
      ].join("\n"),
    ),
  ].join("\n\n")}\n`;
}
