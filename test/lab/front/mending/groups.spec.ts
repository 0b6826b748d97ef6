import assert from "node:assert/strict";
import {
  CreateAutoScalingGroupCommand,
  DeleteAutoScalingGroupCommand,
  DescribeInstanceRefreshesCommand,
  SetDesiredCapacityCommand,
  SetInstanceHealthCommand,
  StartInstanceRefreshCommand,
  TerminateInstanceInAutoScalingGroupCommand,
  UpdateAutoScalingGroupCommand,
} from "@aws-sdk/client-auto-scaling";
import {
  CreateLaunchTemplateVersionCommand,
  DescribeInstanceAttributeCommand,
  DescribeInstanceStatusCommand,
  DescribeVolumesCommand,
  StopInstancesCommand,
} from "@aws-sdk/client-ec2";
import { awsError, withFront } from "../running-front";
import { eventually, profileName, type SmallGroups, smallGroups } from "./small-group";
import { type SmallNetwork, smallNetwork } from "./small-network";

describe("a group of one instance on an interface of its own", () => {
  const running = withFront();
  let network: SmallNetwork;
  let groups: SmallGroups;
  let host = 20;
  /** A group at an address of its own. */
  async function groupAtAddress(given: Parameters<SmallGroups["makeGroup"]>[1] = {}) {
    const { NetworkInterfaceId, PrivateIpAddress } = await network.makeInterface(`10.7.1.${host++}`);
    const templateId = await groups.templateOn(NetworkInterfaceId!);
    const name = await groups.makeGroup(templateId, given);
    return { name, templateId, interfaceId: NetworkInterfaceId!, address: PrivateIpAddress! };
  }
  async function setState(id: string, state: string) {
    const address = `${running().front.endpoint}/_lab/instances/${id}`;
    const response = await fetch(address, { method: "POST", body: JSON.stringify({ state }) });
    const content = (await response.json()) as { instance?: string; state?: string; message?: string };
    return { status: response.status, content };
  }
  async function generation() {
    const response = await fetch(`${running().front.endpoint}/_lab/generation`);
    const content = (await response.json()) as { generation: number };
    return content.generation;
  }
  async function replacementOf(name: string, old: string, address: string) {
    const next = await groups.holder(name, (id) => id !== old);
    const instance = await network.describeInstance(next);
    assert.equal(instance.PrivateIpAddress, address);
    assert.equal((await network.describeInstance(old)).State?.Name, "terminated");
    return next;
  }
  before(async () => {
    network = await smallNetwork(running());
    groups = await smallGroups(running(), network);
  });

  it("launches it with all that the newest version of the template says", async () => {
    const { ec2 } = running();
    const { NetworkInterfaceId } = await network.makeInterface("10.7.1.10");
    const templateId = await groups.templateOn(NetworkInterfaceId!);
    const UserData = Buffer.from("#!/bin/sh\necho newest\n").toString("base64");
    const version = { LaunchTemplateId: templateId, SourceVersion: "1", LaunchTemplateData: { UserData } };
    await ec2.send(new CreateLaunchTemplateVersionCommand(version));
    const name = await groups.makeGroup(templateId, {
      Tags: [
        { Key: "slot", Value: "a", PropagateAtLaunch: true },
        { Key: "own", Value: "x", PropagateAtLaunch: false },
      ],
    });

    const id = await groups.holder(name);
    const instance = await network.describeInstance(id);
    assert.equal(instance.PrivateIpAddress, "10.7.1.10");
    assert.equal(instance.NetworkInterfaces?.[0]?.NetworkInterfaceId, NetworkInterfaceId);
    assert.equal(instance.SubnetId, network.subnetId);
    assert.equal(instance.InstanceType, "t4g.small");
    assert.deepEqual(
      [instance.MetadataOptions?.HttpTokens, instance.MetadataOptions?.HttpPutResponseHopLimit],
      ["required", 1],
    );
    assert.match(instance.IamInstanceProfile?.Arn ?? "", new RegExp(`/${profileName}$`));
    assert.deepEqual(Object.fromEntries(instance.Tags!.map(({ Key, Value }) => [Key, Value])), {
      Name: "acme-hub-a",
      slot: "a",
      "aws:autoscaling:groupName": name,
      "aws:ec2launchtemplate:id": templateId,
      "aws:ec2launchtemplate:version": "2",
    });
    const volumes = instance.BlockDeviceMappings!.map(({ Ebs }) => Ebs!.VolumeId!);
    const [volume] = (await ec2.send(new DescribeVolumesCommand({ VolumeIds: volumes }))).Volumes!;
    assert.deepEqual([volume!.Encrypted, volume!.Size, volume!.VolumeType], [true, 8, "gp3"]);
    assert.deepEqual(volume!.Tags, [{ Key: "team", Value: "net" }]);
    const attribute = (Attribute: "userData" | "instanceInitiatedShutdownBehavior") =>
      ec2.send(new DescribeInstanceAttributeCommand({ InstanceId: id, Attribute }));
    assert.equal((await attribute("userData")).UserData?.Value, UserData);
    assert.equal(
      (await attribute("instanceInitiatedShutdownBehavior")).InstanceInitiatedShutdownBehavior?.Value,
      "terminate",
    );
    const member = (await groups.describe(name))?.Instances?.[0];
    assert.deepEqual(
      [member?.LifecycleState, member?.HealthStatus, member?.LaunchTemplate?.Version],
      ["InService", "Healthy", "2"],
    );
  });

  it("waits for the interface while something else has it, says why, and launches when it is free", async () => {
    const { NetworkInterfaceId } = await network.makeInterface("10.7.1.11");
    const other = await network.runOn(NetworkInterfaceId!);
    const name = await groups.makeGroup(await groups.templateOn(NetworkInterfaceId!));
    assert.deepEqual((await groups.describe(name))?.Instances, []);
    const [failed] = await groups.activities(name);
    assert.equal(failed?.StatusCode, "Failed");
    assert.equal(failed?.StatusMessage, `Interface: [${NetworkInterfaceId}] in use. Launching EC2 instance failed.`);
    await network.terminate(other.InstanceId!);
    const id = await groups.holder(name);
    assert.equal((await network.describeInstance(id)).PrivateIpAddress, "10.7.1.11");
    assert.deepEqual(
      (await groups.activities(name)).map(({ StatusCode }) => StatusCode),
      ["Successful", "Failed"],
    );
  });

  const ends: Readonly<Record<string, (id: string) => Promise<unknown>>> = {
    "terminated through EC2": (id) => network.terminate(id),
    "terminated through Auto Scaling": (InstanceId) =>
      groups.autoScaling.send(
        new TerminateInstanceInAutoScalingGroupCommand({ InstanceId, ShouldDecrementDesiredCapacity: false }),
      ),
    "marked unhealthy": (InstanceId) =>
      groups.autoScaling.send(new SetInstanceHealthCommand({ InstanceId, HealthStatus: "Unhealthy" })),
    "stopped through EC2": (id) => running().ec2.send(new StopInstancesCommand({ InstanceIds: [id] })),
    "powered off by itself": (id) => setState(id, "powered-off"),
    "failing its status checks": (id) => setState(id, "impaired"),
  };
  for (const [how, end] of Object.entries(ends)) {
    it(`replaces it at the same address when it is ${how}`, async () => {
      const { name, address } = await groupAtAddress();
      const old = await groups.holder(name);
      await end(old);
      await replacementOf(name, old, address);
      const causes = (await groups.activities(name)).map(({ Description }) => Description?.split(" EC2")[0]);
      assert.deepEqual(causes, ["Launching a new", "Terminating", "Launching a new"]);
    });
  }

  it("leaves an instance with failing status checks alone during the grace period, one that is off never", async () => {
    const { name, address } = await groupAtAddress({ HealthCheckGracePeriod: 600 });
    const id = await groups.holder(name);
    await setState(id, "impaired");
    const status = await running().ec2.send(new DescribeInstanceStatusCommand({ InstanceIds: [id] }));
    assert.equal(status.InstanceStatuses?.[0]?.InstanceStatus?.Status, "impaired");
    const health = new SetInstanceHealthCommand({ InstanceId: id, HealthStatus: "Unhealthy" });
    await groups.autoScaling.send(health);
    assert.equal(await groups.holder(name), id);
    await setState(id, "powered-off");
    await replacementOf(name, id, address);
  });

  it("stops or terminates an instance that powers itself off, by its shutdown behaviour", async () => {
    const instance = await network.run({ SubnetId: network.subnetId });
    assert.deepEqual((await setState(instance.InstanceId!, "powered-off")).content, {
      instance: instance.InstanceId,
      state: "stopped",
    });
    const seen = await network.describeInstance(instance.InstanceId!);
    assert.equal(seen.StateReason?.Code, "Client.InstanceInitiatedShutdown");
    const InstanceInitiatedShutdownBehavior = "terminate";
    const other = await network.run({ SubnetId: network.subnetId, InstanceInitiatedShutdownBehavior });
    assert.equal((await setState(other.InstanceId!, "powered-off")).content.state, "terminated");
    assert.equal((await setState("i-0123456789abcdef0", "impaired")).status, 404);
    assert.equal((await setState(instance.InstanceId!, "gone")).status, 400);
  });

  it("has another generation number after what a group did by itself", async () => {
    const { name } = await groupAtAddress();
    const old = await groups.holder(name);
    const before = await generation();
    assert.equal(await generation(), before);
    await setState(old, "powered-off");
    await groups.holder(name, (id) => id !== old);
    // The end of the one, the start of the other, and what the lab itself said.
    await eventually("the replacement counted", async () => ((await generation()) >= before + 3 ? true : undefined));
  });

  it("ends and starts with its desired capacity, and is deleted with its instance only by force", async () => {
    const { name, interfaceId } = await groupAtAddress({ MinSize: 0, DesiredCapacity: 1 });
    const { autoScaling } = groups;
    const id = await groups.holder(name);
    const orders = { AutoScalingGroupName: name };
    await assert.rejects(autoScaling.send(new DeleteAutoScalingGroupCommand(orders)), awsError("ResourceInUseFault"));
    await assert.rejects(
      autoScaling.send(new SetDesiredCapacityCommand({ ...orders, DesiredCapacity: 2 })),
      awsError("ValidationError", "must be between"),
    );
    await autoScaling.send(new SetDesiredCapacityCommand({ ...orders, DesiredCapacity: 0 }));
    assert.deepEqual((await groups.describe(name))?.Instances, []);
    assert.equal((await network.describeInstance(id)).State?.Name, "terminated");
    await autoScaling.send(new SetDesiredCapacityCommand({ ...orders, DesiredCapacity: 1 }));
    const next = await groups.holder(name);
    await autoScaling.send(new DeleteAutoScalingGroupCommand({ ...orders, ForceDelete: true }));
    assert.equal(await groups.describe(name), undefined);
    assert.equal((await network.describeInstance(next)).State?.Name, "terminated");
    assert.equal((await network.describeInterface(interfaceId)).Status, "available");
  });

  it("replaces its instance in a refresh, unless it is as wanted and may be left", async () => {
    const { name, address } = await groupAtAddress();
    const old = await groups.holder(name);
    const { autoScaling } = groups;
    const refresh = (SkipMatching: boolean) =>
      autoScaling.send(new StartInstanceRefreshCommand({ AutoScalingGroupName: name, Preferences: { SkipMatching } }));
    await refresh(true);
    assert.equal(await groups.holder(name), old);
    const { InstanceRefreshId } = await refresh(false);
    await replacementOf(name, old, address);
    const call = new DescribeInstanceRefreshesCommand({
      AutoScalingGroupName: name,
      InstanceRefreshIds: [InstanceRefreshId!],
    });
    const { InstanceRefreshes } = await autoScaling.send(call);
    assert.equal(InstanceRefreshes?.[0]?.Status, "Successful");
  });

  it("keeps and shows what an update says", async () => {
    const { name, templateId } = await groupAtAddress();
    await groups.autoScaling.send(
      new UpdateAutoScalingGroupCommand({
        AutoScalingGroupName: name,
        DefaultCooldown: 10,
        HealthCheckGracePeriod: 5,
        TerminationPolicies: ["OldestInstance"],
        InstanceMaintenancePolicy: { MinHealthyPercentage: 0, MaxHealthyPercentage: 100 },
        LaunchTemplate: { LaunchTemplateId: templateId, Version: "1" },
      }),
    );
    const seen = await groups.describe(name);
    assert.deepEqual(
      [seen?.DefaultCooldown, seen?.HealthCheckGracePeriod, seen?.TerminationPolicies, seen?.LaunchTemplate?.Version],
      [10, 5, ["OldestInstance"], "1"],
    );
    assert.deepEqual(seen?.InstanceMaintenancePolicy, { MinHealthyPercentage: 0, MaxHealthyPercentage: 100 });
  });

  describe("is refused", () => {
    const refusals: Readonly<Record<string, [() => Promise<string>, ReturnType<typeof awsError>]>> = {
      "with a name that is taken": [
        async () => {
          const { name, templateId } = await groupAtAddress();
          return groups.makeGroup(templateId, { AutoScalingGroupName: name });
        },
        awsError("AlreadyExistsFault"),
      ],
      "with security groups beside the interface": [
        async () => {
          const { NetworkInterfaceId } = await network.makeInterface();
          const SecurityGroupIds = [await network.makeGroup()];
          return groups.makeGroup(await groups.templateOn(NetworkInterfaceId!, { SecurityGroupIds }));
        },
        awsError("InvalidQueryParameter", "the security groups must be a part of it"),
      ],
      "with a profile that does not exist": [
        async () =>
          groups.makeGroup(
            await groups.templateOn("", { NetworkInterfaces: undefined, IamInstanceProfile: { Name: "none" } }),
          ),
        awsError("ValidationError", "Invalid IAM Instance Profile name"),
      ],
      "with an image that does not exist": [
        async () => groups.makeGroup(await groups.makeTemplate({ ImageId: "ami-0123456789abcdef0" })),
        awsError("ValidationError", "ami-0123456789abcdef0"),
      ],
      "with more than it may have": [
        async () => groups.makeGroup(await groups.makeTemplate({ ImageId: network.imageId }), { DesiredCapacity: 2 }),
        awsError("ValidationError", "must be between"),
      ],
    };
    for (const [what, [make, check]] of Object.entries(refusals)) {
      it(what, () => assert.rejects(make(), check));
    }
  });

  it("does not launch into subnets that are given beside the interface", async () => {
    const { NetworkInterfaceId } = await network.makeInterface();
    const { autoScaling } = groups;
    const templateId = await groups.templateOn(NetworkInterfaceId!);
    const AutoScalingGroupName = "in-subnets";
    await autoScaling.send(
      new CreateAutoScalingGroupCommand({
        AutoScalingGroupName,
        MinSize: 1,
        MaxSize: 1,
        VPCZoneIdentifier: network.subnetId,
        LaunchTemplate: { LaunchTemplateId: templateId },
      }),
    );
    const failed = await eventually("a failed launch", async () => (await groups.activities(AutoScalingGroupName))[0]);
    assert.match(failed.StatusMessage ?? "", /subnet ID may not be specified/);
  });
});
