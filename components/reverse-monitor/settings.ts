import { MONITOR_VARIABLE, type ReverseMonitorSettings } from "../core/reverse-monitor-contract";
import type { ReverseSyncConfig } from "../core/reverse-sync-config";

/** What the stack told this function. */
export interface Settings {
  readonly name: string;
  readonly sync: ReverseSyncConfig;
  /** Roles that list zones of other accounts, by zone id. */
  readonly roleArns: ReadonlyMap<string, string>;
}

/** @throws an Error when the function was not told what it needs */
export function readSettings(environment: { readonly [name: string]: string | undefined }): Settings {
  const text = environment[MONITOR_VARIABLE];
  if (text === undefined)
    throw new Error(`the environment has no ${MONITOR_VARIABLE}; deploy the ReverseMonitor again`);
  const { name, zoneIds, reverseZoneIds, roleArns = {}, ptrRecords, guards }: ReverseMonitorSettings = JSON.parse(text);
  return {
    name,
    sync: {
      forwardZoneIds: { ...zoneIds },
      reverseZoneIds: { ...reverseZoneIds },
      policy: ptrRecords,
      guards,
    },
    roleArns: new Map(Object.entries(roleArns).map(([zoneName, roleArn]) => [zoneIds[zoneName]!, roleArn])),
  };
}
