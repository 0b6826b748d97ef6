import { DeleteDashboardsCommand, GetDashboardCommand, PutDashboardCommand } from "@aws-sdk/client-cloudwatch";
import type { AwsConnection } from "../aws-connection";
import { canonicalText } from "../comparison";
import { type Properties, type PropertyValue, requiredText, textOf } from "../property-values";
import type { ResourceType } from "../resource-type";

export const dashboard: ResourceType = {
  token: "aws:cloudwatch/dashboard:Dashboard",
  tagged: false,
  arguments: {
    dashboardBody: { change: "update", required: true, normalise: normalJson },
    dashboardName: { change: "replace", required: true },
  },
  outputs: ["dashboardArn"],
  check(inputs) {
    const body = textOf(inputs, "dashboardBody");
    try {
      if (body !== undefined) JSON.parse(body);
      return [];
    } catch (error) {
      return [{ property: "dashboardBody", reason: `contains an invalid JSON: ${(error as Error).message}` }];
    }
  },
  async create(inputs, aws) {
    await put(inputs, aws);
    return requiredText(inputs, "dashboardName");
  },
  async read(id, aws) {
    const found = await aws.cloudWatch.send(new GetDashboardCommand({ DashboardName: id }));
    return { dashboardName: id, dashboardBody: found.DashboardBody ?? "", dashboardArn: found.DashboardArn ?? "" };
  },
  async update({ inputs }, aws) {
    await put(inputs, aws);
  },
  async delete(id, aws) {
    await aws.cloudWatch.send(new DeleteDashboardsCommand({ DashboardNames: [id] }));
  },
};

async function put(inputs: Properties, aws: AwsConnection): Promise<void> {
  const { DashboardValidationMessages = [] } = await aws.cloudWatch.send(
    new PutDashboardCommand({
      DashboardName: requiredText(inputs, "dashboardName"),
      DashboardBody: requiredText(inputs, "dashboardBody"),
    }),
  );
  const [first] = DashboardValidationMessages;
  if (first) throw new Error(`${first.DataPath}: ${first.Message}`);
}

function normalJson(value: PropertyValue): PropertyValue {
  try {
    return canonicalText(JSON.parse(String(value)));
  } catch {
    return value;
  }
}
