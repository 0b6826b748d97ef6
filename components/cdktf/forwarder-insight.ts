import type { PlannedForwarders } from "../core";
import { renderForwarderDashboard } from "../core/forwarder-dashboard";
import { idOfKey, level } from "./component";
import type { Place } from "./configuration-bucket";
import type { MetricQuery } from "./kit";
import { type TokenValues, tagsWith } from "./tokens";

/** The group that questions and answers are logged to, where they are. */
export function declareQueryLog<Provider>(
  { kit, scope, meta }: Place<Provider>,
  { logicalName, queryLogGroup, tags }: PlannedForwarders<TokenValues>,
): readonly { readonly arn: string }[] {
  const groups = queryLogGroup === undefined ? [] : [queryLogGroup];
  return groups.map(
    ({ name, retentionDays }) =>
      new kit.CloudwatchLogGroup(scope, "QueryLog", {
        name,
        retentionInDays: retentionDays,
        tags: tagsWith(tags, { Name: logicalName }, kit.functions),
        ...meta,
      }),
  );
}

/** Alarms and a dashboard about what forwarders say of themselves. */
export function declareInsight<Provider>(
  { kit, scope, meta }: Place<Provider>,
  plan: PlannedForwarders<TokenValues>,
  region: string,
): void {
  for (const alarm of plan.alarms) {
    new kit.CloudwatchMetricAlarm(level(scope, "Alarm"), idOfKey(alarm.key), {
      alarmName: alarm.logicalName,
      alarmDescription: alarm.description,
      comparisonOperator: alarm.comparisonOperator,
      threshold: alarm.threshold,
      evaluationPeriods: alarm.evaluationPeriods,
      treatMissingData: alarm.treatMissingData,
      metricQuery: alarm.queries.map((query) => ({ ...query }) as MetricQuery),
      alarmActions: plan.alarmActions,
      okActions: plan.alarmActions,
      tags: tagsWith(plan.tags, { Name: alarm.logicalName }, kit.functions),
      ...meta,
    });
  }
  const keys = plan.slots.map(({ key }) => key);
  new kit.CloudwatchDashboard(scope, "Dashboard", {
    dashboardName: plan.dashboardName,
    dashboardBody: renderForwarderDashboard(plan.logicalName, keys, region),
    ...meta,
  });
}
