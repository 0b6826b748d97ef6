import {
  type ForwardedZone,
  forwarderText,
  PRIVATE_NETWORKS,
  unsignedZones,
  zonesWithPrivateAddresses,
} from "./forwarder-text";
import type { ForwarderConfiguration } from "./part-plan";
import { openedZones } from "./unbound-local-zones";

/**
 * A complete `/etc/unbound/unbound.conf` for a forwarder on Debian 13 (Unbound 1.26), the same for equal
 * configurations. Every value in it has been parsed: no text of a user gets in.
 *
 * @throws an Error with `code` BAD_ADDRESS, BAD_NETWORK, HOST_BITS_SET or BAD_DOMAIN_NAME for values that became known
 * late and are none, RESOLVERS_MISSING for a zone without resolvers, FORWARDING_LOOP for one that is forwarded to the
 * forwarder itself, and WRONG_TYPE where a program without types gave something else
 */
export function renderUnboundConf(configuration: ForwarderConfiguration): string {
  const { clients, zones } = forwarderText(configuration);
  return `${[
    SERVER,
    ...(configuration.logsQueries === true ? [QUERY_LOG] : []),
    clientLines(clients),
    section(
      "Unbound's own empty reverse zones make way for what is forwarded.",
      openedZones(zones.map(({ name }) => name)).map(({ name, type }) => `local-zone: "${name}" ${type}`),
    ),
    section(
      "Names of ours and of AWS may have private addresses; of all other names these are taken away.",
      zonesWithPrivateAddresses(zones).map((zone) => `private-domain: "${zone}"`),
    ),
    section(
      "Not signed, even where the parent is: validation must not ask for it.",
      unsignedZones(zones).map((zone) => `domain-insecure: "${zone}"`),
    ),
    REMOTE_CONTROL,
    ...zones.map(forwardZone),
  ].join("\n\n")}\n`;
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
    # A site's resolvers ask for all its hosts, and nobody else gets this far: no limit for each address. Without one nobody is
    # counted either, which saves 3 % of the instructions of each forwarded question.
    wait-limit: 0
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
    # Of a site's pair one may be silent when this starts: its first name is answered after 0.6 s at most, not lost after 1.9 s,
    # and late answers still go to clients, which wait for five seconds.
    unknown-server-time-limit: 200
    discard-timeout: 4800
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
    # It trusts only denials that are validated, of which there are none, and looks up every parent of a new name for that: 3 % of the
    # instructions.
    harden-below-nxdomain: no
    # No trust anchor, so nothing is validated here: signatures do not come through the VPC's resolver, which validates by
    # itself where the VPC's DNSSEC validation is switched on. A validator without an anchor still takes 7 % of the CPU of each
    # forwarded question, so there is none. Whoever adds an anchor says "validator iterator"; the domain-insecure lines below
    # are there for that.
    module-config: "iterator"
    # What the agent reads and reports.
    extended-statistics: yes
    use-syslog: no
    logfile: ""
    verbosity: 1
    log-servfail: yes
    log-queries: no
${PRIVATE_NETWORKS.map((network) => `    private-address: ${network}`).join("\n")}`;

const QUERY_LOG = section("Each question with its answer. Costs a third of the questions per second and more.", [
  "log-replies: yes",
  "log-tag-queryreply: yes",
]);

const REMOTE_CONTROL = `remote-control:
    control-enable: yes
    control-interface: "/run/unbound.ctl"
    control-use-cert: no`;

/** Everybody is refused but the clients. */
function clientLines(clients: readonly string[]): string {
  return section("Who may ask.", [
    "access-control: 0.0.0.0/0 refuse",
    "access-control: ::0/0 refuse",
    "access-control: 127.0.0.0/8 allow",
    "access-control: ::1/128 allow",
    ...clients.map((network) => `access-control: ${network} allow`),
  ]);
}

function section(why: string, lines: readonly string[]): string {
  return [`    # ${why}`, ...lines.map((line) => `    ${line}`)].join("\n");
}

function forwardZone({ name, resolvers }: ForwardedZone): string {
  return [
    "forward-zone:",
    `    name: "${name}"`,
    // Never to the internet in its place: that would tell it private names.
    "    forward-first: no",
    ...resolvers.map((address) => `    forward-addr: ${address}`),
  ].join("\n");
}
