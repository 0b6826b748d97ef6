import { resolverFault } from "./checks/resolver-check";
import { type DomainName, longestMatch, parseDomainName } from "./domain-name";
import { parseAddress } from "./ip-network";
import { faultError, valueOrThrow } from "./parsed";
import type { ForwarderConfiguration } from "./part-plan";
import { argument } from "./reading/argument-path";
import { isReverseZone } from "./reverse-zone";
import { shownKind } from "./shown-text";
import { addressesForText, networksForText, zonesForText } from "./text-names";
import { BUILT_IN_ZONES, openedZones } from "./unbound-local-zones";

/**
 * A complete `/etc/unbound/unbound.conf` for a forwarder on Debian 13 (Unbound 1.26), the same for equal
 * configurations. Every value in it has been parsed: no text of a user gets in.
 *
 * @throws an Error with `code` BAD_ADDRESS, BAD_NETWORK, HOST_BITS_SET or BAD_DOMAIN_NAME for values that became known
 * late and are none, RESOLVERS_MISSING for a zone without resolvers, FORWARDING_LOOP for one that is forwarded to the
 * forwarder itself, and WRONG_TYPE where a program without types gave something else
 */
export function renderUnboundConf(configuration: ForwarderConfiguration): string {
  refuseWrongTypes(configuration);
  const clients = networksForText(configuration.clientCidrBlocks);
  const zones = zonesForText(Object.keys(configuration.forwardZones));
  const named = zones.filter((zone) => zone !== ".");
  return `${[
    SERVER,
    clientLines(clients),
    section(
      "Unbound's own empty reverse zones make way for what is forwarded.",
      openedZones(zones).map(({ name, type }) => `local-zone: "${name}" ${type}`),
    ),
    section(
      "Names of ours and of AWS may have private addresses; of all other names these are taken away.",
      named.filter((zone) => !isReverseZone(zone)).map((zone) => `private-domain: "${zone}"`),
    ),
    section(
      "Not signed, even where the parent is: validation must not ask for it.",
      unsignedZones(named).map((zone) => `domain-insecure: "${zone}"`),
    ),
    REMOTE_CONTROL,
    ...zones.map((zone) => forwardZone(zone, configuration)),
  ].join("\n\n")}\n`;
}

function refuseWrongTypes(configuration: ForwarderConfiguration): void {
  const given: { readonly [name: string]: unknown } = isMap(configuration) ? { ...configuration } : {};
  const { clientCidrBlocks, forwardZones } = given;
  const zones = isMap(forwardZones) ? Object.entries(forwardZones) : [];
  const wrong = [
    ...(isMap(configuration) ? [] : [["the configuration", configuration, "a map"]]),
    ...(Array.isArray(clientCidrBlocks) ? [] : [["clientCidrBlocks", clientCidrBlocks, "a list of texts"]]),
    ...(isMap(forwardZones) ? [] : [["forwardZones", forwardZones, "a map of zones"]]),
    ...zones
      .filter(([, zone]) => !Array.isArray((zone as { resolvers?: unknown } | undefined | null)?.resolvers))
      .map(([name]) => [argument("forwardZones", name), undefined, 'a map: { resolvers: ["10.1.0.53"] }']),
  ] as const;
  const first = wrong[0];
  if (first === undefined) return;
  const [path, got, expected] = first;
  throw faultError({ code: "WRONG_TYPE", message: `${path}: got ${shownKind(got)}, expected ${expected}` });
}

function isMap(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const SERVER = `# Written by hybrid-dns; changes made here are lost when the forwarder is replaced.
server:
    interface: 0.0.0.0
    interface: ::0
    interface-automatic: no
    # Debian's AppArmor profile lets Unbound read under /etc/unbound only.
    chroot: ""
    directory: "/etc/unbound"
    pidfile: "/run/unbound.pid"
    num-threads: 2
    so-reuseport: yes
    # Bursts wait in the socket while Unbound is busy.
    so-rcvbuf: 4m
    # A small one loses questions when many wait for an answer.
    outgoing-range: 4096
    num-queries-per-thread: 2048
    incoming-num-tcp: 256
    outgoing-num-tcp: 64
    msg-cache-size: 64m
    rrset-cache-size: 128m
    cache-max-ttl: 86400
    # A new name is seen soon also by those who asked before it was there.
    cache-max-negative-ttl: 60
    prefetch: yes
    minimal-responses: yes
    # Packets cross VPN and Direct Connect: no fragments, TCP beyond.
    edns-buffer-size: 1232
    max-udp-size: 1232
    do-tcp: yes
    # Where all servers of a zone are silent: give up soon, look again soon.
    infra-cache-max-rtt: 1000
    infra-host-ttl: 5
    infra-keep-probing: yes
    # and answer from the cache what was known.
    serve-expired: yes
    serve-expired-ttl: 86400
    serve-expired-client-timeout: 1800
    serve-expired-reply-ttl: 30
    hide-identity: yes
    hide-version: yes
    deny-any: yes
    harden-glue: yes
    # No trust anchor, so nothing is validated here: signatures do not come through the VPC's resolver, which validates by
    # itself where the VPC's DNSSEC validation is switched on. The validator and the domain-insecure lines below are
    # there for whoever adds an anchor.
    module-config: "validator iterator"
    use-syslog: no
    logfile: ""
    verbosity: 1
    log-servfail: yes
    # Costs a third of the questions per second and more.
    log-queries: no
    private-address: 10.0.0.0/8
    private-address: 172.16.0.0/12
    private-address: 192.168.0.0/16
    private-address: 169.254.0.0/16
    private-address: 100.64.0.0/10
    private-address: fc00::/7
    private-address: fe80::/10
    private-address: ::ffff:0:0/96`;

const REMOTE_CONTROL = `remote-control:
    control-enable: yes
    control-interface: "/run/unbound.ctl"
    control-use-cert: no`;

/** Everybody is refused but the clients, and they are not counted: a site's pair of resolvers is one busy client. */
function clientLines(clients: readonly string[]): string {
  return section("Who may ask. A site's resolvers ask for all its hosts: no limit for each address.", [
    "access-control: 0.0.0.0/0 refuse",
    "access-control: ::0/0 refuse",
    "access-control: 127.0.0.0/8 allow",
    "access-control: ::1/128 allow",
    ...clients.map((network) => `access-control: ${network} allow`),
    ...clients.map((network) => `wait-limit-netblock: ${network} -1`),
  ]);
}

/** Private reverse zones are named by the whole private range: for 40 small ones that is one line, and user data is short. */
function unsignedZones(zones: readonly DomainName[]): readonly DomainName[] {
  return [...new Set(zones.map((zone) => (isReverseZone(zone) ? (longestMatch(zone, BUILT_IN_ZONES) ?? zone) : zone)))];
}

function section(why: string, lines: readonly string[]): string {
  return [`    # ${why}`, ...lines.map((line) => `    ${line}`)].join("\n");
}

function forwardZone(zone: DomainName, { forwardZones }: ForwarderConfiguration): string {
  const resolvers = Object.entries(forwardZones)
    .filter(([name]) => parseDomainName(name).value === zone)
    .flatMap(([, zoneConfig]) => zoneConfig.resolvers);
  const addresses = addressesForText(resolvers);
  for (const address of addresses) {
    const fault = resolverFault(valueOrThrow(parseAddress(address)));
    if (fault) throw faultError(fault);
  }
  if (addresses.length === 0) {
    throw faultError({ code: "RESOLVERS_MISSING", message: `${zone} has no resolvers to be forwarded to` });
  }
  return [
    "forward-zone:",
    `    name: "${zone}"`,
    // Never to the internet in its place: that would tell it private names.
    "    forward-first: no",
    ...addresses.map((address) => `    forward-addr: ${address}`),
  ].join("\n");
}
