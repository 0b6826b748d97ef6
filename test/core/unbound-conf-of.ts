import type { HybridDnsConfig } from "../../components/core/hybrid-dns-config";
import { renderUnboundConf } from "../../components/core/unbound-conf";
import { forwarderConfigurationOf } from "./forwarder-configuration-of";

/** The configuration of the first VPC's forwarders. */
export function unboundConfOf(config: HybridDnsConfig): string {
  return renderUnboundConf(forwarderConfigurationOf(config));
}
