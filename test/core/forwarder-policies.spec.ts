import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  assumedByInstances,
  bootstrapStatements,
  bucketStatements,
  forwarderStatements,
  type PolicyStatement,
  queryLogStatements,
  renderPolicy,
} from "../../components/core/forwarder-policies";
import { projectFolder } from "../../set-up/paths";

const BUCKET = "arn:aws:s3:::BUCKET";

/** Actions for which AWS has no resource level (Service Authorization Reference), and what narrows them instead. */
const WITHOUT_RESOURCE: { readonly [action: string]: string } = {
  "cloudwatch:PutMetricData": "cloudwatch:namespace",
};

const LOG_GROUP = "arn:aws:logs:REGION:ACCOUNT:log-group:/hybrid-dns/NAME/queries";

const policies = {
  "what forwarders may do": forwarderStatements(BUCKET),
  "what they may do besides with `bootstrap`": bootstrapStatements(BUCKET),
  "what they may do besides with `queryLogging`": queryLogStatements(LOG_GROUP),
  "who may be a forwarder": assumedByInstances,
  "what nobody may do with the bucket": bucketStatements(BUCKET),
};

const listOf = (texts: string | readonly string[] | undefined): readonly string[] =>
  texts === undefined ? [] : typeof texts === "string" ? [texts] : texts;

describe("The policies of forwarders", () => {
  const allowed = Object.values(policies).flatMap((statements) =>
    statements.map(({ statement }) => statement).filter(({ Effect }) => Effect === "Allow"),
  );

  it("allow no action by a pattern", () => {
    const actions = allowed.flatMap(({ Action }) => listOf(Action));
    assert.ok(actions.length >= 4);
    for (const action of actions) assert.match(action, /^[a-z0-9]+:[A-Za-z]+$/);
  });

  it("name resources, but where AWS has no resource level; a condition narrows those", () => {
    const open = allowed.filter(({ Resource }) => listOf(Resource).includes("*"));
    const keys = (statement: PolicyStatement) => Object.values(statement.Condition ?? {}).flatMap(Object.keys);
    assert.deepEqual(
      open.map((statement) => [statement.Action, ...keys(statement)]),
      Object.entries(WITHOUT_RESOURCE),
    );
    const named = allowed.filter(({ Principal }) => Principal === undefined).filter((each) => !open.includes(each));
    assert.ok(named.length > 0);
    for (const resource of named.flatMap(({ Resource }) => listOf(Resource)))
      assert.ok(
        [`${BUCKET}/`, `${LOG_GROUP}:`].some((ours) => resource.startsWith(ours)),
        resource,
      );
  });

  it("let a forwarder write its reports and nothing that says what forwarders should be", () => {
    const written = allowed.filter(({ Action }) => listOf(Action).includes("s3:PutObject"));
    assert.deepEqual(
      written.flatMap(({ Resource }) => listOf(Resource)),
      [`${BUCKET}/reports/*`],
    );
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
