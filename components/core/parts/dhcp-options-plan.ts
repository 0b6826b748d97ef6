import { checkDhcpSettings, checkNameServerCount, checkServers } from "../checks/dhcp-check";
import type { DhcpOptionsConfig } from "../part-config";
import type { PlannedDhcpOptionSet, Planning } from "../part-plan";
import { dhcpOptionsArguments } from "../reading/description-schema";
import type { ValueReader, Values } from "../values";
import { planPart } from "./planning";

/** Checks and plans the option set of one VPC. */
export function planDhcpOptions<V extends Values>(
  logicalName: string,
  config: DhcpOptionsConfig<V>,
  reader?: ValueReader<V>,
): Planning<PlannedDhcpOptionSet<V>> {
  return planPart<V, DhcpOptionsConfig<V>, PlannedDhcpOptionSet<V>>(
    config,
    dhcpOptionsArguments,
    reader,
    (read, values, report) => {
      const path = "domainNameServers";
      checkDhcpSettings(read, "", values, report);
      checkServers(read.domainNameServers, path, values, report);
      const known = read.domainNameServers === undefined ? undefined : values.texts(read.domainNameServers);
      if (known?.length === 0) {
        const message = "the list is empty; give one to four servers";
        report({ code: "VALUE_OUT_OF_RANGE", path, message });
      }
      if (known) checkNameServerCount(known.length, path, "servers", "leave some out", report);
      return () => ({
        logicalName,
        vpcId: read.vpcId,
        domainNameServers: read.domainNameServers,
        domainName: read.domainName,
        ntpServers: read.ntpServers,
        restoreDhcpOptionsId: read.restoreDhcpOptionsId,
        tags: read.tags,
      });
    },
  );
}
