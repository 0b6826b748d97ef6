import type { PlannedAlarm } from "../core";
import { idOfKey, level } from "./component";
import type { Place } from "./configuration-bucket";
import type { MetricQuery, TextMap } from "./kit-arguments";
import { tagsWith } from "./tokens";

/** Alarms of a component, and whom they tell. */
export interface Alarms {
  readonly alarms: readonly PlannedAlarm[];
  readonly alarmActions: string[];
  readonly tags: TextMap | undefined;
}

export function declareAlarms<Provider>(
  { kit, scope, meta }: Place<Provider>,
  { alarms, alarmActions, tags }: Alarms,
): void {
  for (const alarm of alarms) {
    new kit.CloudwatchMetricAlarm(level(scope, "Alarm"), idOfKey(alarm.key), {
      alarmName: alarm.logicalName,
      alarmDescription: alarm.description,
      comparisonOperator: alarm.comparisonOperator,
      threshold: alarm.threshold,
      evaluationPeriods: alarm.evaluationPeriods,
      treatMissingData: alarm.treatMissingData,
      metricQuery: alarm.queries.map((query) => ({ ...query }) as MetricQuery),
      alarmActions,
      okActions: alarmActions,
      tags: tagsWith(tags, { Name: alarm.logicalName }, kit.functions),
      ...meta,
    });
  }
}
