import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { PlannedSite } from "../../components/core/hybrid-dns-topology";
import { planTopology } from "../../components/core/plan-topology";
import { resolveConfig } from "../../components/core/resolve-config";
import { renderSiteConfiguration } from "../../components/core/site-configuration";
import { randomDescription } from "./random-descriptions";
import { checkerInLab } from "./root-file-system";

const site: PlannedSite = {
  key: "headquarters",
  forwardersOf: ["hub"],
  zones: [
    { name: "20.10.in-addr.arpa.", parent: "10.in-addr.arpa." },
    { name: "0.0.0.0.0.2.0.0.0.0.d.f.ip6.arpa." },
    { name: "cloud.acmecorp.com.", parent: "acmecorp.com." },
  ],
};
const forwarders = ["10.20.2.53", "10.20.1.53"];

describe("The configuration of a site", () => {
  const { bind, unbound, windows } = renderSiteConfiguration(site, forwarders);

  it("makes BIND forward each zone, and only forward, to the forwarders in order of preference", () => {
    const zones = [
      ...bind.matchAll(/^zone "(.*)" \{\n\ttype forward;\n\tforward only;\n\tforwarders \{ (.*) \};\n\};$/gm),
    ];
    assert.deepEqual(
      zones.map(([, name, servers]) => [name, servers]),
      ["20.10.in-addr.arpa", "0.0.0.0.0.2.0.0.0.0.d.f.ip6.arpa", "cloud.acmecorp.com"].map((name) => [
        name,
        "10.20.2.53; 10.20.1.53;",
      ]),
    );
  });

  it("tells BIND's owner what belongs into the parent zones and into the options", () => {
    for (const line of [
      "// cloud.acmecorp.com. IN NS forwarder-1.cloud.acmecorp.com.",
      "// forwarder-1.cloud.acmecorp.com. IN A 10.20.2.53",
      "// forwarder-2.20.10.in-addr.arpa. IN A 10.20.1.53",
      '// \tdisable-empty-zone "d.f.ip6.arpa";',
    ]) {
      assert.ok(bind.split("\n").includes(line), line);
    }
    // The site has 10.in-addr.arpa itself, so BIND has no empty one in its place.
    assert.ok(!bind.includes('disable-empty-zone "10.in-addr.arpa"'));
    assert.match(bind, /validate-except \{ "20\.10\.in-addr\.arpa"; .*"cloud\.acmecorp\.com"; \};/);
  });

  it("makes Unbound forward them too, past its own reverse zones", () => {
    for (const line of [
      '    local-zone: "20.10.in-addr.arpa." transparent',
      '    domain-insecure: "cloud.acmecorp.com."',
      '    private-domain: "cloud.acmecorp.com."',
      '    name: "cloud.acmecorp.com."',
      "    forward-addr: 10.20.1.53",
      "    forward-first: no",
    ]) {
      assert.ok(unbound.split("\n").includes(line), line);
    }
  });

  it("makes Windows DNS forward them, asking first what is there, with delegations where it has the parent", () => {
    assert.match(windows, /\$forwarders = @\('10\.20\.2\.53', '10\.20\.1\.53'\)/);
    assert.match(windows, /Get-DnsServerZone -Name \$zone[\s\S]*Add-DnsServerConditionalForwarderZone -Name \$zone/);
    assert.match(windows, /Parent = 'acmecorp\.com'; Child = 'cloud'; Servers = @\(@\{ Name = 'forwarder-1\.cloud/);
    const without = renderSiteConfiguration({ ...site, zones: [{ name: "x.example." }] }, forwarders);
    assert.ok(!without.windows.includes("Delegation"));
  });

  it("has no place for a text that is no name or address", () => {
    assert.throws(() => renderSiteConfiguration(site, ['10.1.0.1; }; include "/etc/shadow"']), { code: "BAD_ADDRESS" });
    const zones = [{ name: "x'; Remove-Item C:\\ #" }];
    assert.throws(() => renderSiteConfiguration({ ...site, zones }, forwarders), { code: "BAD_DOMAIN_NAME" });
  });

  it("of random descriptions is accepted by named-checkconf and unbound-checkconf", function () {
    const named = checkerInLab("named-checkconf", "/etc/bind");
    const checked = checkerInLab("unbound-checkconf", "/etc/unbound");
    if (!named.checker || !checked.checker) {
      console.log(`        skipped: ${named.reason ?? checked.reason}`);
      return this.skip();
    }
    const { checker: checkBind } = named;
    const { checker: checkUnbound } = checked;
    assert.match(
      checkBind(bind.replace("forward only", "forward seldom")),
      /'first' or 'only' expected|unknown|expected/,
    );
    fc.assert(
      fc.property(randomDescription, (config) => {
        for (const planned of planTopology(resolveConfig("acme", config).resolved!).sites) {
          const texts = renderSiteConfiguration(planned, forwarders);
          assert.equal(checkBind(texts.bind), "");
          assert.equal(checkBind(withOptions(texts.bind)), "");
          assert.equal(checkUnbound(texts.unbound), "");
        }
      }),
      { numRuns: 20 },
    );
  });
});

/** What is in comments for the options is good for that too. */
function withOptions(bind: string): string {
  const hint = /^\/\/ (options \{[\s\S]*?^\/\/ \};)$/m.exec(bind);
  return hint ? `${hint[1]!.replaceAll(/^\/\/ ?/gm, "")}\n${bind}` : bind;
}
