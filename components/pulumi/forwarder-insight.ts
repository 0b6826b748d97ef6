import { Dashboard } from "@pulumi/aws/cloudwatch/dashboard";
import type * as pulumi from "@pulumi/pulumi";
import type { PlannedForwarders } from "../core/part-plan";
import { declareAlarms } from "./alarms";
import type { InputValues } from "./hybrid-dns-args";
import { forwarderDashboard } from "./inputs";

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
