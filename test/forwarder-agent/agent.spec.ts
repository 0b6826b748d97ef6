import assert from "node:assert/strict";
import { needsNamespaces } from "../lab/network/needs-namespaces";
import { namedConf, runBesideAgent, unboundConf } from "./world/forwarder-world";

const softwares = {
  unbound: {
    conf: unboundConf,
    broken: "no-such-option: yes",
    pidFile: "/run/units/unbound.service.pid",
    checker: "unbound-checkconf",
  },
  bind: {
    conf: namedConf,
    broken: "no-such-option yes;",
    pidFile: "/run/units/named.service.pid",
    checker: "named-checkconf",
  },
} as const;

const file = (name: string, text: string) => `cat > /srv/${name} <<'END OF FILE'\n${text}END OF FILE\n`;
const pair = '\'[{"key":"a","address":"127.0.0.1"},{"key":"b","address":"10.1.0.53"}]\'';
const otherSays = (configuration: string, imageId = "ami-1") => `mkdir -p /srv/bucket/reports
cat > /srv/bucket/reports/b.json <<JSON
{"version":1,"slot":"b","instanceId":"i-b","imageId":"${imageId}","address":"10.1.0.53","software":"unbound","softwareVersion":"1",
"configuration":"${configuration}","healthy":true,"reportedAt":"$(date -u +%Y-%m-%dT%H:%M:%SZ)","startedAt":"2026-01-01T00:00:00Z"}
JSON
`;

describe("the agent, beside the real servers", function () {
  this.timeout(120_000);
  let flags: readonly string[] = [];
  before(async function () {
    flags = await needsNamespaces(this);
  });

  for (const software of ["unbound", "bind"] as const) {
    const { conf, broken, pidFile, checker } = softwares[software];
    const files = `${file("new.conf", conf("192.0.2.2"))}${file("broken.conf", conf("192.0.2.2", "10.1.0.53", broken))}${file("deaf.conf", conf("192.0.2.2", "10.1.0.99"))}`;
    const run = (script: string) => runBesideAgent(flags, software, `${files}${script}`);
    const desire = (name: string, probes = "[]") => `desire /srv/${name}.conf ami-1 "" '${probes}' ${software}\n`;

    describe(software, () => {
      it("takes a configuration, and not one of 100 questions a second is lost", async () => {
        const output = await run(`node /srv/asker.js & asker=$!
sleep 1
${desire("new", '["corp.example"]')}agent
until_true 'said taken'; ask
until_true 'grep -q $(now) /srv/bucket/reports/a.json'; report
kill $asker; wait $asker`);
        assert.match(output, /192\.0\.2\.2/);
        assert.match(output, /"healthy": true/);
        const [, asked, lost] = /asker: (\d+) asked, (\d+) lost/.exec(output) ?? [];
        assert.ok(Number(asked) > 100, output);
        assert.equal(lost, "0", output);
      });

      it("refuses what the checker refuses, says why, and leaves the file as it was", async () => {
        const output = await run(`before=$(now)
${desire("broken")}agent
until_true 'grep -q rejected /srv/bucket/reports/a.json'; report; ask
[ "$before" = "$(now)" ] && echo untouched`);
        assert.match(output, new RegExp(`"reason": "${checker}: .*no-such-option`));
        assert.match(output, /192\.0\.2\.1\nuntouched/);
      });

      it("goes back to the last good one where a zone is not answered any more, though its name was in the cache", async () => {
        const output = await run(`ask app1.corp.example > /dev/null
before=$(now)
${desire("deaf", '["corp.example","silent.invalid"]')}agent
until_true 'grep -q rejected /srv/bucket/reports/a.json'; report; ask
[ "$before" = "$(now)" ] && echo untouched
${desire("new", '["corp.example"]')}until_true 'said taken'; until_true 'grep -q $(now) /srv/bucket/reports/a.json'; report`);
        assert.match(output, /with it these are not answered any more: corp\.example"/);
        assert.match(output, /192\.0\.2\.1\nuntouched/);
        assert.doesNotMatch(output.slice(output.indexOf("untouched")), /rejected/);
      });

      it("tells CloudWatch and Prometheus what it counted, and whom it forwards to", async () => {
        const output = await run(`ask > /dev/null; ask > /dev/null
agent
until_true '[ -s /srv/metrics ]'; cat /srv/metrics; curl -s http://127.0.0.1:9153/metrics`);
        const form = new URLSearchParams(/^Action=.*$/m.exec(output)?.[0]);
        const sent = new Map<string, number>();
        for (let index = 1; form.has(`MetricData.member.${index}.MetricName`); index++) {
          const member = `MetricData.member.${index}`;
          sent.set(form.get(`${member}.MetricName`)!, Number(form.get(`${member}.Value`)));
          assert.equal(form.get(`${member}.Dimensions.member.2.Value`), "a");
        }
        assert.equal(sent.get("Healthy"), 1, output);
        assert.equal(sent.get("UpstreamDead"), 0, output);
        assert.ok(sent.get("Queries")! >= 2, output);
        assert.match(output, /^hybrid_dns_upstream_up\{upstream="10\.1\.0\.53"\} 1$/m);
        assert.match(output, new RegExp(`^hybrid_dns_info\\{.*software="${software}",version="\\d[^"]*"`, "m"));
      });

      it("kills a server that hangs, and has it back", async () => {
        const output = await run(`agent
until_true 'said "the agent runs"'
old=$(cat ${pidFile}); kill -STOP $old
until_true '[ "$(cat ${pidFile})" != '$old' ] && ask | grep -q 192'
ask; cat /var/log/agent.log; ls /srv/off`);
        assert.match(output, /192\.0\.2\.1/);
        assert.match(output, /does not answer: it is killed and started/);
        assert.match(output, /cannot access '\/srv\/off'/);
      });
    });
  }

  const run = (script: string) =>
    runBesideAgent(flags, "unbound", `${file("new.conf", unboundConf("192.0.2.2"))}${script}`);

  it("refuses a configuration that is another one than its hash says", async () => {
    const output = await run(`desire /srv/new.conf
sed -i 's/192.0.2.2/192.0.2.9/' /srv/bucket/configuration/*
agent
until_true 'grep -q rejected /srv/bucket/reports/a.json'; report; ask`);
    assert.match(output, /"reason": "its hash is [0-9a-f]{64}, expected [0-9a-f]{64}"/);
    assert.match(output, /192\.0\.2\.1$/m);
  });

  it("runs on with the last copy while the bucket is dead at boot, and follows it once it is back", async () => {
    const output = await run(`touch /srv/down
desire /srv/new.conf
agent
until_true 'said "following the bucket fails"'; ask
rm /srv/down
until_true 'said taken'; ask; until_true 'said "reporting works again"'`);
    assert.match(output, /192\.0\.2\.1\n192\.0\.2\.2/);
  });

  it("powers the machine off when the server does not come back in half a minute", async () => {
    const output = await run(`agent
until_true 'said "the agent runs"'
mv /usr/sbin/unbound /usr/sbin/gone; kill -9 $(cat /run/unbound.pid)
begun=$(date +%s); until_true '[ -e /srv/off ]'; echo "off after $(($(date +%s) - begun)) s"`);
    const [, seconds] = /off after (\d+) s/.exec(output) ?? [];
    assert.ok(Number(seconds) >= 29, output);
  });

  it("makes way for another image once the others answer and have done so for a moment, and says so before", async () => {
    const output = await run(`systemctl stop site 2> /dev/null
desire /srv/new.conf ami-2 ${pair}
${otherSays("0", "ami-1")}kill $(cat /run/site.pid); agent
until_true 'said "no answer from slot b"'; ls /srv/off
sed "s/ allow/ refuse/" /srv/site.conf > /srv/refusing.conf; unbound -c /srv/refusing.conf
sleep 4; ls /srv/off; kill $(cat /run/site.pid); sleep 0.5
unbound -c /srv/site.conf; begun=$(date +%s%N)
until_true '[ -e /srv/off ]'; echo "off after $((($(date +%s%N) - begun) / 1000000)) ms"; report`);
    assert.equal(output.match(/cannot access '\/srv\/off'/g)?.length, 2, output);
    const [, milliseconds] = /off after (\d+) ms/.exec(output) ?? [];
    assert.ok(Number(milliseconds) >= 2_900, output);
    assert.match(output, /"makingWayFor": "unbound ami-2"/);
  });

  it("does not make way again for an image that its predecessor made way for in vain", async () => {
    const output = await run(`desire /srv/new.conf ami-2
mkdir -p /srv/bucket/reports
cat > /srv/bucket/reports/a.json <<JSON
{"version":1,"slot":"a","instanceId":"i-0","imageId":"ami-1","address":"10.20.0.5","software":"unbound","softwareVersion":"1","configuration":"0",
"healthy":true,"makingWayFor":"unbound ami-2","reportedAt":"2026-01-01T00:00:00Z","startedAt":"2026-01-01T00:00:00Z"}
JSON
agent
until_true 'said "and this one came"'; until_true 'said taken'; ls /srv/off`);
    assert.match(output, /cannot access '\/srv\/off'/);
  });
});
