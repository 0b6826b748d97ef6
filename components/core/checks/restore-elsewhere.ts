import type { Topology } from "../hybrid-dns-topology";
import type { Problem } from "../problem";
import { argument } from "../reading/argument-path";
import type { Values } from "../values";

/**
 * VPCs with a provider of their own whose former option set is to be given back: `access` is that of the zones' account, and
 * what gives the set back cannot use the VPC's provider.
 */
export function restoresElsewhere<V extends Values>({ dhcpOptions }: Topology<V>): readonly Problem[] {
  return dhcpOptions
    .filter(({ provider, config }) => provider !== undefined && config.restoreDhcpOptionsId !== undefined)
    .map(({ key }) => ({
      code: "ACCESS_UNSTATED",
      path: `${argument("vpcs", key)}.dhcpOptions.restoreDhcpOptionsId`,
      message: `${key} has a provider of its own, which cannot be used for it; say \`dhcpOptions: { enabled: false }\` and give the VPC a \`DhcpOptions\` with \`access\``,
    }));
}
