import type { PlannedForwarders } from "../core";
import { renderForwarderDashboard } from "../core/forwarder-dashboard";
import { declareAlarms } from "./alarms";
import type { Place } from "./configuration-bucket";
import type { TokenValues } from "./tokens";

/** Alarms and a dashboard about what forwarders say of themselves. */
export function declareInsight<Provider>(
  place: Place<Provider>,
  plan: PlannedForwarders<TokenValues>,
  region: string,
): void {
  declareAlarms(place, plan);
  const keys = plan.slots.map(({ key }) => key);
  new place.kit.CloudwatchDashboard(place.scope, "Dashboard", {
    dashboardName: plan.dashboardName,
    dashboardBody: renderForwarderDashboard(plan.logicalName, keys, region),
    ...place.meta,
  });
}
