import type { ForwarderSoftware } from "./forwarder-contract";
import { renderNamedConf } from "./named-conf";
import type { ForwarderConfiguration } from "./part-plan";
import { renderUnboundConf } from "./unbound-conf";

/**
 * The complete configuration file of a forwarder.
 *
 * @param peers - addresses of the forwarders themselves: they may ask each other
 * @throws an Error with a `code`, as {@link renderUnboundConf} and {@link renderNamedConf} do
 */
export function renderForwarderConf(
  software: ForwarderSoftware,
  configuration: ForwarderConfiguration,
  peers: readonly string[],
): string {
  const clientCidrBlocks = [...configuration.clientCidrBlocks, ...peers.map((address) => `${address}/32`)];
  return RENDER[software]({ ...configuration, clientCidrBlocks });
}

const RENDER = { unbound: renderUnboundConf, bind: renderNamedConf };

/** What stands between two addresses that a zone is forwarded to. */
export const BETWEEN_RESOLVERS = { unbound: "\n    forward-addr: ", bind: "; " };
