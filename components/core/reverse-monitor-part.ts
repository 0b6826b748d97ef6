import { backendOf } from "./backend";
import { namesHiddenEverywhere } from "./checks/hidden-record-check";
import { withoutFinalDot } from "./domain-name";
import type { PlannedPart } from "./planned-part";
import { compareText } from "./reading/argument-path";
import { describeRecords } from "./reading/described-record";
import type { Description } from "./reading/description";
import type { ReverseMonitorConfig } from "./reverse-monitor-config";
import type { Values } from "./values";

/** Of the monitor of a hybrid DNS, e.g. `acme-reverse-monitor`. */
export const MONITOR_KEY = "reverse-monitor";

/** The function that follows what anybody writes into the private zones, by the policy of the stack's own PTR records. */
export function monitorPart<V extends Values>(
  description: Description<V>,
): PlannedPart<Omit<ReverseMonitorConfig<V>, "zoneIds">> {
  const { name, config } = description;
  const { monitor: _, ...policy } = config.ptrRecords ?? {};
  const exclude = [...(policy.exclude ?? []), ...namesWithoutPtr(description)];
  return {
    key: MONITOR_KEY,
    logicalName: `${name}-${MONITOR_KEY}`,
    config: {
      ptrRecords: { ...policy, ...(exclude.length > 0 && { exclude }) },
      // Who hears of forwarders hears of this too.
      alarmActions: backendOf(config.backend).config.alarmActions,
      eventsProvider: config.eventsProvider,
      partition: config.partition,
      tags: config.tags,
    },
  };
}

/** Names that have no PTR record by their own `ptr: false`, or because nobody can ask for them. */
function namesWithoutPtr<V extends Values>(description: Description<V>): readonly string[] {
  const names = description.privateZones.flatMap((zone) => [
    ...namesHiddenEverywhere(zone, description),
    ...describeRecords(zone.config.records, zone.name, "", () => {})
      // As a pattern a wildcard would be more than itself, and has no PTR record anyway.
      .filter(({ name, config }) => config.ptr === false && !name.startsWith("*."))
      .map(({ name }) => name),
  ]);
  return [...new Set(names)].map(withoutFinalDot).sort(compareText);
}
