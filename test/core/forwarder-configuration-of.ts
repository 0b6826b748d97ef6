import assert from "node:assert/strict";
import type { HybridDnsConfig } from "../../components/core/hybrid-dns-config";
import type { ForwarderConfiguration } from "../../components/core/part-plan";
import { planForwarders } from "../../components/core/parts/forwarders-plan";
import { planTopology } from "../../components/core/plan-topology";
import { resolveConfig } from "../../components/core/resolve-config";

/** What the configuration of the first VPC's forwarders is rendered from. */
export function forwarderConfigurationOf(config: HybridDnsConfig): ForwarderConfiguration {
  const { resolved, problems } = resolveConfig("acme", config);
  assert.deepEqual(problems, []);
  const [part] = planTopology(resolved!).forwarders;
  const { plan, problems: ofPart } = planForwarders(part!.logicalName, part!.config);
  assert.deepEqual(ofPart, []);
  return plan!.configuration;
}
