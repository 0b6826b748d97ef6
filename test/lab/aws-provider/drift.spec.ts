import { strict as assert } from "node:assert";
import { CreateTagsCommand, DeleteSubnetCommand, DescribeVpcsCommand } from "@aws-sdk/client-ec2";
import { ChangeResourceRecordSetsCommand, ListResourceRecordSetsCommand } from "@aws-sdk/client-route-53";
import type { ServiceError } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { region, withFront } from "../front/running-front";
import type { ProviderClient } from "./provider-client";
import type { World } from "./resource-case";
import { endWorld, makeWorld } from "./world";

describe("the offline provider and what others change", () => {
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

  const made = async (type: string, given: Parameters<ProviderClient["inputs"]>[1]) =>
    provider.create(type, await provider.inputs(type, given));

  it("a refresh shows a tag that somebody changed, and nothing else", async () => {
    const type = "aws:ec2/subnet:Subnet";
    const subnet = await made(type, { vpcId: world.vpcId, cidrBlock: "10.80.60.0/24", tags: { Name: "a" } });
    await world.ec2.send(new CreateTagsCommand({ Resources: [subnet.id], Tags: [{ Key: "Name", Value: "by hand" }] }));
    const read = await provider.read(type, subnet.id, subnet);
    assert.ok(read);
    assert.deepEqual((await provider.diff(type, read.inputs, subnet.inputs)).paths, ["tags.Name"]);
    await provider.delete(type, subnet);
  });

  it("a refresh shows tags that somebody added where there were none", async () => {
    const type = "aws:ec2/subnet:Subnet";
    const subnet = await made(type, { vpcId: world.vpcId, cidrBlock: "10.80.61.0/24" });
    await world.ec2.send(new CreateTagsCommand({ Resources: [subnet.id], Tags: [{ Key: "Name", Value: "by hand" }] }));
    const read = await provider.read(type, subnet.id, subnet);
    assert.deepEqual(read?.inputs.tags, { Name: "by hand" });
    await provider.delete(type, subnet);
  });

  it("a refresh misses what somebody deleted, and deleting it again is no error", async () => {
    const type = "aws:ec2/subnet:Subnet";
    const subnet = await made(type, { vpcId: world.vpcId, cidrBlock: "10.80.62.0/24" });
    await world.ec2.send(new DeleteSubnetCommand({ SubnetId: subnet.id }));
    assert.equal(await provider.read(type, subnet.id, subnet), undefined);
    await provider.delete(type, subnet);
  });

  it("an import by id gives inputs that the same program does not change", async () => {
    const imports: readonly (readonly [string, string])[] = [
      ["aws:ec2/vpc:Vpc", world.vpcId],
      ["aws:ec2/subnet:Subnet", world.subnetA],
      ["aws:route53/zone:Zone", world.zoneId],
      ["aws:route53/record:Record", `${world.zoneId}_target.cloud.acmecorp.com_A`],
      ["aws:iam/role:Role", world.roleName],
    ];
    for (const [type, id] of imports) {
      const read = await provider.read(type, id);
      assert.ok(read, `${type} ${id}`);
      const inputs = await provider.inputs(type, read.inputs);
      assert.deepEqual((await provider.diff(type, read.inputs, inputs)).replacing, [], type);
    }
    const subnet = await provider.read("aws:ec2/subnet:Subnet", world.subnetA);
    assert.equal(subnet?.inputs.vpcId, world.vpcId);
  });

  it("a record that is there already is refused, unless it may be overwritten", async () => {
    const type = "aws:route53/record:Record";
    const given = { zoneId: world.zoneId, name: "twice", type: "A", ttl: 60, records: ["10.80.1.1"] };
    const first = await made(type, given);
    await assert.rejects(made(type, { ...given, records: ["10.80.1.2"] }), /InvalidChangeBatch: .*already exists/);
    const second = await made(type, { ...given, records: ["10.80.1.2"], allowOverwrite: true });
    assert.equal(second.id, first.id);
    await provider.delete(type, first);
    assert.equal(await provider.read(type, second.id, second), undefined, "what somebody changed goes too");
  });

  it("records that are made at once share their calls, and one that is refused takes no other with it", async () => {
    const type = "aws:route53/record:Record";
    const record = (index: number) => ({
      zoneId: world.zoneId,
      name: index === 7 ? "target" : `many-${index}`,
      type: "A",
      ttl: 60,
      records: [`10.80.9.${index}`],
    });
    const all = await Promise.allSettled(Array.from({ length: 20 }, (_, index) => made(type, record(index))));
    assert.deepEqual(
      all.flatMap(({ status }, index) => (status === "rejected" ? [index] : [])),
      [7],
    );
    const listed = await world.route53.send(
      new ListResourceRecordSetsCommand({ HostedZoneId: world.zoneId, StartRecordName: "many-0.cloud.acmecorp.com" }),
    );
    assert.equal(listed.ResourceRecordSets?.filter(({ Name }) => Name?.startsWith("many-")).length, 19);
  });

  it("a zone with records of somebody else stays, and says so; with forceDestroy it goes", async () => {
    const type = "aws:route53/zone:Zone";
    const zone = await made(type, { name: "foreign.test", vpcs: [{ vpcId: world.vpcId }] });
    const set = { Name: "x.foreign.test", Type: "A" as const, TTL: 60, ResourceRecords: [{ Value: "10.0.0.1" }] };
    await world.route53.send(
      new ChangeResourceRecordSetsCommand({
        HostedZoneId: zone.id,
        ChangeBatch: { Changes: [{ Action: "CREATE", ResourceRecordSet: set }] },
      }),
    );
    await assert.rejects(provider.delete(type, zone), /HostedZoneNotEmpty/);
    const forced = await provider.update(type, zone, { ...zone.inputs, forceDestroy: true });
    await provider.delete(type, forced);
    assert.equal(await provider.read(type, zone.id, zone), undefined);
  });

  it("what was made and not finished is told with its id, so that the engine remembers it", async () => {
    const type = "aws:iam/instanceProfile:InstanceProfile";
    const error = await made(type, { name: "unfinished", role: "nobody" }).then(
      () => assert.fail("no error"),
      (reason: ServiceError) => reason,
    );
    assert.match(error.message, /NoSuchEntity/);
    const [packed] = error.metadata.get("grpc-status-details-bin");
    const detail = Status.deserializeBinary(packed as Buffer).getDetailsList()[0];
    const failed = detail?.unpack(ErrorResourceInitFailed.deserializeBinary, "pulumirpc.ErrorResourceInitFailed");
    assert.equal(failed?.getId(), "unfinished");
    await provider.delete(type, { id: "unfinished", inputs: {}, outputs: {} });
  });

  it("getAmi finds the image of some owner and filter, and says like the real one that there is none", async () => {
    const filters = [{ name: "tag:kind", values: ["forwarder"] }];
    const found = await provider.invoke("aws:ec2/getAmi:getAmi", { owners: ["self"], filters, mostRecent: true });
    assert.equal(found.id, world.imageId);
    assert.equal(found.imageId, world.imageId);
    const none = [{ name: "name", values: ["nothing-*"] }];
    await assert.rejects(
      provider.invoke("aws:ec2/getAmi:getAmi", { owners: ["self"], filters: none }),
      /Your query returned no results\. Please change your search criteria and try again\./,
    );
  });

  it("tells region, account and availability zones", async () => {
    assert.equal((await provider.invoke("aws:index/getRegion:getRegion", {})).region, region);
    const identity = await provider.invoke("aws:index/getCallerIdentity:getCallerIdentity", {});
    const vpc = await world.ec2.send(new DescribeVpcsCommand({ VpcIds: [world.vpcId] }));
    assert.equal(identity.accountId, vpc.Vpcs?.[0]?.OwnerId);
    const zones = await provider.invoke("aws:index/getAvailabilityZones:getAvailabilityZones", { state: "available" });
    assert.deepEqual((zones.names as string[]).slice(0, 2), [`${region}a`, `${region}b`]);
  });

  it("makes a resource in the region that it names", async () => {
    const type = "aws:ec2/vpc:Vpc";
    const vpc = await made(type, { cidrBlock: "10.66.0.0/16", region: "us-east-2" });
    assert.match(String(vpc.outputs.arn), /^arn:aws:ec2:us-east-2:/);
    assert.equal(vpc.outputs.region, "us-east-2");
    await provider.delete(type, vpc);
    assert.equal(await provider.read(type, vpc.id, vpc), undefined);
  });
});
