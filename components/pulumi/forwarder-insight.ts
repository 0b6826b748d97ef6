import { Dashboard } from "@pulumi/aws/cloudwatch/dashboard";
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup";
import type * as pulumi from "@pulumi/pulumi";
import type { PlannedForwarders } from "../core/part-plan";
import { declareAlarms } from "./alarms";
import type { InputValues } from "./hybrid-dns-args";
import { forwarderDashboard, tagsWith } from "./inputs";
import { present } from "./present";

/** The group that questions and answers are logged to, where they are. */
export function declareQueryLog(
  component: pulumi.ComponentResource,
  { logicalName, queryLogGroup, tags }: PlannedForwarders<InputValues>,
): readonly LogGroup[] {
  return present(queryLogGroup).map(
    ({ name, retentionDays }) =>
      new LogGroup(
        logicalName,
        { name, retentionInDays: retentionDays, tags: tagsWith(tags, { Name: logicalName }) },
        { parent: component },
      ),
  );
}

/** Alarms and a dashboard about what forwarders say of themselves. */
export function declareInsight(
  component: pulumi.ComponentResource,
  plan: PlannedForwarders<InputValues>,
  region: pulumi.Output<string>,
): void {
  declareAlarms(component, plan);
  new Dashboard(
    plan.logicalName,
    { dashboardName: plan.dashboardName, dashboardBody: forwarderDashboard(plan, region) },
    { parent: component },
  );
}
