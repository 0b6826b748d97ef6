import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type ExplainedStatement, type PolicyStatement, renderPolicy } from "../../components/core/forwarder-policies";
import {
  assumedByEvents,
  assumedByFunction,
  monitorQueueStatements,
  monitorStatements,
  relayStatements,
} from "../../components/core/reverse-monitor-policies";
import { projectFolder } from "../../set-up/paths";

const QUEUE = "arn:aws:sqs:REGION:ACCOUNT:NAME.fifo";
const RULE = "arn:aws:events:REGION:ACCOUNT:rule/NAME";

const policies: { readonly [title: string]: readonly ExplainedStatement[] } = {
  "what the function may do": monitorStatements({
    partition: "aws",
    zoneIds: ["ZONE"],
    reverseZoneIds: ["REVERSE-ZONE"],
    writesCnames: false,
    roleArns: ["arn:aws:iam::OTHER-ACCOUNT:role/ROLE"],
    queueArn: QUEUE,
    logGroupArn: "arn:aws:logs:REGION:ACCOUNT:log-group:/aws/lambda/NAME",
  }),
  "who may be the function": assumedByFunction,
  "who may put events into its queue": monitorQueueStatements(QUEUE, [`${RULE}-changes`, `${RULE}-schedule`]),
  "who may hand events on": assumedByEvents,
  "where events may be handed on to": relayStatements("arn:aws:events:REGION:ACCOUNT:event-bus/default"),
};

const listOf = (texts: string | readonly string[] | undefined): readonly string[] => [texts ?? []].flat();

describe("The policies of a reverse monitor", () => {
  const allowed = Object.values(policies).flatMap((statements) =>
    statements.map(({ statement }) => statement).filter(({ Effect }) => Effect === "Allow"),
  );
  const withAction = (action: string): readonly PolicyStatement[] =>
    allowed.filter(({ Action }) => listOf(Action).includes(action));

  it("allow no action by a pattern, and nothing on everything", () => {
    for (const { Action, Resource } of allowed) {
      for (const action of listOf(Action)) assert.match(action, /^[a-z0-9]+:[A-Za-z]+$/);
      for (const resource of listOf(Resource)) {
        // Lambda makes up the names of log streams.
        assert.doesNotMatch(resource.replace(/:log-stream:[*]$/, ""), /[*]/);
      }
    }
  });

  it("let it list its own zones, and write PTR records and nothing else into reverse zones", () => {
    assert.deepEqual(
      withAction("route53:ListResourceRecordSets").flatMap(({ Resource }) => listOf(Resource)),
      ["arn:aws:route53:::hostedzone/ZONE", "arn:aws:route53:::hostedzone/REVERSE-ZONE"],
    );
    const [writes, ...others] = withAction("route53:ChangeResourceRecordSets");
    assert.deepEqual(others, []);
    assert.deepEqual(listOf(writes?.Resource), ["arn:aws:route53:::hostedzone/REVERSE-ZONE"]);
    assert.deepEqual(writes?.Condition, {
      "ForAllValues:StringEquals": { "route53:ChangeResourceRecordSetsRecordTypes": ["PTR"] },
      // A call without the key would pass the other condition.
      Null: { "route53:ChangeResourceRecordSetsRecordTypes": "false" },
    });
  });

  it("name no role where all zones are of one account", () => {
    const statements = monitorStatements({
      partition: "aws-cn",
      zoneIds: ["/hostedzone/Z1"],
      reverseZoneIds: ["Z2"],
      writesCnames: false,
      roleArns: [],
      queueArn: QUEUE,
      logGroupArn: "arn",
    });
    const text = renderPolicy(statements);
    assert.doesNotMatch(text, /sts:/);
    assert.match(text, /"arn:aws-cn:route53:::hostedzone\/Z1"/);
  });

  it("are in docs/security.md word for word, each statement with its reason", () => {
    const page = readFileSync(join(projectFolder, "docs", "security.md"), "utf8");
    for (const [title, statements] of Object.entries(policies)) {
      const shown = JSON.stringify(JSON.parse(renderPolicy(statements)), undefined, 2);
      assert.ok(page.includes(shown), `${title}: docs/security.md does not have\n${shown}`);
      for (const { why, statement } of statements) assert.ok(page.includes(`- \`${statement.Sid}\`: ${why}`), why);
    }
  });
});
