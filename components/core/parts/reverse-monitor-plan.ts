import { checkComponentName, checkRoleName } from "../checks/logical-name-check";
import { checkPtrPolicy } from "../checks/ptr-policy-check";
import { holdsPtrRecords } from "../classless-zone";
import { withoutFinalDot } from "../domain-name";
import type { Planning } from "../part-plan";
import type { PlannedMonitoredZone, PlannedReverseMonitor } from "../planned-reverse-monitor";
import { argument, entriesInOrder } from "../reading/argument-path";
import { reverseMonitorArguments } from "../reading/description-schema";
import { type Report, readZoneKeys, unknownKey } from "../reading/written-values";
import { reverseMonitorAlarms } from "../reverse-monitor-alarms";
import type { ReverseMonitorConfig } from "../reverse-monitor-config";
import { ENVIRONMENT_BYTES, MONITOR_VARIABLE } from "../reverse-monitor-contract";
import { type KnownZones, renderMonitorSettings, type ToldOfMonitor } from "../reverse-monitor-texts";
import { ownTexts, type PlainValues, type ValueReader, type Values } from "../values";
import { planPart } from "./planning";

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

/** A run reads all zones at ten calls a second, and writes at a hundred records a second: so long takes 30,000 of these. */
const TIMEOUT_SECONDS = 5 * MINUTE;

/** A message is nobody else's while the function has it, and is tried again after that. */
const VISIBILITY_SECONDS = TIMEOUT_SECONDS + MINUTE;

/** What nobody knows yet is as long at most; a role's ARN is seldom longer. */
export const LONGEST_ZONE_ID = "Z".repeat(32);
const LONG_ROLE_ARN = "a".repeat(110);

/** Checks and plans a reverse monitor. */
export function planReverseMonitor<V extends Values>(
  logicalName: string,
  config: ReverseMonitorConfig<V>,
  reader?: ValueReader<V>,
): Planning<PlannedReverseMonitor<V>> {
  return planPart<V, ReverseMonitorConfig<V>, PlannedReverseMonitor<V>>(
    config,
    reverseMonitorArguments,
    reader,
    (read, values, report) => {
      checkComponentName(logicalName, report);
      checkRoleName(longestName(String(logicalName)), "name", "take a shorter name", report);
      const zones = zonesOf(read, report);
      checkPolicy(read, report);
      checkSize(logicalName, read, zones, values, report);
      return () => plan(String(logicalName), read, zones);
    },
  );
}

/** Of all that is named after a monitor, what is called longest. */
export function longestName(logicalName: string): string {
  return `${logicalName}-schedule`;
}

interface Zones<V extends Values> {
  readonly followed: readonly PlannedMonitoredZone<V>[];
  readonly reverse: readonly PlannedMonitoredZone<V>[];
}

function zonesOf<V extends Values>(config: ReverseMonitorConfig<V>, report: Report): Zones<V> {
  const zones = readZoneKeys(entriesInOrder(config.zoneIds), "zoneIds", report);
  const roles = readZoneKeys(entriesInOrder(config.roleArns), "roleArns", report);
  const names = zones.map(({ name }) => withoutFinalDot(name));
  for (const { name, path } of roles) {
    const key = withoutFinalDot(name);
    if (!names.includes(key)) report({ ...unknownKey("zone", key, names), code: "UNKNOWN_ZONE", path });
    else if (holdsPtrRecords(name)) {
      const message = "reverse zones are written as the function's own role; leave the role out";
      report({ code: "VALUE_NOT_ALLOWED", path, message });
    }
  }
  const planned = zones.map(({ name, config: zoneId }) => ({
    zoneName: withoutFinalDot(name),
    zoneId,
    roleArn: roles.find((role) => role.name === name)?.config,
  }));
  const reverse = planned.filter(({ zoneName }) => holdsPtrRecords(zoneName));
  const followed = planned.filter((zone) => !reverse.includes(zone));
  const missing = (which: string, example: string) =>
    report({ code: "ZONE_ID_MISSING", path: "zoneIds", message: `there is no ${which} among them, e.g. "${example}"` });
  if (followed.length === 0) missing("zone with addresses", "cloud.acmecorp.com");
  if (reverse.length === 0) missing("reverse zone", "20.10.in-addr.arpa");
  return { followed, reverse };
}

function checkPolicy<V extends Values>({ ptrRecords }: ReverseMonitorConfig<V>, report: Report): void {
  checkPtrPolicy(ptrRecords, "ptrRecords", report);
  if (ptrRecords?.enabled === false) {
    const message = "got false: the function would delete all its PTR records; leave the monitor out";
    report({ code: "VALUE_NOT_ALLOWED", path: argument("ptrRecords", "enabled"), message });
  }
}

/** Whether Lambda takes what the function is told; what is unknown counts as long as it can be. */
function checkSize<V extends Values>(
  logicalName: string,
  { ptrRecords, guards }: ReverseMonitorConfig<V>,
  { followed, reverse }: Zones<V>,
  reader: ValueReader<V>,
  report: Report,
): void {
  const sized = (zones: readonly PlannedMonitoredZone<V>[]): PlannedMonitoredZone[] =>
    zones.map(({ zoneName, zoneId, roleArn }) => ({
      zoneName,
      zoneId: reader.text(zoneId) ?? LONGEST_ZONE_ID,
      ...(roleArn !== undefined && { roleArn: reader.text(roleArn) ?? LONG_ROLE_ARN }),
    }));
  const told = { zones: sized(followed), reverseZones: sized(reverse) };
  checkSettingsSize({ logicalName, policy: policyOf(ptrRecords), guards }, told, "zoneIds", report);
}

/** Reports settings that are more than a function's environment takes. */
export function checkSettingsSize(
  told: ToldOfMonitor<PlainValues>,
  zones: KnownZones,
  path: string,
  report: Report,
): void {
  // Every name in it is ASCII.
  const size = MONITOR_VARIABLE.length + renderMonitorSettings(told, zones).length;
  if (size <= ENVIRONMENT_BYTES) return;
  const count = `${zones.zones.length} zones and ${zones.reverseZones.length} reverse zones`;
  const message = `the function would be told ${size} characters, of which Lambda takes ${ENVIRONMENT_BYTES}: ${count}, names and ids, and what is excluded; name one wider reverse zone in place of many, patterns in place of many names, or split the zones over two monitors with reverse zones of their own`;
  report({ code: "MONITOR_TOO_LARGE", path, message });
}

/** Whether there are PTR records is no question for a monitor. */
export function policyOf(config: ReverseMonitorConfig["ptrRecords"]): PlannedReverseMonitor["policy"] {
  if (config === undefined) return undefined;
  const { enabled: _, ...policy } = config;
  return Object.fromEntries(Object.entries(policy).filter(([, value]) => value !== undefined));
}

function plan<V extends Values>(
  logicalName: string,
  config: ReverseMonitorConfig<V>,
  { followed, reverse }: Zones<V>,
): PlannedReverseMonitor<V> {
  // Lambda and SQS take letters, digits, `-` and `_`.
  const name = logicalName.replaceAll(".", "-");
  const { scheduleMinutes = 15, windowSeconds = 15, eventsProvider: provider, tags } = config;
  const queueName = `${name}.fifo`;
  const deadLetterQueueName = `${name}-dead-letters.fifo`;
  return {
    logicalName,
    partition: config.partition ?? "aws",
    zones: followed,
    reverseZones: reverse,
    policy: policyOf(config.ptrRecords),
    guards: config.guards,
    function: {
      name,
      description: "Keeps PTR records right, whoever makes the addresses",
      runtime: "nodejs22.x",
      handler: "index.handler",
      architecture: "arm64",
      memoryMegabytes: 512,
      timeoutSeconds: TIMEOUT_SECONDS,
    },
    logGroup: { name: `/aws/lambda/${name}`, retentionDays: 30 },
    queue: {
      name: queueName,
      delaySeconds: windowSeconds,
      visibilityTimeoutSeconds: VISIBILITY_SECONDS,
      retentionSeconds: DAY,
      tries: 3,
      messageGroup: "reverse-zones",
      batchSize: 10,
    },
    deadLetterQueue: {
      logicalName: `${logicalName}-dead-letters`,
      name: deadLetterQueueName,
      retentionSeconds: 14 * DAY,
    },
    changes: { logicalName: `${logicalName}-changes`, description: "Changes of the zones that are followed" },
    schedule: {
      logicalName: longestName(logicalName),
      description: "Looks at everything, since events may be missed",
      expression: `rate(${scheduleMinutes} ${scheduleMinutes === 1 ? "minute" : "minutes"})`,
    },
    relay:
      provider === undefined
        ? undefined
        : { logicalName: `${logicalName}-relay`, description: "Hands changes of zones on to the monitor", provider },
    alarms: reverseMonitorAlarms({
      logicalName,
      functionName: name,
      queueName,
      deadLetterQueueName,
      scheduleMinutes,
    }),
    alarmActions: config.alarmActions ?? ownTexts<V>([]),
    tags,
  };
}
