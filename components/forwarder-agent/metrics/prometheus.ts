import type { Counters } from "./counters";
import type { DroppedPackets } from "./network-card";
import type { UpstreamState } from "./upstream-check";

/** What the agent knows at this moment. */
export interface Exposed {
  readonly forwarders: string;
  readonly slot: string;
  readonly software: string;
  readonly softwareVersion: string;
  readonly configuration: string;
  readonly healthy: boolean;
  readonly configurationRejected: boolean;
  readonly counters: Counters | undefined;
  readonly upstreams: readonly UpstreamState[];
  readonly dropped: DroppedPackets;
}

type Labels = { readonly [name: string]: string };
type Sample = { readonly labels?: Labels; readonly value: number | undefined };

/** Prometheus' text format. */
export function renderPrometheus(exposed: Exposed): string {
  const { counters, upstreams, dropped, software, softwareVersion, configuration, forwarders, slot } = exposed;
  const about = { forwarders, slot, software, version: softwareVersion, configuration };
  return [
    family("hybrid_dns_info", "gauge", "What runs here.", [{ labels: about, value: 1 }]),
    family("hybrid_dns_healthy", "gauge", "Whether the DNS service answers.", [{ value: Number(exposed.healthy) }]),
    family("hybrid_dns_configuration_rejected", "gauge", "Whether the newest configuration is refused.", [
      { value: Number(exposed.configurationRejected) },
    ]),
    family("hybrid_dns_queries_total", "counter", "Questions.", [{ value: counters?.queries }]),
    family("hybrid_dns_cache_hits_total", "counter", "Questions answered from the cache.", [
      { value: counters?.cacheHits },
    ]),
    family("hybrid_dns_answers_total", "counter", "Answers by rcode.", [
      { labels: { rcode: "SERVFAIL" }, value: counters?.serverFailures },
      { labels: { rcode: "REFUSED" }, value: counters?.refused },
    ]),
    family("hybrid_dns_cache_bytes", "gauge", "Memory of the cache.", [{ value: counters?.cacheBytes }]),
    family("hybrid_dns_upstream_up", "gauge", "Whether a server that is forwarded to answers.", [
      ...upstreams.map(({ address, milliseconds }) => ({
        labels: { upstream: address },
        value: Number(milliseconds !== undefined),
      })),
    ]),
    family("hybrid_dns_upstream_latency_seconds", "gauge", "How soon it answered last.", [
      ...upstreams.map(({ address, milliseconds }) => ({
        labels: { upstream: address },
        value: milliseconds === undefined ? undefined : milliseconds / 1_000,
      })),
    ]),
    family("hybrid_dns_packets_dropped_total", "counter", "Packets that EC2 dropped at the interface.", [
      { labels: { cause: "linklocal_allowance" }, value: dropped.linkLocal },
      { labels: { cause: "conntrack_allowance" }, value: dropped.conntrack },
    ]),
  ].join("");
}

function family(name: string, type: "counter" | "gauge", help: string, samples: readonly Sample[]): string {
  const known = samples.filter(({ value }) => value !== undefined);
  if (known.length === 0) return "";
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${type}`,
    ...known.map(({ labels, value }) => `${name}${labels === undefined ? "" : shown(labels)} ${value}`),
    "",
  ].join("\n");
}

function shown(labels: Labels): string {
  const escaped = (text: string) => text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
  return `{${Object.entries(labels)
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(",")}}`;
}
