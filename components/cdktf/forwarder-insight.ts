import type { PlannedForwarders } from "../core";
import { renderForwarderDashboard } from "../core/forwarder-dashboard";
import { declareAlarms } from "./alarms";
import type { Place } from "./configuration-bucket";
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
