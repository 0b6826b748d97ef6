import { withoutFinalDot } from "../domain-name";
import { keptReverseZones } from "../forwarding";
import { checkSettingsSize, LONGEST_ZONE_ID, policyOf } from "../parts/reverse-monitor-plan";
import type { Description } from "../reading/description";
import type { Report } from "../reading/written-values";
import { monitorPart } from "../reverse-monitor-part";
import type { Values } from "../values";

/** Checks that the monitor of a hybrid DNS has something to follow and to write, and can be told of it. */
export function checkMonitor<V extends Values>(description: Description<V>, report: Report): void {
  const { config, privateZones } = description;
  const { monitor = false, enabled = true } = config.ptrRecords ?? {};
  if (!monitor) return;
  const reverse = keptReverseZones(description);
  const path = "ptrRecords.monitor";
  if (!enabled) {
    const message =
      "there are no PTR records to follow with, since `ptrRecords.enabled` is false; leave out one of the two";
    report({ code: "MONITOR_IDLE", path, message });
    return;
  }
  if (privateZones.length === 0 || reverse.length === 0) {
    const [none, argument] = privateZones.length === 0 ? ["private", "privateZones"] : ["reverse", "reverseZones"];
    const message = `there is no ${none} zone for it; leave it out, or add one to \`${argument}\``;
    report({ code: "MONITOR_IDLE", path, message });
    return;
  }
  const zoneOf = (name: (typeof reverse)[number]) => ({ zoneName: withoutFinalDot(name), zoneId: LONGEST_ZONE_ID });
  const { logicalName, config: part } = monitorPart(description);
  const zones = { zones: privateZones.map(({ name }) => zoneOf(name)), reverseZones: reverse.map(zoneOf) };
  checkSettingsSize({ logicalName, policy: policyOf(part.ptrRecords), guards: undefined }, zones, path, report);
}
