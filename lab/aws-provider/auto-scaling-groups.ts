import {
  type AutoScalingGroup,
  CreateOrUpdateTagsCommand,
  DeleteTagsCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeScalingActivitiesCommand,
  DisableMetricsCollectionCommand,
  EnableMetricsCollectionCommand,
  type RefreshStrategy,
  ResumeProcessesCommand,
  StartInstanceRefreshCommand,
  SuspendProcessesCommand,
} from "@aws-sdk/client-auto-scaling";
import type { AwsConnection } from "./aws-connection";
import { canonicalText } from "./comparison";
import { blockOf, blocksOf, flagOf, numberOf, type Properties, requiredText, textOf, textsOf } from "./property-values";
import { waitFor } from "./waiting";

export async function findGroup(name: string, aws: AwsConnection): Promise<AutoScalingGroup | undefined> {
  const call = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] });
  return (await aws.autoScaling.send(call)).AutoScalingGroups?.[0];
}

/** What making and changing a group have in common; tags go along only when it is made. */
export function groupCall(name: string, inputs: Properties, purpose: "create" | "update") {
  const template = blockOf(inputs, "launchTemplate") ?? {};
  const policy = blockOf(inputs, "instanceMaintenancePolicy");
  const zones = textsOf(inputs, "availabilityZones");
  const subnets = textsOf(inputs, "vpcZoneIdentifiers");
  const policies = textsOf(inputs, "terminationPolicies");
  // Without a policy it is taken away by numbers that none could have.
  const noPolicy = purpose === "update" ? { MinHealthyPercentage: -1, MaxHealthyPercentage: -1 } : undefined;
  return {
    AutoScalingGroupName: name,
    MinSize: numberOf(inputs, "minSize") ?? 0,
    MaxSize: numberOf(inputs, "maxSize") ?? 0,
    DesiredCapacity: numberOf(inputs, "desiredCapacity"),
    CapacityRebalance: flagOf(inputs, "capacityRebalance"),
    DefaultCooldown: numberOf(inputs, "defaultCooldown"),
    DefaultInstanceWarmup: numberOf(inputs, "defaultInstanceWarmup"),
    HealthCheckGracePeriod: numberOf(inputs, "healthCheckGracePeriod"),
    HealthCheckType: textOf(inputs, "healthCheckType"),
    MaxInstanceLifetime: numberOf(inputs, "maxInstanceLifetime"),
    NewInstancesProtectedFromScaleIn: flagOf(inputs, "protectFromScaleIn"),
    LaunchTemplate: {
      LaunchTemplateId: textOf(template, "id"),
      ...(textOf(template, "id") === undefined && { LaunchTemplateName: textOf(template, "name") }),
      Version: textOf(template, "version") ?? "$Default",
    },
    InstanceMaintenancePolicy: policy
      ? {
          MinHealthyPercentage: numberOf(policy, "minHealthyPercentage"),
          MaxHealthyPercentage: numberOf(policy, "maxHealthyPercentage"),
        }
      : noPolicy,
    ...(zones.length > 0 && { AvailabilityZones: zones }),
    ...(subnets.length > 0 && { VPCZoneIdentifier: subnets.join() }),
    ...(policies.length > 0 && { TerminationPolicies: policies }),
    ...(purpose === "create" && { Tags: blocksOf(inputs, "tags").map((block) => tagCall(name, block)) }),
  };
}

function tagCall(name: string, block: Properties) {
  return {
    ResourceId: name,
    ResourceType: "auto-scaling-group",
    Key: requiredText(block, "key"),
    Value: textOf(block, "value") ?? "",
    PropagateAtLaunch: flagOf(block, "propagateAtLaunch") ?? false,
  };
}

/** Tags, suspended processes and metrics have calls of their own. */
export async function setGroupExtras(
  name: string,
  inputs: Properties,
  oldInputs: Properties,
  aws: AwsConnection,
): Promise<void> {
  const AutoScalingGroupName = name;
  const client = aws.autoScaling;
  const made = Object.keys(oldInputs).length === 0;
  const old = blocksOf(oldInputs, "tags").map((block) => tagCall(name, block));
  const now = blocksOf(inputs, "tags").map((block) => tagCall(name, block));
  const gone = old.filter(({ Key }) => !now.some((tag) => tag.Key === Key));
  const before = new Set(old.map((tag) => canonicalText(tag)));
  const set = now.filter((tag) => !made && !before.has(canonicalText(tag)));
  if (gone.length > 0) await client.send(new DeleteTagsCommand({ Tags: gone }));
  if (set.length > 0) await client.send(new CreateOrUpdateTagsCommand({ Tags: set }));

  const processes = change(textsOf(oldInputs, "suspendedProcesses"), textsOf(inputs, "suspendedProcesses"));
  if (processes.gone.length > 0) {
    await client.send(new ResumeProcessesCommand({ AutoScalingGroupName, ScalingProcesses: processes.gone }));
  }
  if (processes.added.length > 0) {
    await client.send(new SuspendProcessesCommand({ AutoScalingGroupName, ScalingProcesses: processes.added }));
  }
  const metrics = change(textsOf(oldInputs, "enabledMetrics"), textsOf(inputs, "enabledMetrics"));
  if (metrics.gone.length > 0) {
    await client.send(new DisableMetricsCollectionCommand({ AutoScalingGroupName, Metrics: metrics.gone }));
  }
  if (metrics.added.length > 0) {
    const Granularity = textOf(inputs, "metricsGranularity") ?? "1Minute";
    const Metrics = textsOf(inputs, "enabledMetrics");
    await client.send(new EnableMetricsCollectionCommand({ AutoScalingGroupName, Granularity, Metrics }));
  }
}

/** As the real provider does: for another template or version, not for a new version behind `$Latest`. */
export async function refreshInstances(
  AutoScalingGroupName: string,
  inputs: Properties,
  changed: ReadonlySet<string>,
  aws: AwsConnection,
): Promise<void> {
  const refresh = blockOf(inputs, "instanceRefresh");
  if (refresh === undefined) return;
  const triggers = ["launchTemplate", ...textsOf(refresh, "triggers")];
  if (!triggers.some((name) => changed.has(name))) return;
  const preferences = blockOf(refresh, "preferences") ?? {};
  await aws.autoScaling.send(
    new StartInstanceRefreshCommand({
      AutoScalingGroupName,
      Strategy: (textOf(refresh, "strategy") ?? "Rolling") as RefreshStrategy,
      Preferences: {
        MinHealthyPercentage: numberOf(preferences, "minHealthyPercentage"),
        MaxHealthyPercentage: numberOf(preferences, "maxHealthyPercentage"),
        SkipMatching: flagOf(preferences, "skipMatching"),
      },
    }),
  );
}

function change(old: readonly string[], now: readonly string[]) {
  return {
    added: now.filter((each) => !old.includes(each)),
    gone: old.filter((each) => !now.includes(each)),
  };
}

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** e.g. `1h30m` */
function durationMs(text: string): number {
  return [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)].reduce(
    (total, [, number, unit = "s"]) => total + Number(number) * (unitMs[unit] ?? 0),
    0,
  );
}

/**
 * Until as many instances are in service as should be. A launch that fails ends the waiting, as with the real provider,
 * unless `ignoreFailedScalingActivities` is given.
 */
export async function waitForCapacity(name: string, inputs: Properties, aws: AwsConnection): Promise<void> {
  const limitMs = durationMs(textOf(inputs, "waitForCapacityTimeout") ?? "10m");
  if (limitMs === 0) return;
  const start = Date.now();
  const patient = flagOf(inputs, "ignoreFailedScalingActivities") ?? false;
  await waitFor(
    `capacity of ${name}`,
    async () => {
      const group = await findGroup(name, aws);
      const wanted = group?.DesiredCapacity ?? 0;
      const serving = group?.Instances?.filter(
        ({ LifecycleState, HealthStatus }) => LifecycleState === "InService" && HealthStatus === "Healthy",
      );
      if ((serving?.length ?? 0) >= wanted) return true;
      const call = new DescribeScalingActivitiesCommand({ AutoScalingGroupName: name });
      const { Activities } = await aws.autoScaling.send(call);
      const failed = Activities?.find(
        ({ StatusCode, EndTime }) => StatusCode === "Failed" && (EndTime?.getTime() ?? 0) >= start - 1_000,
      );
      if (failed && !patient) {
        throw new Error(`scaling activity (${failed.ActivityId}): Failed: ${failed.StatusMessage}`);
      }
      return undefined;
    },
    limitMs,
  );
}
