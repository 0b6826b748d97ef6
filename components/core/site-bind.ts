import { type DomainName, isWithin, withoutFinalDot } from "./domain-name";
import { delegations, type SiteZones } from "./site-zones";

/**
 * Zones that BIND answers by itself, with nothing in them, where a site's ranges can be: the private ones.
 *
 * @see RFC 6303
 */
const EMPTY_ZONES = [
  "10.in-addr.arpa.",
  "168.192.in-addr.arpa.",
  ...Array.from({ length: 16 }, (_, index) => `${16 + index}.172.in-addr.arpa.`),
  ...Array.from({ length: 64 }, (_, index) => `${64 + index}.100.in-addr.arpa.`),
  "d.f.ip6.arpa.",
  "home.arpa.",
] as DomainName[];

/** A file for BIND, to be included at the top level of `named.conf`; what belongs elsewhere is in comments. */
export function renderSiteBind(site: SiteZones): string {
  return `${[
    '// Written by hybrid-dns. Include it at the top level of named.conf:  include "/etc/bind/hybrid-dns.conf";',
    optionsHint(site),
    delegationHint(site),
    ...site.zones.map(({ name }) => forwardZone(name, site.forwarders)),
  ]
    .filter((block) => block !== "")
    .join("\n\n")}\n`;
}

function forwardZone(name: DomainName, forwarders: readonly string[]): string {
  const addresses = forwarders.map((address) => `${address};`).join(" ");
  return `zone "${withoutFinalDot(name)}" {\n\ttype forward;\n\tforward only;\n\tforwarders { ${addresses} };\n};`;
}

function optionsHint({ zones }: SiteZones): string {
  const covered = EMPTY_ZONES.filter((empty) =>
    zones.some(({ name, parent }) => isWithin(name, empty) && (parent === undefined || !isWithin(parent, empty))),
  );
  const exempt = zones.map(({ name }) => `"${withoutFinalDot(name)}";`).join(" ");
  if (zones.length === 0) return "// Nothing is forwarded.";
  return comment([
    "Into the options of named.conf belong, as far as they are not there:",
    "",
    "options {",
    "\t# the zones are not signed, even where their parents are",
    `\tvalidate-except { ${exempt} };`,
    ...(covered.length === 0 ? [] : ["\t# BIND's own empty zones would answer in the place of the forwarders"]),
    ...covered.map((zone) => `\tdisable-empty-zone "${withoutFinalDot(zone)}";`),
    "};",
  ]);
}

function delegationHint(site: SiteZones): string {
  const needed = delegations(site);
  if (needed.length === 0) return "";
  return comment([
    "Where this server is authoritative for the parent, it answers from that alone (NXDOMAIN) unless the parent",
    "delegates the zone. Add these records to the parent's zone file:",
    ...needed.flatMap(({ name, parent, servers }) => [
      "",
      `in zone ${parent}`,
      ...servers.map((server) => `${name} IN NS ${server.name}`),
      ...servers.map(({ name: host, address }) => `${host} IN ${address.includes(":") ? "AAAA" : "A"} ${address}`),
    ]),
  ]);
}

function comment(lines: readonly string[]): string {
  return lines.map((line) => (line === "" ? "//" : `// ${line}`)).join("\n");
}
