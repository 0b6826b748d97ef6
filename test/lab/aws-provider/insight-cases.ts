import { DescribeAlarmsCommand, GetDashboardCommand, ListTagsForResourceCommand } from "@aws-sdk/client-cloudwatch";
import { DescribeLogGroupsCommand, ListTagsLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import { type ResourceCase, tagsOf, type World } from "./resource-case";

const topic = "arn:aws:sns:eu-central-1:123456789012:dns";
const dashboardBody = (markdown: string) =>
  JSON.stringify({ widgets: [{ type: "text", x: 0, y: 0, width: 3, height: 3, properties: { markdown } }] });
const metric = (slot: string) => ({
  namespace: "HybridDNS",
  metricName: "Healthy",
  period: 60,
  stat: "Maximum",
  dimensions: { Forwarders: "acme-hub", Slot: slot },
});

async function findAlarm({ id }: { id: string }, { cloudWatch }: World) {
  const { MetricAlarms } = await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames: [id] }));
  const found = MetricAlarms?.[0];
  const call = new ListTagsForResourceCommand({ ResourceARN: found?.AlarmArn });
  return {
    condition: `${found?.ComparisonOperator} ${found?.Threshold} ${found?.EvaluationPeriods} ${found?.TreatMissingData}`,
    metric: found?.MetricName,
    queries: found?.Metrics?.map(({ Id, Expression, ReturnData }) => `${Id} ${Expression} ${ReturnData}`),
    actions: found?.AlarmActions,
    tags: tagsOf((await cloudWatch.send(call)).Tags),
  };
}

async function findLogGroup({ id }: { id: string }, { cloudWatchLogs }: World) {
  const answer = await cloudWatchLogs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: id }));
  const { tags } = await cloudWatchLogs.send(new ListTagsLogGroupCommand({ logGroupName: id }));
  return { retention: answer.logGroups?.[0]?.retentionInDays, tags };
}

export const insightCases: readonly ResourceCase[] = [
  {
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    what: "of several metrics",
    given: () => ({
      name: "acme-hub-none-healthy",
      alarmDescription: "No forwarder is healthy.",
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      evaluationPeriods: 2,
      treatMissingData: "breaching",
      metricQueries: [
        { id: "highest", label: "Healthy", returnData: true, expression: "MAX([FILL(slot1, 0), FILL(slot2, 0)])" },
        { id: "slot1", label: "a", returnData: false, metric: metric("a") },
        { id: "slot2", label: "b", returnData: false, metric: metric("b") },
      ],
      alarmActions: [topic],
      tags: { team: "net" },
    }),
    described: findAlarm,
    expected: () => ({
      condition: "LessThanThreshold 1 2 breaching",
      metric: undefined,
      queries: ["highest MAX([FILL(slot1, 0), FILL(slot2, 0)]) true", "slot1 undefined false", "slot2 undefined false"],
      actions: [topic],
      tags: { team: "net" },
    }),
    outputs: ["arn"],
    inPlace: {
      change: () => ({ evaluationPeriods: 3, alarmActions: [], tags: { team: "dns", Name: "a" } }),
      changed: ["alarmActions", "evaluationPeriods", "tags"],
      expected: () => ({
        condition: "LessThanThreshold 1 3 breaching",
        metric: undefined,
        queries: [
          "highest MAX([FILL(slot1, 0), FILL(slot2, 0)]) true",
          "slot1 undefined false",
          "slot2 undefined false",
        ],
        actions: [],
        tags: { team: "dns", Name: "a" },
      }),
    },
    replacing: { change: () => ({ name: "another" }), names: ["name"] },
  },
  {
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    what: "of one metric",
    given: () => ({
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
      namespace: "HybridDNS",
      metricName: "PacketsDropped",
      dimensions: { Slot: "a" },
      period: 60,
      statistic: "Maximum",
    }),
    described: findAlarm,
    expected: () => ({
      condition: "GreaterThanThreshold 0 3 missing",
      metric: "PacketsDropped",
      queries: [],
      actions: [],
      tags: {},
    }),
    outputs: ["arn", "name"],
  },
  {
    type: "aws:cloudwatch/dashboard:Dashboard",
    given: () => ({ dashboardName: "acme-hub", dashboardBody: dashboardBody("one") }),
    described: async ({ id }, { cloudWatch }) =>
      (await cloudWatch.send(new GetDashboardCommand({ DashboardName: id }))).DashboardBody,
    expected: () => dashboardBody("one"),
    outputs: ["dashboardArn"],
    inPlace: {
      change: () => ({ dashboardBody: dashboardBody("two") }),
      changed: ["dashboardBody"],
      expected: () => dashboardBody("two"),
    },
    replacing: { change: () => ({ dashboardName: "acme-spoke" }), names: ["dashboardName"] },
  },
  {
    type: "aws:cloudwatch/logGroup:LogGroup",
    given: () => ({ name: "/hybrid-dns/acme-hub", retentionInDays: 7, tags: { team: "net" } }),
    described: findLogGroup,
    expected: () => ({ retention: 7, tags: { team: "net" } }),
    outputs: ["arn"],
    inPlace: {
      change: () => ({ retentionInDays: undefined, tags: { team: "dns" } }),
      changed: ["retentionInDays", "tags"],
      expected: () => ({ retention: undefined, tags: { team: "dns" } }),
    },
    replacing: { change: () => ({ name: "/hybrid-dns/other" }), names: ["name"] },
  },
];
