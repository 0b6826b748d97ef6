import assert from "node:assert/strict";
import { renderUnboundConf } from "../../components/core/unbound-conf";
import { needsNamespaces } from "../lab/network/needs-namespaces";
import { runInForwarder } from "./forwarder-tree";

const ZONE = "corp.signed.example";

/** A site's server, and a VPC's resolver that knows no key of the signed parent. */
const SITE = `server:
    interface: 10.1.0.53
    interface: 169.254.169.253
    access-control: 0.0.0.0/0 allow
    chroot: ""
    username: ""
    pidfile: "/tmp/site.pid"
    local-zone: "." static
    local-zone: "${ZONE}." static
    local-data: "app1.${ZONE}. A 10.1.0.9"
remote-control:
    control-enable: no
`;

/** A made-up key of a signed parent. */
const ANCHOR = `server:
    trust-anchor: "signed.example. DS 20326 8 2 ${"A5".repeat(32)}"
`;

describe("a forwarder that somebody gives a trust anchor", function () {
  this.timeout(60_000);
  let flags: readonly string[] = [];
  before(async function () {
    flags = await needsNamespaces(this);
  });

  const conf = renderUnboundConf({
    clientCidrBlocks: ["10.20.0.0/16"],
    forwardZones: { [ZONE]: { resolvers: ["10.1.0.53"] }, ".": { resolvers: ["169.254.169.253"] } },
  });

  /** The status of an answer about the private zone. */
  async function askWith(configuration: string): Promise<string> {
    const { output } = await runInForwarder(
      flags,
      `ip addr add 10.1.0.53/32 dev lo; ip addr add 169.254.169.253/32 dev lo
cat > /tmp/site.conf <<'EOF'
${SITE}EOF
unbound -c /tmp/site.conf
/usr/lib/hybrid-dns/configure <<'EOF'
${configuration}EOF
dig +time=5 +tries=1 @127.0.0.1 app1.${ZONE} A`,
    );
    return output;
  }

  it("still answers of a private zone below a signed parent, because that is said to be insecure", async () => {
    const insecure = `domain-insecure: "${ZONE}."`;
    assert.ok(conf.includes(insecure));
    assert.match(await askWith(conf + ANCHOR), /status: NOERROR.*\sA\s10\.1\.0\.9/s);
    // Without the line there is no answer: the anchor counts.
    assert.match(await askWith(conf.replace(insecure, "") + ANCHOR), /status: SERVFAIL/);
  });

  it("validates nothing without one, and its configuration says why", () => {
    assert.doesNotMatch(conf, /^\s*(auto-)?trust-anchor/m);
    assert.match(conf, /module-config: "validator iterator"/);
    assert.match(conf, /# No trust anchor, so nothing is validated here: signatures do not come through/);
  });
});
