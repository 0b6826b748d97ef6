import {
  CreateAutoScalingGroupCommand,
  DeleteAutoScalingGroupCommand,
  type DeleteAutoScalingGroupCommandInput,
  UpdateAutoScalingGroupCommand,
} from "@aws-sdk/client-auto-scaling";
import { findGroup, groupCall, refreshInstances, setGroupExtras, waitForCapacity } from "../auto-scaling-groups";
import type { AwsConnection } from "../aws-connection";
import { prefixedName } from "../names";
import { flagOf, requiredText, textOf } from "../property-values";
import { type ResourceType, replacing, updating } from "../resource-type";
import { waitFor } from "../waiting";

export const autoScalingGroup: ResourceType = {
  token: "aws:autoscaling/group:Group",
  // A list of its own kind: each says whether it goes to the instances.
  tagged: false,
  nameLength: 255,
  arguments: {
    ...replacing("namePrefix"),
    ...updating("capacityRebalance", "defaultInstanceWarmup", "maxInstanceLifetime", "terminationPolicies"),
    availabilityZones: { change: "update", computed: true, set: true },
    defaultCooldown: { change: "update", computed: true },
    desiredCapacity: { change: "update", computed: true },
    enabledMetrics: { change: "update", set: true },
    forceDelete: { change: "kept", default: false },
    healthCheckGracePeriod: { change: "update", default: 300 },
    healthCheckType: { change: "update", computed: true },
    ignoreFailedScalingActivities: { change: "kept", default: false },
    instanceMaintenancePolicy: { change: "update", members: ["minHealthyPercentage", "maxHealthyPercentage"] },
    instanceRefresh: { change: "kept", members: ["preferences", "strategy", "triggers"] },
    launchTemplate: { change: "update", required: true, members: ["id", "name", "version"] },
    maxSize: { change: "update", required: true },
    metricsGranularity: { change: "kept", default: "1Minute" },
    minSize: { change: "update", required: true },
    name: { change: "replace", computed: true },
    protectFromScaleIn: { change: "update", default: false },
    suspendedProcesses: { change: "update", set: true },
    tags: { change: "update", set: true, members: ["key", "value", "propagateAtLaunch"] },
    vpcZoneIdentifiers: { change: "update", computed: true, set: true },
    waitForCapacityTimeout: { change: "kept", default: "10m" },
  },
  outputs: ["arn"],
  check: (inputs) => [
    ...(inputs.availabilityZones !== undefined && inputs.vpcZoneIdentifiers !== undefined
      ? [{ property: "availabilityZones", reason: "conflicts with vpcZoneIdentifiers" }]
      : []),
    ...(/^(\d+(\.\d+)?(ms|s|m|h))+$|^0$/.test(textOf(inputs, "waitForCapacityTimeout") ?? "0")
      ? []
      : [{ property: "waitForCapacityTimeout", reason: "cannot be parsed as a duration, such as 10m" }]),
  ],
  async create(inputs, aws) {
    const AutoScalingGroupName = textOf(inputs, "name") ?? prefixedName(requiredText(inputs, "namePrefix"));
    const call = groupCall(AutoScalingGroupName, inputs, "create");
    await aws.autoScaling.send(new CreateAutoScalingGroupCommand(call));
    return AutoScalingGroupName;
  },
  async finish(id, inputs, aws) {
    await setGroupExtras(id, inputs, {}, aws);
    await waitForCapacity(id, inputs, aws);
  },
  async read(id, aws) {
    const found = await findGroup(id, aws);
    if (found === undefined) return undefined;
    const policy = found.InstanceMaintenancePolicy;
    const template = found.LaunchTemplate;
    return {
      arn: found.AutoScalingGroupARN ?? "",
      name: found.AutoScalingGroupName,
      availabilityZones: found.AvailabilityZones ?? [],
      capacityRebalance: found.CapacityRebalance ?? false,
      defaultCooldown: found.DefaultCooldown ?? 300,
      ...(found.DefaultInstanceWarmup !== undefined && { defaultInstanceWarmup: found.DefaultInstanceWarmup }),
      desiredCapacity: found.DesiredCapacity ?? 0,
      enabledMetrics: (found.EnabledMetrics ?? []).flatMap(({ Metric }) => Metric ?? []),
      healthCheckGracePeriod: found.HealthCheckGracePeriod ?? 0,
      healthCheckType: found.HealthCheckType ?? "EC2",
      ...(policy && {
        instanceMaintenancePolicy: {
          minHealthyPercentage: policy.MinHealthyPercentage ?? -1,
          maxHealthyPercentage: policy.MaxHealthyPercentage ?? -1,
        },
      }),
      launchTemplate: {
        id: template?.LaunchTemplateId ?? "",
        name: template?.LaunchTemplateName ?? "",
        version: template?.Version ?? "",
      },
      ...(found.MaxInstanceLifetime !== undefined && { maxInstanceLifetime: found.MaxInstanceLifetime }),
      maxSize: found.MaxSize ?? 0,
      minSize: found.MinSize ?? 0,
      protectFromScaleIn: found.NewInstancesProtectedFromScaleIn ?? false,
      suspendedProcesses: (found.SuspendedProcesses ?? []).flatMap(({ ProcessName }) => ProcessName ?? []),
      tags: (found.Tags ?? [])
        .filter(({ Key }) => !Key?.startsWith("aws:"))
        .map(({ Key = "", Value = "", PropagateAtLaunch = false }) => ({
          key: Key,
          value: Value,
          propagateAtLaunch: PropagateAtLaunch,
        })),
      ...(found.TerminationPolicies?.join() !== "Default" && {
        terminationPolicies: found.TerminationPolicies ?? [],
      }),
      vpcZoneIdentifiers: (found.VPCZoneIdentifier ?? "").split(",").filter((subnet) => subnet !== ""),
    };
  },
  async update({ id, inputs, oldInputs, changed }, aws) {
    await aws.autoScaling.send(new UpdateAutoScalingGroupCommand(groupCall(id, inputs, "update")));
    await setGroupExtras(id, inputs, oldInputs, aws);
    await refreshInstances(id, inputs, changed, aws);
    if (["desiredCapacity", "minSize"].some((name) => changed.has(name))) await waitForCapacity(id, inputs, aws);
  },
  async delete(id, aws, state) {
    const force = flagOf(state, "forceDelete") ?? false;
    if (!force) await drain(id, aws);
    const call: DeleteAutoScalingGroupCommandInput = { AutoScalingGroupName: id, ForceDelete: force };
    if ((await findGroup(id, aws)) !== undefined) await aws.autoScaling.send(new DeleteAutoScalingGroupCommand(call));
    await waitFor(`${id} deleted`, async () => ((await findGroup(id, aws)) === undefined ? true : undefined));
  },
};

/** A group without instances can be deleted; those that it has end first. */
async function drain(id: string, aws: AwsConnection): Promise<void> {
  if ((await findGroup(id, aws)) === undefined) return;
  const nothing = { MinSize: 0, MaxSize: 0, DesiredCapacity: 0 };
  await aws.autoScaling.send(new UpdateAutoScalingGroupCommand({ AutoScalingGroupName: id, ...nothing }));
  await waitFor(`${id} without instances`, async () =>
    (await findGroup(id, aws))?.Instances?.length ? undefined : true,
  );
}
