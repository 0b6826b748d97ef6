import { checkDhcpSettings, checkNameServerCount, checkServers } from "../checks/dhcp-check";
import type { DhcpOptionsConfig } from "../part-config";
import type { PlannedDhcpOptionSet, Planning } from "../part-plan";
import { dhcpOptionsArguments } from "../reading/description-schema";
import type { Report } from "../reading/written-values";
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
      checkDhcpOptions(read, "", values, report);
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

/** `settingsPath` is where all but the servers is described. */
export function checkDhcpOptions<V extends Values>(
  config: DhcpOptionsConfig<V>,
  settingsPath: string,
  reader: ValueReader<V>,
  report: Report,
): void {
  const path = "domainNameServers";
  checkDhcpSettings(config, settingsPath, reader, report);
  checkServers(config.domainNameServers, path, reader, report);
  const known = config.domainNameServers === undefined ? undefined : reader.texts(config.domainNameServers);
  if (known?.length === 0) {
    const message = "the list is empty; give one to four servers";
    report({ code: "VALUE_OUT_OF_RANGE", path, message });
  }
  if (known) checkNameServerCount(known.length, path, "servers", "leave some out", report);
}
