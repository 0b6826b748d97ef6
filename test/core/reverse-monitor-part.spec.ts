import assert from "node:assert/strict";
import { type HybridDnsConfig, planReverseMonitor, planTopology, resolveConfig } from "../../components/core";

const config = (changes: Partial<HybridDnsConfig> = {}): HybridDnsConfig => ({
  vpcs: { main: { vpcId: "vpc-1", cidrBlocks: ["10.20.0.0/16"] } },
  primaryVpc: "main",
  privateZones: {
    "cloud.acmecorp.com": {
      records: {
        app1: { a: ["10.20.0.5"] },
        quiet: { a: ["10.20.0.6"], ptr: false },
        "*.apps": { a: ["10.20.0.7"], ptr: false },
      },
    },
  },
  ptrRecords: { monitor: true, prefer: ["app1.cloud.acmecorp.com"], exclude: ["*.kube.cloud.acmecorp.com"] },
  ...changes,
});

const topologyOf = (described: HybridDnsConfig) => {
  const { resolved, problems } = resolveConfig("acme", described);
  assert.deepEqual(problems, []);
  return planTopology(resolved!);
};
const problemsOf = (described: HybridDnsConfig, name = "acme") =>
  resolveConfig(name, described).problems.map(({ code, path }) => `${path} ${code}`);

describe("The monitor of a hybrid DNS", () => {
  it("is there only where it is asked for", () => {
    const without = topologyOf(config({ ptrRecords: { prefer: [] } }));
    assert.equal(without.reverseMonitor, undefined);
    assert.equal(without.ptrRecords?.policy.monitored, undefined);
  });

  it("has the pen: the stack's PTR records are marked as kept by it", () => {
    const { ptrRecords, reverseMonitor } = topologyOf(config());
    assert.equal(ptrRecords?.policy.monitored, true);
    assert.equal("monitor" in ptrRecords!.policy, false);
    assert.equal(reverseMonitor?.logicalName, "acme-reverse-monitor");
  });

  it("goes by the stack's own policy, and leaves out the names that the stack leaves out", () => {
    const { reverseMonitor, ptrRecords } = topologyOf(config());
    assert.deepEqual(
      ptrRecords?.addressRecords.map(({ name }) => name),
      ["app1.cloud.acmecorp.com"],
    );
    assert.deepEqual(reverseMonitor?.config.ptrRecords, {
      prefer: ["app1.cloud.acmecorp.com"],
      exclude: ["*.kube.cloud.acmecorp.com", "quiet.cloud.acmecorp.com"],
    });
  });

  it("tells those of its alarms who are told of the forwarders'", () => {
    const alarmActions = ["arn:aws:sns:eu-west-1:111111111111:network-operations"];
    const { reverseMonitor } = topologyOf(config({ backend: { bind: { alarmActions } } }));
    assert.deepEqual(reverseMonitor?.config.alarmActions, alarmActions);
    assert.equal(topologyOf(config()).reverseMonitor?.config.alarmActions, undefined);
  });

  it("is planned without a problem by its own arguments", () => {
    const { reverseMonitor } = topologyOf(config());
    const zoneIds = { "cloud.acmecorp.com": "Z1", "20.10.in-addr.arpa": "Z2" };
    const { plan, problems } = planReverseMonitor("acme-reverse-monitor", { ...reverseMonitor!.config, zoneIds });
    assert.deepEqual(problems, []);
    assert.equal(plan?.policy?.exclude?.length, 2);
  });

  const refused: readonly [what: string, described: HybridDnsConfig, problems: readonly string[]][] = [
    ["no private zone", config({ privateZones: {} }), ["ptrRecords.monitor MONITOR_IDLE"]],
    [
      "no reverse zone",
      config({ vpcs: { main: { vpcId: "vpc-1", cidrBlocks: ["10.20.0.0/16"], reverseLookup: false } } }),
      ["ptrRecords.monitor MONITOR_IDLE"],
    ],
    ["PTR records off", config({ ptrRecords: { monitor: true, enabled: false } }), ["ptrRecords.monitor MONITOR_IDLE"]],
    [
      "128 reverse zones, which its function could not be told",
      config({ vpcs: { main: { vpcId: "vpc-1", cidrBlocks: ["10.20.0.0/17"] } } }),
      ["ptrRecords.monitor MONITOR_TOO_LARGE"],
    ],
  ];
  for (const [what, described, problems] of refused) {
    it(`is refused with ${what}`, () => assert.deepEqual(problemsOf(described), problems));
  }

  it("is refused where its function's role would have too long a name", () => {
    assert.deepEqual(problemsOf(config(), "a".repeat(40)), ["name BAD_KEY"]);
    assert.deepEqual(problemsOf(config({ ptrRecords: {} }), "a".repeat(40)), []);
  });
});
