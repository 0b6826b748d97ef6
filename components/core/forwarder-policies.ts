import { BOOTSTRAP_FOLDER } from "./forwarder-bootstrap";
import { DESIRED_STATE_KEY } from "./forwarder-contract";
import { METRIC_NAMESPACE } from "./forwarder-metrics";

/** What one statement of a policy is there for, beside the statement. */
export interface ExplainedStatement {
  readonly why: string;
  readonly statement: PolicyStatement;
}

export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | { readonly Service: string };
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: { readonly [operator: string]: { readonly [key: string]: string | readonly string[] } };
}

/** Who may be a forwarder: instances only. */
export const assumedByInstances: readonly ExplainedStatement[] = [
  {
    why: "An instance that is started with the instance profile becomes the role; nobody else does.",
    statement: {
      Sid: "InstancesAreForwarders",
      Effect: "Allow",
      Principal: { Service: "ec2.amazonaws.com" },
      Action: "sts:AssumeRole",
    },
  },
];

/** All that a forwarder may do. It needs no permission of EC2: it makes way by powering itself off. */
export function forwarderStatements(bucketArn: string): readonly ExplainedStatement[] {
  return [
    {
      why: "What it should be, the configuration for that, and whether the others are up before it makes way for a new image.",
      statement: {
        Sid: "ReadsWhatItShouldBe",
        Effect: "Allow",
        Action: "s3:GetObject",
        Resource: [`${bucketArn}/${DESIRED_STATE_KEY}`, `${bucketArn}/configuration/*`, `${bucketArn}/reports/*`],
      },
    },
    {
      why: "Its report, which `hybrid-dns status` reads. It cannot change what any forwarder should be.",
      statement: {
        Sid: "ReportsWhatItIs",
        Effect: "Allow",
        Action: "s3:PutObject",
        Resource: `${bucketArn}/reports/*`,
      },
    },
    {
      why: "Its metrics, in one namespace only. CloudWatch has no resource level for this action.",
      statement: {
        Sid: "MeasuresItself",
        Effect: "Allow",
        Action: "cloudwatch:PutMetricData",
        Resource: "*",
        Condition: { StringEquals: { "cloudwatch:namespace": METRIC_NAMESPACE } },
      },
    },
  ];
}

/** What a forwarder may do besides with `bootstrap`. */
export function bootstrapStatements(bucketArn: string): readonly ExplainedStatement[] {
  return [
    {
      why: "The script that makes a forwarder of a plain system.",
      statement: {
        Sid: "BecomesAForwarder",
        Effect: "Allow",
        Action: "s3:GetObject",
        Resource: `${bucketArn}/${BOOTSTRAP_FOLDER}/*`,
      },
    },
  ];
}

/** What a forwarder may do besides with `queryLogs`. */
export function queryLogStatements(logGroupArn: string): readonly ExplainedStatement[] {
  return [
    {
      why: "Its questions and answers, each forwarder in a stream of its own; it reads and deletes none.",
      statement: {
        Sid: "LogsQuestions",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: `${logGroupArn}:log-stream:*`,
      },
    },
  ];
}

/** What nobody may do with the bucket, whatever else allows it. */
export function bucketStatements(bucketArn: string): readonly ExplainedStatement[] {
  return [
    {
      why: "Nothing is read or written but encrypted on the way.",
      statement: {
        Sid: "OnlyEncrypted",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [bucketArn, `${bucketArn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    },
  ];
}

export function renderPolicy(statements: readonly ExplainedStatement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements.map(({ statement }) => statement) });
}
