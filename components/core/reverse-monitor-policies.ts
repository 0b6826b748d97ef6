import type { ExplainedStatement } from "./forwarder-policies";

/** Who may be the function: Lambda only. */
export const assumedByFunction: readonly ExplainedStatement[] = [
  {
    why: "Lambda runs the function as this role; nobody else becomes it.",
    statement: {
      Sid: "FunctionsAreMonitors",
      Effect: "Allow",
      Principal: { Service: "lambda.amazonaws.com" },
      Action: "sts:AssumeRole",
    },
  },
];

const RECORD_TYPES = "route53:ChangeResourceRecordSetsRecordTypes";

/** What a reverse monitor's policy is about. */
export interface MonitorArns {
  readonly partition: string;
  /** Ids of the zones of this account that are followed, and of those that are written. */
  readonly zoneIds: readonly string[];
  readonly reverseZoneIds: readonly string[];
  /** Whether CNAME records lead from one of the reverse zones to classless child zones among them. */
  readonly writesCnames: boolean;
  /** Of roles in other accounts. */
  readonly roleArns: readonly string[];
  readonly queueArn: string;
  /** Without `:*` at its end. */
  readonly logGroupArn: string;
}

/** All that the function may do. Of Route 53: list some zones, and write PTR records, and nothing else, into some of these. */
export function monitorStatements(about: MonitorArns): readonly ExplainedStatement[] {
  const { partition, queueArn, logGroupArn } = about;
  const zoneArn = (id: string) => `arn:${partition}:route53:::hostedzone/${id.replace(/^\/?hostedzone\//, "")}`;
  const reverse = about.reverseZoneIds.map(zoneArn);
  const roleArns = [...new Set(about.roleArns)];
  return [
    {
      why: "The addresses that it follows, and the PTR records that are there. No other zone.",
      statement: {
        Sid: "ListsItsZones",
        Effect: "Allow",
        Action: "route53:ListResourceRecordSets",
        Resource: [...about.zoneIds.map(zoneArn), ...reverse],
      },
    },
    {
      why: `The reverse zones only, and in them ${about.writesCnames ? "PTR records, and CNAME records to classless child zones," : "PTR records"} only: no NS, SOA or address record can be changed.`,
      statement: {
        Sid: "WritesPtrRecords",
        Effect: "Allow",
        Action: "route53:ChangeResourceRecordSets",
        Resource: reverse,
        Condition: {
          "ForAllValues:StringEquals": { [RECORD_TYPES]: about.writesCnames ? ["CNAME", "PTR"] : ["PTR"] },
          Null: { [RECORD_TYPES]: "false" },
        },
      },
    },
    ...(roleArns.length === 0
      ? []
      : [
          {
            why: "Zones of other accounts are listed as these roles; what those may do is said there.",
            statement: {
              Sid: "ListsZonesOfOtherAccounts",
              Effect: "Allow",
              Action: "sts:AssumeRole",
              Resource: roleArns,
            },
          } as const,
        ]),
    {
      why: "Lambda fetches events for the function as the function's role, from its own queue.",
      statement: {
        Sid: "TakesEvents",
        Effect: "Allow",
        Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
        Resource: queueArn,
      },
    },
    {
      why: "What it says, in its own log group. Lambda makes up the names of the streams in it.",
      statement: {
        Sid: "SaysWhatItDid",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: `${logGroupArn}:log-stream:*`,
      },
    },
  ];
}

/** Who may put events into the function's queue. */
export function monitorQueueStatements(queueArn: string, ruleArns: readonly string[]): readonly ExplainedStatement[] {
  return [
    {
      why: "EventBridge puts events into the queue, for the monitor's own two rules only.",
      statement: {
        Sid: "RulesSendEvents",
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: queueArn,
        Condition: { ArnEquals: { "aws:SourceArn": ruleArns } },
      },
    },
    {
      why: "Nothing is sent or taken but encrypted on the way.",
      statement: {
        Sid: "OnlyEncrypted",
        Effect: "Deny",
        Principal: "*",
        Action: "sqs:*",
        Resource: queueArn,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    },
  ];
}

/** Who may hand events on from the region where they arrive. */
export const assumedByEvents: readonly ExplainedStatement[] = [
  {
    why: "EventBridge hands events on as this role; nobody else becomes it.",
    statement: {
      Sid: "EventsAreHandedOn",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sts:AssumeRole",
    },
  },
];

/** What whoever hands events on may do. */
export function relayStatements(busArn: string): readonly ExplainedStatement[] {
  return [
    {
      why: "To the event bus of the region where the monitor is, and to no other.",
      statement: { Sid: "HandsEventsOn", Effect: "Allow", Action: "events:PutEvents", Resource: busArn },
    },
  ];
}
