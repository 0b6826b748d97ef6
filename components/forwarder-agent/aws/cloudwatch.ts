import { METRIC_DIMENSIONS, METRIC_NAMESPACE } from "../../core/forwarder-metrics";
import type { SignedFetch } from "./signed-fetch";

export interface MetricDimensions {
  readonly forwarders: string;
  readonly slot: string;
}

/** CloudWatch takes more; these are a few. */
const MOST_ANSWER_BYTES = 65_536;

/**
 * Sends one value of each metric.
 *
 * @param at - milliseconds of the time of day
 * @throws {Error} when CloudWatch does not take them
 */
export async function putMetricData(
  endpoint: string,
  signed: SignedFetch,
  { forwarders, slot }: MetricDimensions,
  values: ReadonlyMap<string, number>,
  at: number,
): Promise<void> {
  const form = new URLSearchParams({ Action: "PutMetricData", Version: "2010-08-01", Namespace: METRIC_NAMESPACE });
  [...values].forEach(([name, value], index) => {
    const member = `MetricData.member.${index + 1}`;
    form.set(`${member}.MetricName`, name);
    form.set(`${member}.Value`, String(value));
    form.set(`${member}.Timestamp`, new Date(at).toISOString());
    form.set(`${member}.Dimensions.member.1.Name`, METRIC_DIMENSIONS.forwarders);
    form.set(`${member}.Dimensions.member.1.Value`, forwarders);
    form.set(`${member}.Dimensions.member.2.Name`, METRIC_DIMENSIONS.slot);
    form.set(`${member}.Dimensions.member.2.Value`, slot);
  });
  const { status, text } = await signed({
    service: "monitoring",
    method: "POST",
    url: `${endpoint}/`,
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    body: form.toString(),
    mostBytes: MOST_ANSWER_BYTES,
  });
  if (status !== 200)
    throw new Error(`CloudWatch: status ${status} ${/<Code>(\w{1,64})<\/Code>/.exec(text)?.[1] ?? ""}`.trim());
}
