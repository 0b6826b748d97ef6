import type { ForwarderSoftware } from "./forwarder-contract";
import { renderNamedConf } from "./named-conf";
import { faultError } from "./parsed";
import type { ForwarderConfiguration } from "./part-plan";
import { shownText } from "./shown-text";
import { renderUnboundConf } from "./unbound-conf";

/**
 * The complete configuration file of a forwarder.
 *
 * @param peers - addresses of the forwarders themselves: they may ask each other
 * @throws an Error with a `code`, as {@link renderUnboundConf} and {@link renderNamedConf} do, and VALUE_NOT_ALLOWED for
 * other software
 */
export function renderForwarderConf(
  software: ForwarderSoftware,
  configuration: ForwarderConfiguration,
  peers: readonly string[] = [],
): string {
  refuseUnknownSoftware(software);
  const clientCidrBlocks = [...configuration.clientCidrBlocks, ...peers.map((address) => `${address}/32`)];
  return RENDER[software]({ ...configuration, clientCidrBlocks });
}

/** Types do not hold for a program without them. */
export function refuseUnknownSoftware(software: ForwarderSoftware): void {
  if (Object.hasOwn(RENDER, software)) return;
  const message = `software: got ${shownText(software)}, expected one of ${Object.keys(RENDER).join(", ")}`;
  throw faultError({ code: "VALUE_NOT_ALLOWED", message });
}

const RENDER = { unbound: renderUnboundConf, bind: renderNamedConf };

/** What stands between two addresses that a zone is forwarded to. */
export const BETWEEN_RESOLVERS = { unbound: "\n    forward-addr: ", bind: "; " };
