import { EventRule } from "@pulumi/aws/cloudwatch/eventRule";
import { EventTarget } from "@pulumi/aws/cloudwatch/eventTarget";
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy";
import { EventSourceMapping } from "@pulumi/aws/lambda/eventSourceMapping";
import { Function as LambdaFunction } from "@pulumi/aws/lambda/function";
import { Queue } from "@pulumi/aws/sqs/queue";
import { QueuePolicy } from "@pulumi/aws/sqs/queuePolicy";
import * as pulumi from "@pulumi/pulumi";
import { renderPolicy } from "../core/forwarder-policies";
import { planReverseMonitor } from "../core/parts/reverse-monitor-plan";
import type { PlannedReverseMonitor } from "../core/planned-reverse-monitor";
import { MONITOR_VARIABLE } from "../core/reverse-monitor-contract";
import {
  assumedByEvents,
  assumedByFunction,
  monitorQueueStatements,
  relayStatements,
} from "../core/reverse-monitor-policies";
import { reverseMonitorArchive } from "../io/reverse-monitor-archive";
import { declareAlarms } from "./alarms";
import type { InputValues } from "./hybrid-dns-args";
import { busOfArn, inputReader, monitorTexts, policyAbout, redrivePolicy, tagsWith } from "./inputs";
import type { ReverseMonitorArgs } from "./part-args";
import { present } from "./present";
import { acceptPlan } from "./problems";

const reverseMonitorType = "hybrid-dns:index:ReverseMonitor";

type Plan = PlannedReverseMonitor<InputValues>;

/**
 * A function that keeps PTR records right for addresses that anybody writes into some zones: other stacks, consoles, instances.
 *
 * ```ts
 * new ReverseMonitor("corp", { zoneIds: { "cloud.acmecorp.com": zone.zoneId, "20.10.in-addr.arpa": reverse.zoneId } });
 * ```
 *
 * All zones of a `HybridDns`: its `zoneIds`, or simply its `ptrRecords.monitor`. Zones of another account: `roleArns`, roles
 * there that may list them. A stack outside us-east-1: `eventsProvider`, a provider for that region, else only the schedule
 * notices what changes. Who is told when something is wrong: `alarmActions`.
 *
 * A PTR record is the function's when all its targets lie in the zones that it follows; any other is a conflict, counted and
 * left alone. Do not let a `PtrRecords` write into the same zones, unless that is `monitored`.
 *
 * Declares a function with its role and log group, a queue with one for dead letters, two rules with their targets, and five
 * alarms; with `eventsProvider` a rule and a role more.
 *
 * Costs about $3 a month: seven metrics, five alarms, and next to nothing for some 3,000 short runs. Each run reads all zones.
 */
export class ReverseMonitor extends pulumi.ComponentResource {
  /** Of the function in Lambda. */
  readonly functionName: pulumi.Output<string>;
  /** Queue of events that were given up. */
  readonly deadLetterQueueUrl: pulumi.Output<string>;

  constructor(name: string, args: ReverseMonitorArgs, opts?: pulumi.ComponentResourceOptions) {
    super(reverseMonitorType, name, {}, opts);
    const plan = acceptPlan(planReverseMonitor(name, args, inputReader), this, opts);
    const tags = tagsWith(plan.tags, { Name: plan.logicalName });
    const texts = monitorTexts(plan);

    const { queue, deadLetters } = declareQueues(this, plan);
    const logGroup = new LogGroup(
      plan.logicalName,
      { name: plan.logGroup.name, retentionInDays: plan.logGroup.retentionDays, tags },
      { parent: this },
    );
    const assumeRolePolicy = renderPolicy(assumedByFunction);
    const role = new Role(plan.logicalName, { assumeRolePolicy, tags }, { parent: this });
    const policy = new RolePolicy(
      plan.logicalName,
      { role: role.name, policy: texts.policy(queue.arn, logGroup.arn) },
      { parent: this },
    );
    const { name: functionName, memoryMegabytes, timeoutSeconds, architecture, ...rest } = plan.function;
    const run = new LambdaFunction(
      plan.logicalName,
      {
        ...rest,
        name: functionName,
        code: new pulumi.asset.FileArchive(reverseMonitorArchive()),
        role: role.arn,
        architectures: [architecture],
        memorySize: memoryMegabytes,
        timeout: timeoutSeconds,
        environment: { variables: { [MONITOR_VARIABLE]: texts.settings } },
        loggingConfig: { logFormat: "Text", logGroup: logGroup.name },
        tags,
      },
      { parent: this, dependsOn: [policy] },
    );
    new EventSourceMapping(
      plan.logicalName,
      {
        functionName: run.arn,
        eventSourceArn: queue.arn,
        batchSize: plan.queue.batchSize,
        functionResponseTypes: ["ReportBatchItemFailures"],
      },
      { parent: this },
    );
    declareRules(this, plan, queue, texts.eventPattern);
    declareAlarms(this, plan);
    this.functionName = run.name;
    this.deadLetterQueueUrl = deadLetters.url;
    this.registerOutputs({ functionName: this.functionName, deadLetterQueueUrl: this.deadLetterQueueUrl });
  }
}

function declareQueues(component: ReverseMonitor, { logicalName, queue: planned, deadLetterQueue, tags }: Plan) {
  const deadLetters = new Queue(
    deadLetterQueue.logicalName,
    {
      name: deadLetterQueue.name,
      fifoQueue: true,
      contentBasedDeduplication: true,
      messageRetentionSeconds: deadLetterQueue.retentionSeconds,
      sqsManagedSseEnabled: true,
      tags: tagsWith(tags, { Name: deadLetterQueue.logicalName }),
    },
    { parent: component },
  );
  const queue = new Queue(
    logicalName,
    {
      name: planned.name,
      fifoQueue: true,
      contentBasedDeduplication: true,
      delaySeconds: planned.delaySeconds,
      visibilityTimeoutSeconds: planned.visibilityTimeoutSeconds,
      messageRetentionSeconds: planned.retentionSeconds,
      sqsManagedSseEnabled: true,
      redrivePolicy: redrivePolicy(deadLetters.arn, planned.tries),
      tags: tagsWith(tags, { Name: logicalName }),
    },
    { parent: component },
  );
  return { queue, deadLetters };
}

/** What puts events into the queue: changes of zones, handed on from where they arrive, and the schedule. */
function declareRules(component: ReverseMonitor, plan: Plan, queue: Queue, eventPattern: pulumi.Output<string>): void {
  const { changes, schedule } = plan;
  const rules = [
    { ...changes, when: { eventPattern } },
    { ...schedule, when: { scheduleExpression: schedule.expression } },
  ].map(({ logicalName, description, when }) => {
    const tags = tagsWith(plan.tags, { Name: logicalName });
    const rule = new EventRule(logicalName, { description, ...when, tags }, { parent: component });
    const target = { rule: rule.name, arn: queue.arn, sqsTarget: { messageGroupId: plan.queue.messageGroup } };
    new EventTarget(logicalName, target, { parent: component });
    return rule;
  });
  const ruleArns = pulumi.all(rules.map(({ arn }) => arn));
  new QueuePolicy(
    plan.logicalName,
    {
      queueUrl: queue.url,
      policy: policyAbout(pulumi.all([queue.arn, ruleArns]), ([arn, of]) => monitorQueueStatements(arn, of)),
    },
    { parent: component },
  );
  for (const { logicalName, description, provider } of present(plan.relay)) {
    const [tags, bus] = [tagsWith(plan.tags, { Name: logicalName }), busOfArn(queue.arn)];
    const assumeRolePolicy = renderPolicy(assumedByEvents);
    const role = new Role(logicalName, { assumeRolePolicy, tags }, { parent: component });
    const policy = policyAbout(bus, relayStatements);
    new RolePolicy(logicalName, { role: role.name, policy }, { parent: component });
    const there = { parent: component, provider: provider! };
    const rule = new EventRule(logicalName, { description, eventPattern, tags }, there);
    new EventTarget(logicalName, { rule: rule.name, arn: bus, roleArn: role.arn }, there);
  }
}
