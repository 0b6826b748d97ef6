import { type DomainName, withoutFinalDot } from "./domain-name";
import {
  type ForwardedZone,
  forwarderText,
  PRIVATE_NETWORKS,
  unsignedZones,
  zonesWithPrivateAddresses,
} from "./forwarder-text";
import type { ForwarderConfiguration } from "./part-plan";
import { builtInZonesBeside } from "./unbound-local-zones";

/**
 * A complete `/etc/bind/named.conf` for a forwarder on Debian 13 (BIND 9.20) that behaves as the one of
 * `renderUnboundConf` does, the same for equal configurations. Every value in it has been parsed: no text of a user gets in.
 *
 * It reads the key of `rndc` from `/etc/bind/rndc.key`, where Debian's package leaves one.
 *
 * @throws an Error with a `code`, as {@link renderUnboundConf} does
 */
export function renderNamedConf(configuration: ForwarderConfiguration): string {
  const { clients, zones } = forwarderText(configuration);
  const { empty, cut } = builtInZonesBeside(zones.map(({ name }) => name));
  return `${[
    CONTROL,
    block("acl clients", ["127.0.0.0/8;", "::1;", ...clients.map((network) => `${network};`)]),
    block("options", [
      ...OPTIONS,
      ...(configuration.logsQueries === true ? ["responselog yes;"] : []),
      "# A public name with a private address is no answer. BIND cannot take the address away, so it is SERVFAIL.",
      `deny-answer-addresses { ${PRIVATE_NETWORKS.map((network) => `${network};`).join(" ")} }`,
      `    except-from { ${listed(zonesWithPrivateAddresses(zones))} };`,
      "# Not signed, even where the parent is: validation must not ask for it.",
      `validate-except { ${listed(unsignedZones(zones))} };`,
    ]),
    logging(configuration.logsQueries === true),
    [
      "# Nothing is known of these, and nobody is asked: BIND's own empty zones give way to a root that is forwarded.",
      ...["localhost." as DomainName, ...empty].map(emptyZone),
    ].join("\n"),
    ...zones.map((zone) => (cut.includes(zone.name) ? cutZone(zone) : forwardZone(zone))),
  ].join("\n\n")}\n`;
}

const CONTROL = `# Written by hybrid-dns; changes made here are lost when the forwarder is replaced.
include "/etc/bind/rndc.key";

controls {
    inet 127.0.0.1 port 953 allow { 127.0.0.1; } keys { "rndc-key"; };
};

# Counters for the agent.
statistics-channels {
    inet 127.0.0.1 port 8053 allow { 127.0.0.1; };
};`;

const OPTIONS = [
  "# Debian's AppArmor profile lets named write here only.",
  'directory "/var/cache/bind";',
  'pid-file "/run/named/named.pid";',
  'session-keyfile "/run/named/session.key";',
  "listen-on { any; };",
  "listen-on-v6 { any; };",
  "# All others are refused. A site's resolvers ask for all its hosts: no limit for each address, nor for each name.",
  "allow-query { clients; };",
  "allow-query-cache { clients; };",
  "allow-recursion { clients; };",
  "allow-transfer { none; };",
  "notify no;",
  "recursive-clients 4096;",
  "clients-per-query 0;",
  "max-clients-per-query 0;",
  "tcp-clients 256;",
  "# Bursts wait in the socket while named is busy.",
  "udp-receive-buffer 4194304;",
  "max-cache-size 192m;",
  "max-cache-ttl 86400;",
  "# A new name is seen soon also by those who asked before it was there.",
  "max-ncache-ttl 60;",
  "prefetch 2 9;",
  "minimal-responses yes;",
  "minimal-any yes;",
  "# Packets cross VPN and Direct Connect: no fragments, TCP beyond.",
  "edns-udp-size 1232;",
  "max-udp-size 1232;",
  "# As many records as an answer of 64 kB holds; 100 is BIND's limit, beyond it is SERVFAIL.",
  "max-records-per-type 4096;",
  "# Where all servers of a zone are silent: give up soon,",
  "resolver-query-timeout 1800;",
  "# answer from the cache what was known, after the servers were asked (9.20 knows no time between at once and then),",
  "stale-cache-enable yes;",
  "stale-answer-enable yes;",
  "stale-answer-client-timeout off;",
  "max-stale-ttl 86400;",
  "stale-answer-ttl 30;",
  "# and look again soon. BIND advises 30 seconds, which is longer than anybody should wait for what is back.",
  "stale-refresh-time 5;",
  "version none;",
  "hostname none;",
  "server-id none;",
  "empty-zones-enable no;",
  "# Signatures do not come through the VPC's resolver, which validates by itself where the VPC's DNSSEC validation is",
  "# switched on: every answer would be SERVFAIL. The names of validate-except are for whoever switches it on.",
  "dnssec-validation no;",
];

const logging = (logsQueries: boolean) => `logging {
    channel journal {
        stderr;
        severity info;
        print-category yes;
        print-severity yes;
    };
    category default { journal; };
    category queries { null; };
    # Each question with its answer. Costs a third of the questions per second and more.
    category responses { ${logsQueries ? "journal" : "null"}; };
    # One line for each question that is refused: a stranger would fill the disk.
    category security { null; };
};`;

function emptyZone(zone: DomainName): string {
  return `zone "${withoutFinalDot(zone)}" { type primary; database "_builtin empty . nobody.invalid."; };`;
}

function forwardZone({ name, resolvers }: ForwardedZone): string {
  return block(`zone "${withoutFinalDot(name)}"`, ["type forward;", ...forwardOnly(resolvers)]);
}

/** A zone inside an empty one: a forward zone alone would be hidden by that. */
function cutZone({ name, resolvers }: ForwardedZone): string {
  return block(`zone "${withoutFinalDot(name)}"`, [
    "type static-stub;",
    `server-addresses { ${resolvers.map((address) => `${address};`).join(" ")} };`,
    ...forwardOnly(resolvers),
  ]);
}

/** Never to the internet in their place: that would tell it private names. */
function forwardOnly(resolvers: readonly string[]): readonly string[] {
  return ["forward only;", `forwarders { ${resolvers.map((address) => `${address};`).join(" ")} };`];
}

function listed(zones: readonly DomainName[]): string {
  return zones.map((zone) => `"${withoutFinalDot(zone)}";`).join(" ");
}

function block(head: string, lines: readonly string[]): string {
  return [`${head} {`, ...lines.map((line) => `    ${line}`), "};"].join("\n");
}
