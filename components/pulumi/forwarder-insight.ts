import { Dashboard } from "@pulumi/aws/cloudwatch/dashboard";
import { MetricAlarm } from "@pulumi/aws/cloudwatch/metricAlarm";
import type * as pulumi from "@pulumi/pulumi";
import type { PlannedForwarders } from "../core/part-plan";
import type { InputValues } from "./hybrid-dns-args";
import { forwarderDashboard, stated, tagsWith } from "./inputs";

/** Alarms and a dashboard about what forwarders say of themselves. */
export function declareInsight(
  component: pulumi.ComponentResource,
  plan: PlannedForwarders<InputValues>,
  region: pulumi.Output<string>,
): void {
  for (const alarm of plan.alarms) {
    new MetricAlarm(
      alarm.logicalName,
      {
        name: alarm.logicalName,
        alarmDescription: alarm.description,
        comparisonOperator: alarm.comparisonOperator,
        threshold: alarm.threshold,
        evaluationPeriods: alarm.evaluationPeriods,
        treatMissingData: alarm.treatMissingData,
        metricQueries: alarm.queries.map((query) => stated(query)),
        alarmActions: plan.alarmActions,
        okActions: plan.alarmActions,
        tags: tagsWith(plan.tags, { Name: alarm.logicalName }),
      },
      { parent: component },
    );
  }
  new Dashboard(
    plan.logicalName,
    { dashboardName: plan.dashboardName, dashboardBody: forwarderDashboard(plan, region) },
    { parent: component },
  );
}
