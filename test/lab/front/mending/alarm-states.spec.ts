import assert from "node:assert/strict";
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  ListMetricsCommand,
  type MetricDataQuery,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  PutMetricDataCommand,
} from "@aws-sdk/client-cloudwatch";
import { clientOf, withFront } from "../running-front";

const period = 60;
const metric = (slot: string, MetricName = "Healthy") => ({
  Namespace: "HybridDNS",
  MetricName,
  Dimensions: [
    { Name: "Forwarders", Value: "acme-hub" },
    { Name: "Slot", Value: slot },
  ],
});

describe("the state of an alarm", () => {
  const running = withFront();
  let cloudWatch: CloudWatchClient;
  let made = 0;
  before(() => {
    cloudWatch = new CloudWatchClient(clientOf(running().front.endpoint));
  });

  /** Puts values into the last whole minutes, the newest last; none where there is a dash. */
  async function put(slot: string, values: string) {
    const whole = Math.floor(Date.now() / 60_000) * 60_000;
    const list = values.split(" ");
    const MetricData = list.flatMap((value, index) => {
      const Timestamp = new Date(whole - (list.length - index) * 60_000 + 10_000);
      return value === "-" ? [] : [{ ...metric(slot), Namespace: undefined, Value: Number(value), Timestamp }];
    });
    if (MetricData.length > 0) {
      await cloudWatch.send(new PutMetricDataCommand({ Namespace: "HybridDNS", MetricData }));
    }
  }
  async function stateOf(input: Omit<PutMetricAlarmCommandInput, "AlarmName">) {
    const AlarmName = `alarm-${made++}`;
    await cloudWatch.send(new PutMetricAlarmCommand({ AlarmName, ...input }));
    const { MetricAlarms } = await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames: [AlarmName] }));
    return MetricAlarms?.[0]?.StateValue;
  }
  const below = { ComparisonOperator: "LessThanThreshold", Threshold: 1, EvaluationPeriods: 3 } as const;

  const cases: readonly [
    values: string,
    treatment: string,
    datapoints: number | undefined,
    state: "ALARM" | "INSUFFICIENT_DATA" | "OK",
  ][] = [
    ["1 1 1 1 1", "breaching", undefined, "OK"],
    ["1 1 0 0 0", "breaching", undefined, "ALARM"],
    ["0 0 0 0 1", "breaching", undefined, "OK"],
    ["1 1 0 1 0", "breaching", 2, "ALARM"],
    ["- - - - -", "breaching", undefined, "ALARM"],
    ["- - - - -", "notBreaching", undefined, "OK"],
    ["- - - - -", "missing", undefined, "INSUFFICIENT_DATA"],
    ["- - - - -", "ignore", undefined, "INSUFFICIENT_DATA"],
    ["- - - - 0", "breaching", undefined, "ALARM"],
    ["- - - - 0", "notBreaching", undefined, "OK"],
    ["- 1 1 1 -", "breaching", undefined, "OK"],
    ["- 0 0 0 -", "notBreaching", undefined, "ALARM"],
  ];
  cases.forEach(([values, treatment, datapoints, state], index) => {
    it(`is ${state} after ${values}, ${datapoints ?? 3} of 3 below 1, ${treatment} data`, async () => {
      const slot = `case-${index}`;
      await put(slot, values);
      const found = await stateOf({
        ...below,
        ...metric(slot),
        Period: period,
        Statistic: "Maximum",
        TreatMissingData: treatment,
        ...(datapoints !== undefined && { DatapointsToAlarm: datapoints }),
      });
      assert.equal(found, state);
    });
  });

  const queries = (expression: string, ...slots: string[]): MetricDataQuery[] => [
    { Id: "shown", Expression: expression, Label: "shown", ReturnData: true },
    ...slots.map((slot, index) => ({
      Id: `slot${index + 1}`,
      ReturnData: false,
      MetricStat: { Metric: metric(slot), Period: period, Stat: "Maximum" },
    })),
  ];
  const expressions: readonly [string, "ALARM" | "OK"][] = [
    ["MAX([FILL(slot1, 0), FILL(slot2, 0)])", "OK"],
    ["MIN([FILL(slot1, 0), FILL(slot2, 0)])", "ALARM"],
    ["FILL(slot2, 0) + FILL(slot3, 0)", "ALARM"],
    ["SUM(METRICS()) - 1", "ALARM"],
    ["IF(slot1 > 0, 1, 0)", "OK"],
    ["slot1 / 2", "ALARM"],
  ];
  for (const [expression, state] of expressions) {
    it(`is ${state} by ${expression}, where only the first of three slots is healthy`, async () => {
      await put("math-1", "1 1 1 1 1");
      await put("math-2", "- - - 0 0");
      const Metrics = queries(expression, "math-1", "math-2", "math-3");
      assert.equal(await stateOf({ ...below, Metrics, TreatMissingData: "breaching" }), state);
    });
  }

  it("is told apart by both dimensions of its metric, as lists and values of metrics are", async () => {
    await put("told-a", "1 1");
    await put("told-b", "0 0");
    const { Metrics } = await cloudWatch.send(new ListMetricsCommand({ Namespace: "HybridDNS" }));
    const slots = Metrics!.flatMap(({ Dimensions }) => Dimensions!.find(({ Name }) => Name === "Slot")!.Value!);
    assert.deepEqual(slots.filter((slot) => slot.startsWith("told")).sort(), ["told-a", "told-b"]);
    const { MetricDataResults } = await cloudWatch.send(
      new GetMetricDataCommand({
        StartTime: new Date(Date.now() - 600_000),
        EndTime: new Date(),
        MetricDataQueries: [{ Id: "a", MetricStat: { Metric: metric("told-b"), Period: 60, Stat: "Maximum" } }],
      }),
    );
    assert.deepEqual(MetricDataResults![0]!.Values, [0, 0]);
  });
});
