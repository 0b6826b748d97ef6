import {
  type ComparisonOperator,
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  type Dimension,
  ListTagsForResourceCommand,
  type MetricDataQuery,
  PutMetricAlarmCommand,
  type StandardUnit,
  type Statistic,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-cloudwatch";
import type { AwsConnection } from "../aws-connection";
import { prefixedName } from "../names";
import {
  blockOf,
  blocksOf,
  flagOf,
  numberOf,
  type Properties,
  type PropertyValue,
  requiredText,
  textOf,
  textsOf,
} from "../property-values";
import { type ResourceType, replacing, updating } from "../resource-type";
import { tagChange, tagList, tagOutputs } from "../tags";

const actions = { change: "update", set: true } as const;

export const metricAlarm: ResourceType = {
  token: "aws:cloudwatch/metricAlarm:MetricAlarm",
  tagged: true,
  nameLength: 255,
  arguments: {
    ...replacing("namePrefix"),
    ...updating("alarmDescription", "datapointsToAlarm", "dimensions", "extendedStatistic", "metricName"),
    ...updating("namespace", "period", "statistic", "threshold", "unit"),
    actionsEnabled: { change: "update", default: true },
    alarmActions: actions,
    comparisonOperator: { change: "update", required: true },
    evaluationPeriods: { change: "update", required: true },
    insufficientDataActions: actions,
    metricQueries: {
      change: "update",
      set: true,
      members: ["id", "accountId", "expression", "label", "metric", "period", "returnData"],
    },
    name: { change: "replace", computed: true },
    okActions: actions,
    treatMissingData: { change: "update", default: "missing" },
  },
  outputs: ["arn"],
  check(inputs) {
    const one = inputs.metricName !== undefined || inputs.statistic !== undefined;
    const several = inputs.metricQueries !== undefined;
    if (one && several) return [{ property: "metricQueries", reason: "conflicts with metricName" }];
    return one || several ? [] : [{ property: "metricName", reason: "one of metricName, metricQueries must be given" }];
  },
  async create(inputs, aws) {
    const name = textOf(inputs, "name") ?? prefixedName(requiredText(inputs, "namePrefix"));
    await put(name, inputs, aws, tagList(inputs));
    return name;
  },
  async read(id, aws) {
    const { MetricAlarms } = await aws.cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames: [id] }));
    const found = MetricAlarms?.[0];
    if (found?.AlarmArn === undefined) return undefined;
    const { Tags } = await aws.cloudWatch.send(new ListTagsForResourceCommand({ ResourceARN: found.AlarmArn }));
    return {
      arn: found.AlarmArn,
      name: found.AlarmName,
      actionsEnabled: found.ActionsEnabled ?? true,
      alarmActions: found.AlarmActions ?? [],
      alarmDescription: found.AlarmDescription ?? "",
      comparisonOperator: found.ComparisonOperator,
      datapointsToAlarm: found.DatapointsToAlarm ?? "",
      dimensions: dimensionMap(found.Dimensions),
      evaluationPeriods: found.EvaluationPeriods ?? 0,
      extendedStatistic: found.ExtendedStatistic ?? "",
      insufficientDataActions: found.InsufficientDataActions ?? [],
      metricName: found.MetricName ?? "",
      metricQueries: (found.Metrics ?? []).map(queryProperties),
      namespace: found.Namespace ?? "",
      okActions: found.OKActions ?? [],
      period: found.Period ?? "",
      statistic: found.Statistic ?? "",
      threshold: found.Threshold ?? "",
      treatMissingData: found.TreatMissingData ?? "missing",
      unit: found.Unit ?? "",
      ...tagOutputs(Tags),
    };
  },
  async update(update, aws) {
    const { id, inputs, oldOutputs, changed } = update;
    if ([...changed].some((name) => name !== "tags")) await put(id, inputs, aws, []);
    const tags = tagChange(update);
    const ResourceARN = requiredText(oldOutputs, "arn");
    if (tags !== undefined && tags.remove.length > 0) {
      await aws.cloudWatch.send(new UntagResourceCommand({ ResourceARN, TagKeys: [...tags.remove] }));
    }
    if (tags !== undefined && tags.set.length > 0) {
      await aws.cloudWatch.send(new TagResourceCommand({ ResourceARN, Tags: [...tags.set] }));
    }
  },
  async delete(id, aws) {
    await aws.cloudWatch.send(new DeleteAlarmsCommand({ AlarmNames: [id] }));
  },
};

async function put(
  AlarmName: string,
  inputs: Properties,
  aws: AwsConnection,
  Tags: { Key: string; Value: string }[],
): Promise<void> {
  const queries = blocksOf(inputs, "metricQueries");
  await aws.cloudWatch.send(
    new PutMetricAlarmCommand({
      AlarmName,
      ActionsEnabled: flagOf(inputs, "actionsEnabled"),
      AlarmActions: textsOf(inputs, "alarmActions"),
      AlarmDescription: textOf(inputs, "alarmDescription"),
      ComparisonOperator: requiredText(inputs, "comparisonOperator") as ComparisonOperator,
      DatapointsToAlarm: numberOf(inputs, "datapointsToAlarm"),
      EvaluationPeriods: numberOf(inputs, "evaluationPeriods"),
      InsufficientDataActions: textsOf(inputs, "insufficientDataActions"),
      OKActions: textsOf(inputs, "okActions"),
      Threshold: numberOf(inputs, "threshold"),
      TreatMissingData: textOf(inputs, "treatMissingData"),
      ...(queries.length > 0
        ? { Metrics: queries.map(queryCall) }
        : {
            Dimensions: dimensionList(inputs),
            ExtendedStatistic: textOf(inputs, "extendedStatistic"),
            MetricName: textOf(inputs, "metricName"),
            Namespace: textOf(inputs, "namespace"),
            Period: numberOf(inputs, "period"),
            Statistic: textOf(inputs, "statistic") as Statistic | undefined,
            Unit: textOf(inputs, "unit") as StandardUnit | undefined,
          }),
      ...(Tags.length > 0 && { Tags }),
    }),
  );
}

function dimensionList(block: Properties): Dimension[] {
  return Object.entries(blockOf(block, "dimensions") ?? {}).map(([Name, value]) => ({ Name, Value: String(value) }));
}

function dimensionMap(dimensions: readonly Dimension[] = []): PropertyValue {
  return Object.fromEntries(dimensions.map(({ Name = "", Value = "" }) => [Name, Value]));
}

function queryCall(query: Properties): MetricDataQuery {
  const metric = blockOf(query, "metric");
  return {
    Id: requiredText(query, "id"),
    AccountId: textOf(query, "accountId"),
    Expression: textOf(query, "expression"),
    Label: textOf(query, "label"),
    Period: numberOf(query, "period"),
    ReturnData: flagOf(query, "returnData") ?? false,
    ...(metric && {
      MetricStat: {
        Metric: {
          Namespace: textOf(metric, "namespace"),
          MetricName: requiredText(metric, "metricName"),
          Dimensions: dimensionList(metric),
        },
        Period: numberOf(metric, "period"),
        Stat: requiredText(metric, "stat"),
        Unit: textOf(metric, "unit") as StandardUnit | undefined,
      },
    }),
  };
}

function queryProperties(query: MetricDataQuery): PropertyValue {
  const measured = query.MetricStat;
  return {
    id: query.Id ?? "",
    accountId: query.AccountId ?? "",
    expression: query.Expression ?? "",
    label: query.Label ?? "",
    period: query.Period ?? "",
    returnData: query.ReturnData ?? true,
    ...(measured && {
      metric: {
        namespace: measured.Metric?.Namespace ?? "",
        metricName: measured.Metric?.MetricName ?? "",
        ...(measured.Metric?.Dimensions?.length && { dimensions: dimensionMap(measured.Metric.Dimensions) }),
        period: measured.Period ?? "",
        stat: measured.Stat ?? "",
        unit: measured.Unit ?? "",
      },
    }),
  };
}
