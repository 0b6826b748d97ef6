import type { AwsConnection } from "./aws-connection";

/** e.g. `arn:aws:ec2:eu-central-1:123456789012:vpc/vpc-1` */
export async function arn(aws: AwsConnection, service: string, resource: string, owner?: string): Promise<string> {
  return `arn:${aws.partition}:${service}:${aws.region}:${owner ?? (await aws.accountId())}:${resource}`;
}

/** What a service must have given; anything else is a broken emulator. */
export function given<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`the answer holds no ${what}`);
  return value;
}
