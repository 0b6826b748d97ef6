import { strict as assert } from "node:assert";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from "@aws-sdk/client-auto-scaling";
import { DescribeInstancesCommand, RegisterImageCommand, TerminateInstancesCommand } from "@aws-sdk/client-ec2";
import { GetObjectCommand, ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { Subnet } from "@pulumi/aws/ec2/subnet";
import { Vpc } from "@pulumi/aws/ec2/vpc";
import { Forwarders } from "../../../components";
import { findPulumiCli } from "../../../lab/engine/pulumi-cli";
import { type LabStack, openStack } from "../../../lab/stack";
import { clientOf, region, withFront } from "../front/running-front";

describe("forwarders that heal themselves, by the offline provider on the real engine", function () {
  this.timeout(240_000);
  const front = withFront();
  let folder: string;
  let imageId: string;
  let autoScaling: AutoScalingClient;
  let s3: S3Client;
  before(async function () {
    try {
      findPulumiCli();
    } catch (error) {
      console.log(`      skipped: ${(error as Error).message}`);
      this.skip();
    }
    folder = mkdtempSync(join(tmpdir(), "hybrid-dns-forwarders-"));
    writeFileSync(join(folder, "Pulumi.lab.yaml"), `config:\n    aws:region: ${region}\n`);
    const image = new RegisterImageCommand({ Name: "forwarder", Architecture: "arm64", RootDeviceName: "/dev/xvda" });
    imageId = (await front().ec2.send(image)).ImageId!;
    const client = clientOf(front().front.endpoint);
    autoScaling = new AutoScalingClient(client);
    s3 = new S3Client({ ...client, forcePathStyle: true });
  });
  after(() => {
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  const program = (resolver: string) => async () => {
    const hub = new Vpc("hub", { cidrBlock: "10.21.0.0/16" });
    const subnet = (zone: string, cidrBlock: string) =>
      new Subnet(zone, { vpcId: hub.id, cidrBlock, availabilityZone: `${region}${zone}` }).id;
    const forwarders = new Forwarders("acme-hub", {
      vpcId: hub.id,
      forwarders: {
        a: { subnetId: subnet("a", "10.21.1.0/24"), address: "10.21.1.53" },
        b: { subnetId: subnet("b", "10.21.2.0/24"), address: "10.21.2.53" },
      },
      forwardZones: { "acmecorp.com": { resolvers: [resolver] } },
      clientCidrBlocks: { headquarters: "10.0.0.0/14", cloud: "10.21.0.0/16" },
      backend: { unbound: { imageId } },
    });
    return { addresses: forwarders.addresses, bucket: forwarders.configurationBucket };
  };
  const open = (resolver: string): Promise<LabStack> =>
    openStack({
      folder: join(folder, "pulumi"),
      endpoint: front().front.endpoint,
      project: "forwarders",
      stack: "lab",
      program: program(resolver),
      configuration: join(folder, "Pulumi.lab.yaml"),
      log: () => {},
    });
  const holders = async () => {
    const { AutoScalingGroups = [] } = await autoScaling.send(new DescribeAutoScalingGroupsCommand({}));
    const InstanceIds = AutoScalingGroups.flatMap(({ Instances }) => Instances ?? []).flatMap(
      ({ InstanceId }) => InstanceId ?? [],
    );
    if (InstanceIds.length === 0) return {};
    const { Reservations = [] } = await front().ec2.send(new DescribeInstancesCommand({ InstanceIds }));
    const instances = Reservations.flatMap(({ Instances }) => Instances ?? []);
    return Object.fromEntries(instances.map((instance) => [instance.PrivateIpAddress, instance.InstanceId!]));
  };

  it("has a group of one at each address, and previews nothing more, also after one was replaced", async () => {
    const stack = await open("10.1.0.53");
    await stack.up();
    const first = await holders();
    assert.deepEqual(Object.keys(first).sort(), ["10.21.1.53", "10.21.2.53"]);
    assert.deepEqual(await stack.preview(), []);
    await front().ec2.send(new TerminateInstancesCommand({ InstanceIds: [first["10.21.1.53"]!] }));
    const second = await holders();
    assert.deepEqual(Object.keys(second).sort(), ["10.21.1.53", "10.21.2.53"]);
    assert.notEqual(second["10.21.1.53"], first["10.21.1.53"]);
    assert.deepEqual(await stack.preview(), []);
  });

  it("takes another forwarding rule with the instances that are there", async () => {
    const before = await holders();
    const stack = await open("10.1.0.54");
    const { outputs, changes } = await stack.up();
    const replaced = changes.filter(({ operation }) => operation === "replace").map(({ type }) => type);
    assert.deepEqual([...new Set(replaced)], ["aws:s3/bucketObjectv2:BucketObjectv2"]);
    assert.deepEqual(await holders(), before);
    const place = { Bucket: String(outputs["bucket"]), Key: "desired.json" };
    const desired = JSON.parse((await (await s3.send(new GetObjectCommand(place))).Body?.transformToString()) ?? "");
    const Key = `configuration/${desired.configuration.sha256}`;
    const content = await s3.send(new GetObjectCommand({ ...place, Key }));
    assert.match((await content.Body?.transformToString()) ?? "", /10\.1\.0\.54/);
    assert.deepEqual(await stack.preview(), []);
  });

  it("leaves nothing when it is destroyed", async () => {
    await (await open("10.1.0.54")).destroy();
    assert.deepEqual(await holders(), {});
    assert.deepEqual((await s3.send(new ListBucketsCommand({}))).Buckets ?? [], []);
  });
});
