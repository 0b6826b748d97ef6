import assert from "node:assert/strict";
import type { HybridDnsConfig } from "../../components/core/hybrid-dns-config";
import { planForwarders } from "../../components/core/parts/forwarders-plan";
import { planTopology } from "../../components/core/plan-topology";
import { resolveConfig } from "../../components/core/resolve-config";
import { renderUnboundConf } from "../../components/core/unbound-conf";

/** The configuration of the first VPC's forwarders. */
export function unboundConfOf(config: HybridDnsConfig): string {
  const { resolved, problems } = resolveConfig("acme", config);
  assert.deepEqual(problems, []);
  const [part] = planTopology(resolved!).forwarders;
  const { plan, problems: ofPart } = planForwarders(part!.logicalName, part!.config);
  assert.deepEqual(ofPart, []);
  return renderUnboundConf(plan!.configuration);
}
