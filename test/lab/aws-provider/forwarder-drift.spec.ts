import { strict as assert } from "node:assert";
import {
  DescribeAutoScalingGroupsCommand,
  SetDesiredCapacityCommand,
  UpdateAutoScalingGroupCommand,
} from "@aws-sdk/client-auto-scaling";
import { PutMetricAlarmCommand } from "@aws-sdk/client-cloudwatch";
import { CreateLaunchTemplateVersionCommand, TerminateInstancesCommand } from "@aws-sdk/client-ec2";
import { DeletePublicAccessBlockCommand, ListBucketsCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import type { Properties } from "../../../lab/aws-provider/property-values";
import { region, withFront } from "../front/running-front";
import type { ProviderClient } from "./provider-client";
import type { World } from "./resource-case";
import { endWorld, makeWorld } from "./world";

const groupType = "aws:autoscaling/group:Group";
const templateType = "aws:ec2/launchTemplate:LaunchTemplate";
const sizes = { minSize: 0, maxSize: 1, desiredCapacity: 1 };

describe("the offline provider's forwarders and what others change", () => {
  const front = withFront();
  let world: World;
  let provider: ProviderClient;
  before(async function () {
    this.timeout(120_000);
    world = await makeWorld(front().front.endpoint, region);
    provider = world.provider;
  });
  after(async () => {
    if (world) await endWorld(world);
  });

  const made = async (type: string, given: Properties) => provider.create(type, await provider.inputs(type, given));
  const groupOf = (templateId: string, more: Properties = {}) =>
    made(groupType, {
      ...sizes,
      availabilityZones: [`${region}a`],
      launchTemplate: { id: templateId, version: "$Latest" },
      ...more,
    });
  /** Paths that a refresh shows to be other than the program says. */
  const drift = async (type: string, resource: Parameters<ProviderClient["delete"]>[1]) => {
    const read = await provider.read(type, resource.id, resource);
    assert.ok(read);
    return (await provider.diff(type, read.inputs, resource.inputs)).paths;
  };

  it("a refresh shows a group's capacity and grace period that somebody changed", async () => {
    const group = await groupOf(world.templateId);
    const AutoScalingGroupName = group.id;
    await world.autoScaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName, DesiredCapacity: 0 }));
    await world.autoScaling.send(
      new UpdateAutoScalingGroupCommand({ AutoScalingGroupName, HealthCheckGracePeriod: 7 }),
    );
    assert.deepEqual(await drift(groupType, group), ["desiredCapacity", "healthCheckGracePeriod"]);
    const mended = await provider.update(groupType, group, group.inputs);
    assert.deepEqual(await drift(groupType, mended), []);
    await provider.delete(groupType, mended);
  });

  it("a replacement of the instance is no drift of its group", async () => {
    const group = await groupOf(world.templateId);
    const call = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [group.id] });
    const InstanceIds = (await world.autoScaling.send(call)).AutoScalingGroups?.[0]?.Instances?.flatMap(
      ({ InstanceId }) => InstanceId ?? [],
    );
    await world.ec2.send(new TerminateInstancesCommand({ InstanceIds }));
    assert.deepEqual(await drift(groupType, group), []);
    await provider.delete(groupType, group);
  });

  it("a group with a refresh replaces its instance for another version of its template, and for nothing else", async () => {
    const given = { imageId: world.imageId, instanceType: "t4g.small" };
    const template = await made(templateType, given);
    const newer = await provider.inputs(templateType, { ...given, instanceType: "t4g.nano" }, template.inputs);
    await provider.update(templateType, template, newer);
    const typeOf = async (name: string) => {
      const call = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] });
      const [group] = (await world.autoScaling.send(call)).AutoScalingGroups ?? [];
      return group?.Instances?.map(({ InstanceType, LaunchTemplate }) => `${InstanceType} ${LaunchTemplate?.Version}`);
    };
    const version = (number: string) => ({
      ...sizes,
      vpcZoneIdentifiers: [world.subnetA],
      launchTemplate: { id: template.id, version: number },
      instanceRefresh: { strategy: "Rolling", preferences: { minHealthyPercentage: 0, skipMatching: true } },
    });
    const group = await made(groupType, version("1"));
    assert.deepEqual(await typeOf(group.id), ["t4g.small 1"]);
    const inputs = await provider.inputs(groupType, version("2"), group.inputs);
    const refreshed = await provider.update(groupType, group, inputs);
    assert.deepEqual(await typeOf(group.id), ["t4g.nano 2"]);
    await provider.delete(groupType, refreshed);
    await provider.delete(templateType, template);
  });

  it("a group whose interface something else has says so, is remembered, and waits where it may", async () => {
    const holder = await groupOf(world.templateId);
    await assert.rejects(groupOf(world.templateId, { name: "second" }), /scaling activity \(.*\): Failed: .*in use/);
    const remembered = await provider.read(groupType, "second");
    assert.equal(remembered?.id, "second");
    await provider.delete(groupType, remembered);
    const unhurried = await groupOf(world.templateId, { name: "third", waitForCapacityTimeout: "0" });
    const patient = groupOf(world.templateId, { name: "fourth", ignoreFailedScalingActivities: true });
    await provider.delete(groupType, unhurried);
    await provider.delete(groupType, holder);
    await provider.delete(groupType, await patient);
  });

  it("a refresh shows a version of a launch template that somebody added", async () => {
    const template = await made(templateType, { imageId: world.imageId, instanceType: "t4g.small" });
    await world.ec2.send(
      new CreateLaunchTemplateVersionCommand({
        LaunchTemplateId: template.id,
        SourceVersion: "1",
        LaunchTemplateData: { InstanceType: "t4g.nano" },
      }),
    );
    assert.deepEqual(await drift(templateType, template), ["instanceType"]);
    await provider.delete(templateType, template);
  });

  it("a template that says a default version makes that the default, and new ones do not change it", async () => {
    const given = { imageId: world.imageId, instanceType: "t4g.small", defaultVersion: 1 };
    const template = await made(templateType, given);
    const next = await provider.inputs(templateType, { ...given, instanceType: "t4g.nano" }, template.inputs);
    const changed = await provider.update(templateType, template, next);
    assert.deepEqual([changed.outputs.latestVersion, changed.outputs.defaultVersion], [2, 1]);
    await provider.delete(templateType, changed);
    const both = await provider.check(templateType, { ...given, updateDefaultVersion: true });
    assert.deepEqual(
      both.failures.map(({ property }) => property),
      ["updateDefaultVersion"],
    );
  });

  it("a refresh shows an alarm's threshold and a bucket's access that somebody changed", async () => {
    const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";
    const alarm = await made(alarmType, {
      name: "drifting",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      evaluationPeriods: 1,
      metricQueries: [
        { id: "m", returnData: true, metric: { namespace: "N", metricName: "M", period: 60, stat: "Maximum" } },
      ],
    });
    await world.cloudWatch.send(
      new PutMetricAlarmCommand({
        AlarmName: "drifting",
        ComparisonOperator: "GreaterThanThreshold",
        Threshold: 5,
        EvaluationPeriods: 1,
        Metrics: [
          {
            Id: "m",
            ReturnData: true,
            MetricStat: { Metric: { Namespace: "N", MetricName: "M" }, Period: 60, Stat: "Maximum" },
          },
        ],
      }),
    );
    assert.deepEqual(await drift(alarmType, alarm), ["threshold"]);
    await provider.delete(alarmType, alarm);

    const accessType = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
    const access = await made(accessType, { bucket: world.bucketName, blockPublicAcls: true });
    await world.s3.send(new DeletePublicAccessBlockCommand({ Bucket: world.bucketName }));
    assert.equal(await provider.read(accessType, access.id, access), undefined);
  });

  it("a refresh shows an object that somebody overwrote where its etag is given, as with the real provider", async () => {
    const type = "aws:s3/bucketObjectv2:BucketObjectv2";
    const place = { bucket: world.bucketName, key: "desired.json", content: "{}" };
    const etag = "99914b932bd37a50b983c5e7c90ae93b";
    const withEtag = await made(type, { ...place, etag });
    await world.s3.send(new PutObjectCommand({ Bucket: world.bucketName, Key: "desired.json", Body: "[]" }));
    assert.deepEqual(await drift(type, withEtag), ["etag"]);
    await provider.delete(type, withEtag);
  });

  it("a bucket with content stays, and says so; with forceDestroy it goes, with all versions", async () => {
    const type = "aws:s3/bucket:Bucket";
    const bucket = await made(type, {});
    assert.match(bucket.id, /^[a-z0-9.-]+-[0-9a-f]{7}$/);
    const versioned = { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } };
    await made("aws:s3/bucketVersioning:BucketVersioning", versioned);
    for (const Body of ["1", "2"]) await world.s3.send(new PutObjectCommand({ Bucket: bucket.id, Key: "a", Body }));
    await assert.rejects(provider.delete(type, bucket), /BucketNotEmpty/);
    const forced = await provider.update(type, bucket, { ...bucket.inputs, forceDestroy: true });
    await provider.delete(type, forced);
    const { Buckets = [] } = await world.s3.send(new ListBucketsCommand({}));
    assert.ok(!Buckets.some(({ Name }) => Name === bucket.id));
    const wrong = await provider.check(type, { bucketPrefix: "Acme-" });
    assert.equal(wrong.failures[0]?.property, "bucket");
  });

  it("getSubnet tells the zone of a subnet, and says like the real one that there is none", async () => {
    const found = await provider.invoke("aws:ec2/getSubnet:getSubnet", { id: world.subnetB });
    assert.deepEqual([found.availabilityZone, found.vpcId], [`${region}b`, world.vpcId]);
    const filters = [{ name: "cidr-block", values: ["10.80.1.0/24"] }];
    const filtered = await provider.invoke("aws:ec2/getSubnet:getSubnet", { vpcId: world.vpcId, filters });
    assert.equal(filtered.id, world.subnetA);
    await assert.rejects(
      provider.invoke("aws:ec2/getSubnet:getSubnet", { vpcId: world.vpcId, cidrBlock: "10.99.0.0/24" }),
      /no matching EC2 Subnet found/,
    );
    await assert.rejects(
      provider.invoke("aws:ec2/getSubnet:getSubnet", { vpcId: world.vpcId }),
      /multiple EC2 Subnets/,
    );
  });
});
