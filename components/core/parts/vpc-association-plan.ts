import { withoutFinalDot } from "../domain-name";
import type { DhcpOptionsConfig, VpcAssociationConfig } from "../part-config";
import type { PlannedVpcJoining, Planning } from "../part-plan";
import type { Problem } from "../problem";
import { entriesInOrder } from "../reading/argument-path";
import { vpcAssociationArguments } from "../reading/description-schema";
import { type Report, readZoneKeys } from "../reading/written-values";
import type { ValueReader, Values } from "../values";
import { checkDhcpOptions } from "./dhcp-options-plan";
import { planPart } from "./planning";

/** Checks and plans what joins one VPC to zones of another account. */
export function planVpcAssociation<V extends Values>(
  logicalName: string,
  config: VpcAssociationConfig<V> | undefined,
  reader?: ValueReader<V>,
): Planning<PlannedVpcJoining<V>> {
  // The usual way to get there: the other stack's outputs, before its `up`, have no such VPC.
  if (config === undefined) return { problems: [noArguments], notices: [] };
  return planPart<V, VpcAssociationConfig<V>, PlannedVpcJoining<V>>(
    config,
    vpcAssociationArguments,
    reader,
    (read, values, report) => {
      const zones = readZoneKeys(entriesInOrder(read.zoneIds), "zoneIds", report);
      const dhcpOptions = dhcpOptionsOf(read);
      checkAnything(read, report);
      if (dhcpOptions) checkDhcpOptions(dhcpOptions, "dhcpOptions", values, report);
      return () => ({
        logicalName,
        vpcId: read.vpcId,
        zones: zones.map(({ name, config: zoneId }) => ({
          logicalName: `${logicalName}-${withoutFinalDot(name)}`,
          zoneId,
        })),
        dhcpOptions,
      });
    },
  );
}

const noArguments: Problem = {
  code: "ARGUMENT_MISSING",
  path: "args",
  message:
    "there are none: the other stack's `associations` has no such VPC; name the VPC there with its `accountId` and without " +
    "`provider`, and run `up` there first",
};

function dhcpOptionsOf<V extends Values>({
  vpcId,
  domainNameServers,
  dhcpOptions,
  tags,
}: VpcAssociationConfig<V>): DhcpOptionsConfig<V> | undefined {
  if (domainNameServers === undefined || dhcpOptions?.enabled === false) return undefined;
  const { domainName, ntpServers, restoreDhcpOptionsId } = dhcpOptions ?? {};
  return { vpcId, domainNameServers, domainName, ntpServers, restoreDhcpOptionsId, tags };
}

/** Whoever forgets an argument must not get a component that does nothing. */
function checkAnything<V extends Values>(config: VpcAssociationConfig<V>, report: Report): void {
  const { zoneIds, domainNameServers, dhcpOptions } = config;
  if (domainNameServers !== undefined) return;
  if (entriesInOrder(zoneIds).length === 0) {
    const message = "no zone is associated and no forwarder told; give the zones' ids by name, or `domainNameServers`";
    report({ code: "ARGUMENT_MISSING", path: "zoneIds", message, restsOn: ["zoneIds", "domainNameServers"] });
  }
  if (dhcpOptions === undefined || dhcpOptions.enabled === false) return;
  const message = "without it the VPC keeps its option set, and `dhcpOptions` does nothing; give the forwarders";
  report({ code: "ARGUMENT_MISSING", path: "domainNameServers", message, restsOn: ["domainNameServers"] });
}
