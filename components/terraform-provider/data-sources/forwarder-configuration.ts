import type { ForwarderConfiguration } from "../../core/part-plan";
import { planForwarders } from "../../core/parts/forwarders-plan";
import type { Problem } from "../../core/problem";
import { renderUnboundConf } from "../../core/unbound-conf";
import { renderUserData } from "../../core/user-data";
import type { PlainValues } from "../../core/values";
import { holdsUnknown, type ObjectValue } from "../codec/value";
import { forwarderConfigurationSchema } from "../schema/forwarder-configuration";
import type { DataSource } from "./data-source";

/** `hybriddns_forwarder_configuration`. Asks nobody. */
export const forwarderConfigurationSource: DataSource = {
  schema: forwarderConfigurationSchema,
  validate: (config) => (holdsUnknown(config) ? [] : configurationOf(config).problems),
  read: async (config) => {
    const { configuration } = configurationOf(config);
    const unboundConf = renderUnboundConf(configuration!);
    return { unbound_conf: unboundConf, user_data: renderUserData("unbound", unboundConf) };
  },
};

function configurationOf(config: ObjectValue) {
  return forwarderConfiguration(
    config["client_cidr_blocks"] as { [name: string]: string },
    (config["forward_zones"] ?? {}) as { [zoneName: string]: string[] },
  );
}

/** Checks clients and zones as those of forwarders; which forwarders they are makes no difference to what they answer. */
export function forwarderConfiguration(
  clientCidrBlocks: { readonly [name: string]: string },
  resolvers: { readonly [zoneName: string]: readonly string[] },
): { configuration?: ForwarderConfiguration | undefined; problems: readonly Problem[] } {
  const forwardZones = Object.entries(resolvers).map(([zone, each]) => [zone, { resolvers: [...each] }]);
  const { plan, problems } = planForwarders<PlainValues>("forwarder", {
    vpcId: "vpc",
    forwarders: { any: { subnetId: "subnet" } },
    clientCidrBlocks: { ...clientCidrBlocks },
    forwardZones: Object.fromEntries(forwardZones),
  });
  return {
    configuration: plan?.configuration,
    // Here a zone's resolvers are the zone's value itself.
    problems: problems.map((problem) => ({ ...problem, path: problem.path.replace(/\.resolvers(?=\[|$)/, "") })),
  };
}
