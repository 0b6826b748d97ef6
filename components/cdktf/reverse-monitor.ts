import type { Construct } from "constructs";
import { type PlannedReverseMonitor, planReverseMonitor } from "../core";
import { renderPolicy } from "../core/forwarder-policies";
import { MONITOR_VARIABLE } from "../core/reverse-monitor-contract";
import {
  assumedByEvents,
  assumedByFunction,
  monitorQueueStatements,
  relayStatements,
} from "../core/reverse-monitor-policies";
import {
  renderEventPattern,
  renderMonitorPolicy,
  renderMonitorSettings,
  renderRedrivePolicy,
} from "../core/reverse-monitor-texts";
import { archiveHash, reverseMonitorArchive } from "../io/reverse-monitor-archive";
import { declareAlarms } from "./alarms";
import { Component, keyIn, level } from "./component";
import type { Kit } from "./kit";
import type { ReverseMonitorProps } from "./part-props";
import { busOfArn, type TokenValues, tagsWith, tokenReader } from "./tokens";

type Plan<Provider> = PlannedReverseMonitor<TokenValues<Provider>>;

/**
 * A function that keeps PTR records right for addresses that anybody writes into some zones: other stacks, consoles, instances.
 *
 * ```ts
 * new ReverseMonitor(stack, "corp", { zoneIds: { "cloud.acmecorp.com": zone.zoneId, "20.10.in-addr.arpa": reverse.zoneId } });
 * ```
 *
 * All zones of a `HybridDns`: its `zoneIds`, or simply its `ptrRecords.monitor`. Zones of another account: `roleArns`, roles
 * there that may list them. A stack outside us-east-1: `eventsProvider`, a provider for that region, else only the schedule
 * notices what changes. Who is told when something is wrong: `alarmActions`.
 *
 * A PTR record is the function's when all its targets lie in the zones that it follows; any other is a conflict, counted and
 * left alone. Do not let a `PtrRecords` write into the same zones, unless that is `monitored`.
 *
 * Declares an `aws_lambda_function` with its role and log group, an `aws_sqs_queue` with one for dead letters, two
 * `aws_cloudwatch_event_rule` with their targets, and five alarms; with `eventsProvider` a rule and a role more.
 *
 * Costs about $3 a month: seven metrics, five alarms, and next to nothing for some 3,000 short runs. Each run reads all zones.
 */
export class ReverseMonitor<Provider> extends Component<Provider> {
  /** Of the function in Lambda. */
  readonly functionName: string;
  /** Queue of events that were given up. */
  readonly deadLetterQueueUrl: string;

  constructor(kit: Kit<Provider>, scope: Construct, id: string, props: ReverseMonitorProps<Provider>) {
    const { provider, ...config } = props;
    super(kit, scope, id, provider);
    const plan = this.accept(planReverseMonitor(this.logicalName, config, tokenReader<Provider>(kit.functions)));
    const tags = this.tags(plan, plan.logicalName);

    const { queue, deadLetters } = this.declareQueues(plan);
    const logGroup = new kit.CloudwatchLogGroup(this, "LogGroup", {
      name: plan.logGroup.name,
      retentionInDays: plan.logGroup.retentionDays,
      tags,
      ...this.meta,
    });
    const assumeRolePolicy = renderPolicy(assumedByFunction);
    const role = new kit.IamRole(this, "Role", { assumeRolePolicy, tags, ...this.meta });
    const arns = { queueArn: queue.arn, logGroupArn: logGroup.arn };
    const policy = new kit.IamRolePolicy(this, "RolePolicy", {
      role: role.name,
      policy: renderMonitorPolicy(plan, plan, arns),
      ...this.meta,
    });
    const { name: functionName, memoryMegabytes, timeoutSeconds, architecture, ...rest } = plan.function;
    const archive = reverseMonitorArchive();
    const run = new kit.LambdaFunction(this, "Function", {
      ...rest,
      functionName,
      filename: kit.functions.file(this, "Code", archive),
      sourceCodeHash: archiveHash(archive),
      role: role.arn,
      architectures: [architecture],
      memorySize: memoryMegabytes,
      timeout: timeoutSeconds,
      environment: { variables: { [MONITOR_VARIABLE]: renderMonitorSettings(plan, plan) } },
      loggingConfig: { logFormat: "Text", logGroup: logGroup.name },
      tags,
      dependsOn: [policy],
      ...this.meta,
    });
    new kit.LambdaEventSourceMapping(this, "Mapping", {
      functionName: run.arn,
      eventSourceArn: queue.arn,
      batchSize: plan.queue.batchSize,
      functionResponseTypes: ["ReportBatchItemFailures"],
      ...this.meta,
    });
    this.declareRules(plan, queue);
    declareAlarms({ kit, scope: this, meta: this.meta }, plan);
    this.functionName = run.functionName;
    this.deadLetterQueueUrl = deadLetters.url;
  }

  private tags(plan: Plan<Provider>, name: string) {
    return tagsWith(plan.tags, { Name: name }, this.kit.functions);
  }

  private declareQueues(plan: Plan<Provider>) {
    const { queue: planned, deadLetterQueue } = plan;
    const key = keyIn(plan.logicalName, deadLetterQueue.logicalName);
    const deadLetters = new this.kit.SqsQueue(level(this, "Queues"), key, {
      name: deadLetterQueue.name,
      fifoQueue: true,
      contentBasedDeduplication: true,
      messageRetentionSeconds: deadLetterQueue.retentionSeconds,
      sqsManagedSseEnabled: true,
      tags: this.tags(plan, deadLetterQueue.logicalName),
      ...this.meta,
    });
    const queue = new this.kit.SqsQueue(this, "Queue", {
      name: planned.name,
      fifoQueue: true,
      contentBasedDeduplication: true,
      delaySeconds: planned.delaySeconds,
      visibilityTimeoutSeconds: planned.visibilityTimeoutSeconds,
      messageRetentionSeconds: planned.retentionSeconds,
      sqsManagedSseEnabled: true,
      redrivePolicy: renderRedrivePolicy(deadLetters.arn, planned.tries),
      tags: this.tags(plan, plan.logicalName),
      ...this.meta,
    });
    return { queue, deadLetters };
  }

  /** What puts events into the queue: changes of zones, handed on from where they arrive, and the schedule. */
  private declareRules(plan: Plan<Provider>, queue: { readonly arn: string; readonly url: string }): void {
    const { kit } = this;
    const eventPattern = renderEventPattern(plan);
    const { changes, schedule } = plan;
    const rules = [
      { ...changes, when: { eventPattern } },
      { ...schedule, when: { scheduleExpression: schedule.expression } },
    ].map(({ logicalName, description, when }) => {
      const key = keyIn(plan.logicalName, logicalName);
      const tags = this.tags(plan, logicalName);
      const rule = new kit.CloudwatchEventRule(level(this, "Rule"), key, { description, ...when, tags, ...this.meta });
      const sqsTarget = { messageGroupId: plan.queue.messageGroup };
      const target = { rule: rule.name, arn: queue.arn, sqsTarget, ...this.meta };
      new kit.CloudwatchEventTarget(level(this, "Target"), key, target);
      return rule.arn;
    });
    const policy = renderPolicy(monitorQueueStatements(queue.arn, rules));
    new kit.SqsQueuePolicy(this, "QueuePolicy", { queueUrl: queue.url, policy, ...this.meta });
    if (plan.relay !== undefined) this.declareRelay(plan, plan.relay, queue.arn, eventPattern);
  }

  private declareRelay(
    plan: Plan<Provider>,
    { logicalName, description, provider }: NonNullable<Plan<Provider>["relay"]>,
    queueArn: string,
    eventPattern: string,
  ): void {
    const { kit } = this;
    const relay = level(level(this, "Relay"), keyIn(plan.logicalName, logicalName));
    const tags = this.tags(plan, logicalName);
    // By a name: in a policy, which is JSON, an expression's own quotes would be escaped.
    const bus = kit.functions.local(relay, "EventBus", busOfArn(queueArn));
    const assumeRolePolicy = renderPolicy(assumedByEvents);
    const role = new kit.IamRole(relay, "Role", { assumeRolePolicy, tags, ...this.meta });
    const policy = renderPolicy(relayStatements(bus));
    new kit.IamRolePolicy(relay, "RolePolicy", { role: role.name, policy, ...this.meta });
    const there = { provider: provider as NonNullable<Provider> };
    const rule = new kit.CloudwatchEventRule(relay, "Rule", { description, eventPattern, tags, ...there });
    new kit.CloudwatchEventTarget(relay, "Target", { rule: rule.name, arn: bus, roleArn: role.arn, ...there });
  }
}
