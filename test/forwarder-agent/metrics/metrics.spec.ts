import assert from "node:assert/strict";
import { bindCounters } from "../../../components/forwarder-agent/metrics/bind-counters";
import { countedSince } from "../../../components/forwarder-agent/metrics/counters";
import { metricValues } from "../../../components/forwarder-agent/metrics/metric-values";
import { readDroppedPackets } from "../../../components/forwarder-agent/metrics/network-card";
import { renderPrometheus } from "../../../components/forwarder-agent/metrics/prometheus";
import { unboundCounters } from "../../../components/forwarder-agent/metrics/unbound-counters";

const counters = { queries: 10, cacheHits: 8, serverFailures: 1, refused: 2, cacheBytes: 1_000 };

describe("what is counted", () => {
  it("is read from Unbound", () => {
    const text =
      "thread0.num.queries=9\ntotal.num.queries=10\ntotal.num.cachehits=8\nnum.answer.rcode.SERVFAIL=1\nunwanted.queries=2\nmem.cache.rrset=600\nmem.cache.message=400\ntime.now=1.5\n";
    assert.deepEqual(unboundCounters(text), counters);
    assert.deepEqual(unboundCounters("garbage"), {
      queries: 0,
      cacheHits: 0,
      serverFailures: 0,
      refused: 0,
      cacheBytes: 0,
    });
  });
  it("is read from BIND", () => {
    const cachestats = { QueryHits: 8, TreeMemInUse: 600, HeapMemInUse: 400 };
    const said = {
      opcodes: { QUERY: 10 },
      rcodes: { REFUSED: 2 },
      nsstats: { QrySERVFAIL: 1 },
      views: { _default: { resolver: { cachestats } } },
    };
    assert.deepEqual(bindCounters(JSON.stringify(said)), counters);
    assert.equal(bindCounters("[]").queries, 0);
    assert.throws(() => bindCounters("<html>"));
  });
  it("is the increase since the look before, or all since a restart", () => {
    assert.deepEqual(countedSince(undefined, counters), counters);
    assert.equal(countedSince({ ...counters, queries: 4 }, counters).queries, 6);
    assert.equal(countedSince({ ...counters, cacheHits: 3 }, counters).cacheHits, 5);
    assert.deepEqual(countedSince({ ...counters, queries: 1_000, refused: 1 }, counters), counters);
  });
  it("is read from the driver of EC2's network card, where it counts", () => {
    const text =
      "NIC statistics:\n     bw_in_allowance_exceeded: 1\n     conntrack_allowance_exceeded: 2\n     linklocal_allowance_exceeded: 30\n";
    assert.deepEqual(readDroppedPackets(text), { linkLocal: 30, conntrack: 2 });
    assert.deepEqual(readDroppedPackets("no stats available"), { linkLocal: undefined, conntrack: undefined });
  });
});

describe("what is told", () => {
  const upstreams = [
    { address: "10.1.0.53", zone: "acmecorp.com", milliseconds: 4 },
    { address: "10.2.0.53", zone: "acmecorp.com", milliseconds: 8 },
    { address: "10.3.0.53", zone: "acmecorp.com", milliseconds: undefined },
  ];
  it("to CloudWatch is a number for each metric, and nothing for what was not measured", () => {
    const base = { healthy: true, configurationRejected: false, upstreams };
    assert.deepEqual(Object.fromEntries(metricValues({ ...base, counted: counters, packetsDropped: 3 })), {
      Healthy: 1,
      ConfigurationRejected: 0,
      Queries: 10,
      CacheHits: 8,
      ServerFailures: 1,
      Refused: 2,
      UpstreamDead: 1,
      UpstreamLatency: 6,
      PacketsDropped: 3,
    });
    assert.deepEqual(
      [...metricValues({ ...base, upstreams: [], counted: undefined, packetsDropped: undefined }).keys()],
      ["Healthy", "ConfigurationRejected", "UpstreamDead"],
    );
  });
  it("to Prometheus is its text format, and names of others cannot break it", () => {
    const text = renderPrometheus({
      forwarders: 'a"\n\\',
      slot: "a",
      software: "unbound",
      softwareVersion: "1.26.2",
      configuration: "00",
      healthy: true,
      configurationRejected: false,
      counters,
      upstreams,
      dropped: { linkLocal: 3, conntrack: undefined },
    });
    for (const line of text.trimEnd().split("\n"))
      assert.match(
        line,
        /^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z_]+="([^"\\]|\\.)*"(,[a-z_]+="([^"\\]|\\.)*")*\})? [0-9.e+-]+)$/,
      );
    assert.match(text, /^hybrid_dns_upstream_up\{upstream="10\.3\.0\.53"\} 0$/m);
    assert.match(text, /^hybrid_dns_packets_dropped_total\{cause="linklocal_allowance"\} 3$/m);
  });
});
