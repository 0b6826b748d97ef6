import { MetricAlarm } from "@pulumi/aws/cloudwatch/metricAlarm";
import type * as pulumi from "@pulumi/pulumi";
import type { PlannedAlarm } from "../core/part-plan";
import type { InputValues } from "./hybrid-dns-args";
import { stated, tagsWith } from "./inputs";

/** Alarms of a component, and whom they tell. */
export interface Alarms {
  readonly alarms: readonly PlannedAlarm[];
  readonly alarmActions: InputValues["texts"];
  readonly tags: InputValues["textMap"] | undefined;
}

export function declareAlarms(component: pulumi.ComponentResource, { alarms, alarmActions, tags }: Alarms): void {
  for (const alarm of alarms) {
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
        alarmActions,
        okActions: alarmActions,
        tags: tagsWith(tags, { Name: alarm.logicalName }),
      },
      { parent: component },
    );
  }
}
